// Archives to be searched: written by the real program or by the real writer, read by the real reader.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "archive/archive_layout.hpp"
#include "archive/article.hpp"
#include "query/result_page.hpp"
#include "query/searcher.hpp"

namespace broadsheet::tests {

/// What `broadsheet-indexer add --json` says it did.
struct AddSummary {
    std::uint64_t indexed = 0;
    std::uint64_t refused = 0;
};

/// Runs the real program over `inputs`; throws where it fails other than by refusing inputs.
AddSummary add_to_archive(const std::filesystem::path& archive,
                          const std::vector<std::filesystem::path>& inputs,
                          const std::vector<std::string>& options = {});

/// Writes articles with the writer of indexer/, each list as a segment of its own. An article
/// replaces one of the same id in an earlier list.
void write_archive(const archive::ArchivePaths& paths,
                   std::vector<std::vector<archive::Article>> segments);

/// A searcher of its own reader.
query::Searcher open_searcher(const std::filesystem::path& archive);

/// The answer to a query; throws, naming the first error, where it has none.
query::ResultPage search(query::Searcher& searcher, const query::SearchRequest& request);

/// The ids of all results in their order, read page by page.
std::vector<std::string> all_ids(query::Searcher& searcher, query::SearchRequest request);

/// The text of parts without their highlights.
std::string plain_text(const query::TextParts& parts);

/// The highlighted pieces of parts.
std::vector<std::string> highlighted(const query::TextParts& parts);

}  // namespace broadsheet::tests
