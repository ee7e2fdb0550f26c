// Reads every file of the real formats and feeds. What each gives stands in
// tests/golden/news-files.txt, a table for people: each row was judged by opening the file.
#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>
#include <string>

#include "indexer/readers/format.hpp"
#include "indexer/readers/input_files.hpp"
#include "tests/support/news_data.hpp"
#include "tests/unit/indexer/collecting_sink.hpp"
#include "tests/unit/indexer/golden_lines.hpp"
#include "text/utf8.hpp"

namespace fs = std::filesystem;
using namespace broadsheet;

namespace {

// Of a feed the first entries tell how it is read.
constexpr std::size_t entries_shown = 3;

std::string shortened(const std::string& text, std::size_t characters) {
    std::string out;
    for (std::size_t at = 0; at < text.size() && characters-- > 0;) {
        const std::size_t begin = at;
        text::decode(text, at);
        out += text.substr(begin, at - begin);
    }
    return out;
}

/// Words parted by white space, whatever the analyzer makes of them.
std::size_t words_of(const archive::Article& article) {
    std::size_t words = 0;
    const auto add = [&](const std::string& text) {
        std::istringstream in(text);
        words += static_cast<std::size_t>(std::distance(std::istream_iterator<std::string>(in),
                                                        std::istream_iterator<std::string>()));
    };
    for (const auto& section : article.sections) {
        add(section.heading);
        for (const auto& paragraph : section.paragraphs) add(paragraph.text);
    }
    return words;
}

std::string or_dash(const std::string& text) {
    return text.empty() ? "-" : text;
}

std::string status_of(const archive::Article& article) {
    if (article.status != archive::ArticleStatus::usable)
        return std::string(archive::status_name(article.status));
    return article.embargo.empty() ? "usable" : "usable from " + article.embargo;
}

/// As the columns are named in the table's head.
std::string row_of(const archive::Article& article) {
    return fmt::format("  {} | {} | {} | {} | {} | {} | {} | {}\n",
                       or_dash(shortened(article.headline, 60)), or_dash(article.date),
                       or_dash(article.source), or_dash(article.language),
                       or_dash(shortened(article.byline, 40)), article.sections.size(),
                       words_of(article), status_of(article));
}

/// The name of the format that a file, unpacked, is in.
std::string format_of(const fs::path& path) {
    std::string name = "no reader";
    tests::CollectingSink sink;
    const auto guess = [&](const indexer::InputName&, indexer::InputStream& stream) {
        const auto found = indexer::guess_format(stream.peek(indexer::format_mark_bytes));
        if (found.format != nullptr) name = found.format->name;
    };
    indexer::visit_files(path, sink, guess);
    return name;
}

std::string rows_of(const fs::path& path, const std::string& shown) {
    tests::CollectingSink sink;
    indexer::read_path(path, {}, sink);
    std::string out = fmt::format("{}: {}\n", shown, format_of(path));
    for (std::size_t i = 0; i < std::min(entries_shown, sink.articles.size()); ++i)
        out += row_of(sink.articles[i]);
    if (sink.articles.size() > entries_shown)
        out += fmt::format("  and {} more\n", sink.articles.size() - entries_shown);
    std::size_t told = 0;
    for (const auto& refusal : sink.refusals) {
        if (told++ == entries_shown) {
            out += fmt::format("  and {} more reports\n", sink.refusals.size() - entries_shown);
            break;
        }
        out += fmt::format("  {}: {}\n", refusal.article_kept ? "mended" : "refused",
                           shortened(refusal.reason, 120));
    }
    return out;
}

}  // namespace

TEST_CASE("every file of the real formats and feeds is read, or refused for the right reason") {
    BROADSHEET_NEWS_DATA_OR_SKIP(data);
    std::set<fs::path> files;
    for (const char* folder : {"formats", "feeds", "warc", "html"}) {
        for (const auto& entry : fs::recursive_directory_iterator(data / folder)) {
            const std::string name = entry.path().filename().string();
            // Beside the pages of html/ lies what is expected of them, by which
            // news_pages_test.cpp judges.
            const bool other = name.starts_with("LICENSE") || name == "README.md" ||
                               name == "urls.txt" || name == "meta.info" ||
                               (std::string_view(folder) == "html" && name.ends_with(".json"));
            if (entry.is_regular_file() && !other) files.insert(entry.path());
        }
    }
    REQUIRE(files.size() > 150);
    std::string actual =
        "# file: reader\n"
        "#   headline | date | source | language | byline | sections | words | status\n";
    for (const fs::path& file : files)
        actual += rows_of(file, file.lexically_relative(data).string());
    const fs::path golden = tests::project_root() / "tests/golden/news-files.txt";
    const fs::path beside = fs::temp_directory_path() / "broadsheet-news-files.txt";
    std::ofstream(beside, std::ios::binary) << actual;
    INFO("what was read stands in " << beside << "; compare it with " << golden);
    CHECK(tests::first_difference(actual, tests::read_file(golden)) == "");
}
