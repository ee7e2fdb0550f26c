#include "tests/support/marked_boundaries.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <map>
#include <set>
#include <sstream>
#include <stdexcept>

#include "tests/support/news_data.hpp"

namespace broadsheet::tests {

namespace {

struct Row {
    std::string set, article, language, offset, boundary, half, kind, context;
};

std::vector<Row> read_rows(const std::filesystem::path& table) {
    std::istringstream lines(read_file(table));
    std::string line;
    std::getline(lines, line);  // the names of the columns
    std::vector<Row> rows;
    while (std::getline(lines, line)) {
        std::istringstream cells(line);
        Row row;
        for (std::string* cell : {&row.set, &row.article, &row.language, &row.offset, &row.boundary,
                                  &row.half, &row.kind, &row.context}) {
            std::getline(cells, *cell, '\t');
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

std::string read_set(const std::filesystem::path& folder) {
    const auto plain = folder / "articles.jsonl";
    if (std::filesystem::exists(plain)) return read_file(plain);
    return read_zstd_file(folder / "articles.jsonl.zst");
}

using Texts = std::map<std::string, std::string>;  // by article and language

Texts read_texts(const std::filesystem::path& folder, const std::set<std::string>& wanted) {
    const std::string content = read_set(folder);
    std::istringstream lines(content);
    Texts texts;
    for (std::string line; std::getline(lines, line);) {
        const auto article = boost::json::parse(line);
        const std::string key = boost::json::value_to<std::string>(article.at("id")) + '\t' +
                                boost::json::value_to<std::string>(article.at("lang"));
        if (!wanted.contains(key)) continue;
        texts[key] = boost::json::value_to<std::string>(article.at("text"));
    }
    return texts;
}

bool only_space(std::string_view text) { return text.find_first_not_of(" \t\n") == text.npos; }

}  // namespace

bool MarkedBoundary::agrees(const std::vector<text::ByteRange>& sentences) const {
    const std::string_view text = paragraph;
    const auto ends_here = [&](text::ByteRange sentence) {
        const std::size_t from = std::min<std::size_t>(sentence.end, offset);
        const std::size_t to = std::max<std::size_t>(sentence.end, offset);
        return only_space(text.substr(from, to - from));
    };
    return std::any_of(sentences.begin(), sentences.end(), ends_here) == boundary;
}

std::vector<MarkedBoundary> read_marked_boundaries(const std::filesystem::path& table,
                                                   const std::filesystem::path& news_data) {
    const std::vector<Row> rows = read_rows(table);
    std::map<std::string, std::set<std::string>> wanted;
    for (const Row& row : rows) wanted[row.set].insert(row.article + '\t' + row.language);
    std::map<std::string, Texts> texts;
    for (const auto& [set, articles] : wanted) texts[set] = read_texts(news_data / set, articles);
    std::vector<MarkedBoundary> marked;
    for (const Row& row : rows) {
        const std::string& text = texts[row.set][row.article + '\t' + row.language];
        const std::size_t offset = std::stoul(row.offset);
        const std::size_t bar = row.context.find('|');
        if (offset > text.size() || bar == 0 || offset == 0 ||
            text[offset - 1] != row.context[bar - 1]) {
            throw std::runtime_error("the text has changed: " + row.set + ' ' + row.article);
        }
        const std::size_t before = text.rfind("\n\n", offset - 1);
        const std::size_t begin = before == std::string::npos ? 0 : before + 2;
        const std::size_t end = std::min(text.find("\n\n", offset), text.size());
        marked.push_back({row.language, row.kind, row.context, text.substr(begin, end - begin),
                          offset - begin, row.boundary == "yes", row.half});
    }
    return marked;
}

}  // namespace broadsheet::tests
