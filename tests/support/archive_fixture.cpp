#include "tests/support/archive_fixture.hpp"

#include <boost/json.hpp>
#include <stdexcept>
#include <utility>

#include "indexer/duplicate_finder.hpp"
#include "indexer/publisher.hpp"
#include "indexer/segment_builder.hpp"
#include "tests/support/programs.hpp"

namespace broadsheet::tests {

AddSummary add_to_archive(const std::filesystem::path& archive,
                          const std::vector<std::filesystem::path>& inputs,
                          const std::vector<std::string>& options) {
    std::vector<std::string> arguments = {program("indexer").string(), "add", "--json", "--archive",
                                          archive.string()};
    arguments.insert(arguments.end(), options.begin(), options.end());
    for (const auto& input : inputs) arguments.push_back(input.string());
    const RunResult result = run(arguments);
    constexpr int done = 0, some_refused = 3;
    if (result.exit_code != done && result.exit_code != some_refused) {
        throw std::runtime_error("broadsheet-indexer add failed: " + result.err);
    }
    const auto summary = boost::json::parse(result.out).as_object();
    return {summary.at("indexed").to_number<std::uint64_t>(),
            summary.at("refused").to_number<std::uint64_t>()};
}

void write_archive(const archive::ArchivePaths& paths,
                   std::vector<std::vector<archive::Article>> segments) {
    archive::create_or_check_archive(paths);
    indexer::Publisher publisher(paths);
    for (auto& articles : segments) {
        const auto directory = publisher.make_work_directory();
        const auto block = directory / "0";
        std::vector<std::string> ids;
        std::vector<archive::CopyMark> marks;
        indexer::DuplicateFinder duplicates(paths);
        for (const auto& article : articles) {
            ids.push_back(article.id);
            marks.push_back(duplicates.place(article));
        }
        indexer::BlockBuilder().build(std::move(articles), block, {}, marks);
        publisher.publish({&block, 1}, ids);
        std::filesystem::remove_all(directory);
    }
}

query::Searcher open_searcher(const std::filesystem::path& archive) {
    return query::Searcher(std::make_shared<query::ArchiveReader>(archive));
}

query::ResultPage search(query::Searcher& searcher, const query::SearchRequest& request) {
    auto outcome = searcher.search(request);
    if (auto* page = std::get_if<query::ResultPage>(&outcome)) return std::move(*page);
    const auto* errors = std::get_if<query::QueryErrors>(&outcome);
    throw std::runtime_error(request.query + ": " +
                             (errors != nullptr ? errors->errors.at(0).message : "timed out"));
}

std::vector<std::string> all_ids(query::Searcher& searcher, query::SearchRequest request) {
    std::vector<std::string> ids;
    while (true) {
        const query::ResultPage page = search(searcher, request);
        for (const auto& hit : page.hits) ids.push_back(hit.id);
        if (!page.has_more() || page.hits.empty()) return ids;
        request.offset += static_cast<std::uint32_t>(page.hits.size());
    }
}

std::string plain_text(const query::TextParts& parts) {
    std::string text;
    for (const auto& part : parts) text += part.text;
    return text;
}

std::vector<std::string> highlighted(const query::TextParts& parts) {
    std::vector<std::string> pieces;
    for (const auto& part : parts) {
        if (part.hit) pieces.push_back(part.text);
    }
    return pieces;
}

}  // namespace broadsheet::tests
