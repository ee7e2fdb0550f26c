// IPTC 7901 (https://iptc.org/std/IPTC7901/), as dpa sends it.
#include <algorithm>
#include <array>
#include <utility>

#include "indexer/readers/article_parts.hpp"
#include "indexer/readers/news_date.hpp"
#include "indexer/readers/plain_text_reader.hpp"
#include "indexer/readers/typography.hpp"
#include "indexer/readers/wire_message.hpp"
#include "indexer/readers/wire_text.hpp"
#include "indexer/readers/xml_node.hpp"

namespace broadsheet::indexer {

namespace {

// From here on a message is for editors: contacts, links, what has changed.
constexpr std::array<std::string_view, 3> notebook_marks = {"# Notebook", "# dpa NOTEBOOK",
                                                            "# Notizblock"};

// A headline takes up to three lines, below lines such as "1ST LEAD" and above a byline.
constexpr std::size_t most_head_lines = 8;

/// "REFILE", "1ST LEAD", "(Achtung)": what kind of message it is.
bool is_flag(std::string_view line) {
    if (line.starts_with('(') && line.ends_with(')')) return true;
    return columns(line) <= 20 &&
           std::ranges::none_of(line, [](char c) { return c >= 'a' && c <= 'z'; });
}

/// The lines above the text, to that which ends in "="; gives how many there are.
std::size_t take_head(ReadArticle& read, const std::vector<std::string_view>& lines) {
    std::size_t end = 0;
    while (end < std::min(lines.size(), most_head_lines) && !lines[end].ends_with('=')) ++end;
    const bool marked = end < std::min(lines.size(), most_head_lines);
    const std::size_t count = marked ? end + 1 : 1;
    std::string flags;
    for (std::size_t i = 0; i < count; ++i) {
        std::string line = one_line(without_controls(lines[i]));
        if (line.ends_with('=')) line = one_line(line.substr(0, line.size() - 1));
        if (line.empty()) continue;
        auto& article = read.article;
        if (line.starts_with("By ") && !article.headline.empty()) {
            const std::string_view names = byline_of(line);
            article.byline = names.empty() ? line.substr(3) : std::string(names);
        } else if (is_flag(line) && article.headline.empty()) {
            flags = std::move(line);
        } else {
            article.headline += (article.headline.empty() ? "" : " ") + line;
        }
    }
    if (read.article.headline.empty()) read.article.headline = flags;
    return count;
}

/// "eca062 4 i 211 ccccb   dpa 061": the source stands before the last number.
void take_heading(ReadArticle& read, std::string_view heading) {
    const std::string line = one_line(without_controls(wire_lines(heading).front()));
    const std::size_t number = line.rfind(' ');
    if (number == std::string::npos) return;
    const std::size_t source = line.rfind(' ', number - 1);
    if (source != std::string::npos)
        read.article.source = line.substr(source + 1, number - source - 1);
}

void take_trailer(ReadArticle& read, std::string_view trailer) {
    const std::string line = one_line(without_controls(wire_lines(trailer).front()));
    if (auto date = read_news_date(line))
        read.article.date = std::move(*date);
    else if (!line.empty())
        read.problems.push_back("date '" + line.substr(0, 40) +
                                "' cannot be read; the article is kept without one");
}

void read_message(const WireMessage& message, ReadArticle& read) {
    take_heading(read, message.heading);
    if (!message.trailer.empty()) take_trailer(read, message.trailer);
    const auto lines = wire_lines(message.text);
    std::string body;
    for (std::size_t i = take_head(read, lines); i < lines.size(); ++i) {
        const bool notebook = std::ranges::any_of(
            notebook_marks, [&](std::string_view mark) { return lines[i].starts_with(mark); });
        if (notebook) break;
        body += without_controls(lines[i]) + "\n";
    }
    add_text(read, body);
}

}  // namespace

bool is_iptc7901(const Opening& opening) {
    return !opening_heading(opening.bytes).empty();
}

void read_iptc7901(const InputName& name, InputStream& stream, const ReadOptions& options,
                   ArticleSink& sink) {
    read_wire_messages(read_message, name, stream, options, sink);
}

}  // namespace broadsheet::indexer
