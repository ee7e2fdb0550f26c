#include "query/text_output.hpp"

#include <fmt/format.h>

namespace broadsheet::query {

namespace {

// ECMA-48 SGR sequences.
constexpr std::string_view bold_on = "\x1b[1;33m", dim_on = "\x1b[2m", off = "\x1b[0m";

// Text of an archive must not steer the terminal.
std::string harmless(std::string_view text) {
    std::string out;
    for (const char c : text) out += (c >= 0 && c < ' ') || c == 0x7F ? ' ' : c;
    return out;
}

std::string shown(const TextParts& parts, bool colour) {
    std::string out;
    for (const TextPart& part : parts) {
        if (colour && part.hit) out += bold_on;
        out += harmless(part.text);
        if (colour && part.hit) out += off;
    }
    return out;
}

std::string joined(const std::vector<std::string>& values, std::string_view separator) {
    std::string out;
    for (const auto& value : values) {
        if (value.empty()) continue;
        if (!out.empty()) out += separator;
        out += harmless(value);
    }
    return out;
}

std::string hit_text(const Hit& hit, std::uint64_t rank, bool colour) {
    const std::string headline = hit.headline.empty() ? "(no headline)" : shown(hit.headline, colour);
    const std::string day = hit.date.substr(0, 10);
    std::string out = fmt::format("{:>3}. {}\n", rank, headline);
    const std::string facts = joined({hit.source, day, hit.desk, hit.byline, hit.id}, " · ");
    out += fmt::format("     {}{}{}\n", colour ? dim_on : "", facts, colour ? off : "");
    if (hit.copies > 0) {
        out += fmt::format("     {}+{} {} (--cluster {}){}\n", colour ? dim_on : "", hit.copies,
                           hit.copies == 1 ? "copy" : "copies", hit.cluster, colour ? off : "");
    }
    for (const Snippet& snippet : hit.snippets) {
        const std::string path = joined(snippet.section, " › ");
        out += fmt::format("     {}{}{}\n", path, path.empty() ? "" : ": ",
                           shown(snippet.parts, colour));
    }
    return out + "\n";
}

// RFC 4180: quoted where it must be, quotes doubled.
std::string csv_field(std::string_view text) {
    if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"') out += '"';
        out += c;
    }
    return out + '"';
}

std::string csv_row(const std::vector<std::string>& fields) {
    std::string row;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (i > 0) row += ',';
        row += csv_field(fields[i]);
    }
    return row + "\r\n";
}

}  // namespace

std::string to_text(const ResultPage& page, bool colour) {
    std::string out = fmt::format("{} {}{}{}{} ({:.1f} ms)\n\n", page.total,
                                  page.total == 1 ? "article" : "articles",
                                  page.distinct ? fmt::format(", {} without copies", *page.distinct) : "",
                                  page.canonical.empty() ? "" : " for ", page.canonical,
                                  page.took_ms);
    std::uint64_t rank = page.request.offset;
    for (const Hit& hit : page.hits) out += hit_text(hit, ++rank, colour);
    if (page.has_more()) {
        out += fmt::format("and {} more\n", page.listed() - page.request.offset - page.hits.size());
    }
    return out;
}

std::string to_text(const Explanation& explanation) {
    std::string out = fmt::format("canonical: {}\n\ntree:\n{}\nforms (articles):\n",
                                  explanation.canonical, explanation.tree);
    for (const ExplainedWord& word : explanation.words) {
        out += word.word + ":";
        if (word.forms.empty()) out += " no article holds it";
        for (const auto& form : word.forms) out += fmt::format(" {} ({})", form.text, form.articles);
        out += '\n';
    }
    out += "\nplan:\n";
    for (const ExplainedPart& part : explanation.parts) {
        out += fmt::format("{}: {}\n", part.text,
                           part.exact ? "the index answers it exactly"
                                      : "the index proposes candidates; the spans verify each");
    }
    return out + explanation.plan + "\n";
}

std::string to_csv(const ResultPage& page) {
    std::string out = csv_row({"rank", "id", "date", "source", "desk", "language", "byline", "words",
                               "score", "headline", "snippet", "url", "cluster", "copies"});
    std::uint64_t rank = page.request.offset;
    for (const Hit& hit : page.hits) {
        const std::string snippet =
            hit.snippets.empty() ? "" : shown(hit.snippets.front().parts, false);
        out += csv_row({std::to_string(++rank), hit.id, hit.date, hit.source, hit.desk, hit.language,
                        hit.byline, std::to_string(hit.words), fmt::format("{:.4f}", hit.score),
                        shown(hit.headline, false), snippet, hit.url, hit.cluster,
                        page.distinct ? std::to_string(hit.copies) : ""});
    }
    return out;
}

}  // namespace broadsheet::query
