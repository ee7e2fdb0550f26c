// What a worker does for each route that reads the archive.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>

#include "query/searcher.hpp"
#include "searchd/http_message.hpp"
#include "searchd/page_renderer.hpp"
#include "searchd/request_params.hpp"
#include "searchd/response_json.hpp"
#include "searchd/search_service.hpp"
#include "searchd/static_files.hpp"

namespace broadsheet::searchd {

/// The files of web/, as they were read together.
struct Assets {
    explicit Assets(const std::filesystem::path& web_root);
    PageRenderer renderer;
    StaticFiles files;
    std::string mark;  ///< differs for each reading, in any run of the program
};

/// What was last seen of the archive; shared by all threads.
struct ArchiveStatus {
    std::atomic<std::uint64_t> generation = 0;
    std::atomic<std::uint64_t> articles = 0;
};

/// Whom a worker answers, and with what.
struct Reply {
    std::shared_ptr<const Assets> assets;
    std::shared_ptr<ArchiveStatus> status;
    Audience audience = Audience::programs;
    std::string target;

    /// The problem in JSON, or as a page.
    Response problem(const Problem& problem) const;
    Response page(unsigned status_code, std::string html) const;
};

/// The newest summary, noted in `status`.
query::ArchiveSummary look_at(query::Searcher& searcher, ArchiveStatus& status);

Response answer_home(query::Searcher& searcher, const Reply& reply);
Response answer_help(query::Searcher& searcher, const Reply& reply);
Response answer_search(query::Searcher& searcher, const WorkLimits& limits,
                       const SearchParams& params, const Reply& reply);
Response answer_article(query::Searcher& searcher, const WorkLimits& limits, const std::string& id,
                        const ArticleParams& params, const Reply& reply);
Response answer_suggest(query::Searcher& searcher, const std::string& input, const Reply& reply);
Response answer_ready(query::Searcher& searcher, const Reply& reply);

}  // namespace broadsheet::searchd
