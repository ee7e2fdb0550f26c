// broadsheet-query: asks an archive from the terminal.
#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <boost/json/serialize.hpp>
#include <iostream>

#include "archive/archive_layout.hpp"
#include "archive/copy_mark.hpp"
#include "query/result_json.hpp"
#include "query/searcher.hpp"
#include "query/text_output.hpp"

namespace {

using namespace broadsheet;

enum ExitCode { done = 0, failed = 1, usage = 2 };

struct Options {
    std::string archive, query, format = "text", sort = "relevance";
    std::uint32_t limit = 10, offset = 0;
    bool explain = false, collapse = false;
    std::string cluster;
};

constexpr const char* examples = R"(Examples:
  broadsheet-query --archive news "ceasefire AND Qatar"
  broadsheet-query --archive news --sort newest --limit 20 '"60-day ceasefire"'
  broadsheet-query --archive news 'headline:truce AND date:2025-07'
  broadsheet-query --archive news --collapse 'ceasefire'
  broadsheet-query --archive news --explain 'cease-fire NOT football'
  broadsheet-query --archive news --format csv --limit 100 'desk:world gaza' > gaza.csv
)";

constexpr std::string_view cluster_shape =
    "a cluster has 16 hexadecimal digits, as hits of --collapse show them";

void print_diagnostics(std::string_view kind, std::string_view input,
                       const query::Diagnostics& diagnostics) {
    for (const auto& diagnostic : diagnostics) {
        fmt::print(stderr, "broadsheet-query: {}:\n{}\n", kind,
                   query::with_caret(input, diagnostic));
    }
}

int report(const query::QueryErrors& errors) {
    print_diagnostics("error", errors.input, errors.errors);
    return failed;
}

int explain(query::Searcher& searcher, const Options& options) {
    const auto outcome = searcher.explain(options.query);
    if (const auto* errors = std::get_if<query::QueryErrors>(&outcome)) return report(*errors);
    const auto& explanation = std::get<query::Explanation>(outcome);
    std::cout << query::to_text(explanation);
    print_diagnostics("notice", options.query, explanation.notices);
    return done;
}

int search(query::Searcher& searcher, const Options& options) {
    query::SearchRequest request;
    request.query = options.query;
    request.limit = options.limit;
    request.offset = options.offset;
    request.sort = query::sort_named(options.sort).value();
    if (options.collapse) request.collapse = query::Collapse::duplicates;
    request.filters.cluster = options.cluster;
    const auto outcome = searcher.search(request);
    if (const auto* errors = std::get_if<query::QueryErrors>(&outcome)) return report(*errors);
    const auto& page = std::get<query::ResultPage>(outcome);
    if (options.format == "json") {
        std::cout << boost::json::serialize(query::to_json(page)) << '\n';
    } else if (options.format == "csv") {
        std::cout << query::to_csv(page);
    } else {
        std::cout << query::to_text(page, isatty(STDOUT_FILENO) != 0);
        print_diagnostics("notice", options.query, page.notices);
    }
    return done;
}

void add_options(CLI::App& app, Options& options) {
    app.add_option("--archive", options.archive, "the archive to search")->required();
    app.add_option("QUERY", options.query, "what to find; see docs/query-syntax.md")->required();
    app.add_option("--limit", options.limit, "hits to show")
        ->check(CLI::Range(1U, query::max_limit))
        ->capture_default_str();
    app.add_option("--offset", options.offset, "hits to leave out before the first")
        ->check(CLI::Range(0U, query::max_offset))
        ->capture_default_str();
    app.add_option("--sort", options.sort, "order of the hits")
        ->check(CLI::IsMember({"relevance", "newest", "oldest"}))
        ->capture_default_str();
    app.add_flag("--collapse", options.collapse,
                 "of matches that are copies of each other show the best, and how many others there are");
    app.add_option("--cluster", options.cluster,
                   "only the copies of one cluster, by the name that a hit shows")
        ->check([](const std::string& name) {
            return archive::cluster_named(name) ? std::string() : std::string(cluster_shape);
        });
    app.add_option("--format", options.format, "how to print them")
        ->check(CLI::IsMember({"text", "json", "csv"}))
        ->capture_default_str();
    app.add_flag("--explain", options.explain,
                 "say how the query is read instead: canonical form, tree, forms, plan");
    app.set_version_flag("--version", "broadsheet-query " BROADSHEET_VERSION);
    app.footer(examples);
}

}  // namespace

int main(int argc, char** argv) {
    Options options;
    CLI::App app("Asks a news archive.", "broadsheet-query");
    add_options(app, options);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == 0) return app.exit(error);  // --help, --version
        fmt::print(stderr, "broadsheet-query: {}; see --help\n", error.what());
        return usage;
    }
    try {
        query::Searcher searcher(std::make_shared<query::ArchiveReader>(options.archive));
        return options.explain ? explain(searcher, options) : search(searcher, options);
    } catch (const std::exception& error) {
        fmt::print(stderr, "broadsheet-query: {}\n", error.what());
        return failed;
    }
}
