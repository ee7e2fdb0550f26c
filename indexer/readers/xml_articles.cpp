#include "indexer/readers/xml_articles.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace broadsheet::indexer {

namespace {

using VisitRecord = std::function<void(const XmlRecord& record)>;

// What stands above the first record of a feed: its title, its namespaces.
constexpr std::size_t longest_frame = 256 << 10;

std::size_t find_tag(std::string_view text, std::string_view name, std::size_t from) {
    constexpr std::string_view name_ends = "> \t\r\n";
    const std::string opening = fmt::format("<{}", name);
    for (std::size_t at = text.find(opening, from); at != std::string_view::npos;
         at = text.find(opening, at + 1)) {
        const std::size_t next = at + opening.size();
        if (next < text.size() && name_ends.find(text[next]) != std::string_view::npos) return at;
    }
    return std::string_view::npos;
}

/// Whether the ampersand at `at` begins a reference: "&amp;", "&#233;".
bool begins_reference(std::string_view text, std::size_t at) {
    constexpr std::size_t longest_reference = 10;
    const std::string_view name = text.substr(at + 1, longest_reference);
    const std::size_t end = name.find(';');
    if (end == 0 || end == std::string_view::npos) return false;
    return std::ranges::all_of(name.substr(0, end), [](char c) {
        return c == '#' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
               (c >= 'A' && c <= 'Z');
    });
}

/// With the ampersands that someone forgot to write as references.
std::string with_ampersands(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        out += text[at];
        if (text[at] == '&' && !begins_reference(text, at)) out += "amp;";
    }
    return out;
}

/// What the fault of a feed leaves: the records from `from` on, one by one, each in the frame of
/// what stands above the first, so that the damage in one does not reach the next. The last is left
/// out if it has no end.
void salvage(const XmlArticles& format, std::string_view utf8, std::size_t from,
             const VisitRecord& visit) {
    constexpr std::size_t none = std::string_view::npos;
    const std::string closing = fmt::format("</{}>", format.record);
    const std::size_t first = find_tag(utf8, format.record, 0);
    const std::string_view frame = utf8.substr(0, std::min(first, longest_frame));
    for (std::size_t at = find_tag(utf8, format.record, from); at != none;) {
        const std::size_t next = find_tag(utf8, format.record, at + 1);
        const std::size_t closed = utf8.find(closing, at);
        if (next == none && closed == none) return;
        const std::size_t end = std::min(next, closed == none ? none : closed + closing.size());
        const std::string document =
            fmt::format("{}{}", frame, with_ampersands(utf8.substr(at, end - at)));
        read_xml(document, XmlStrictness::lenient, {format.is_record, visit});
        at = next;
    }
}

/// Reads all records; the answer says what is wrong with the document, where that is no end.
std::string read_records(const XmlArticles& format, std::string_view utf8,
                         const VisitRecord& visit) {
    std::size_t end = 0;
    const auto visit_and_note = [&](const XmlRecord& record) {
        end = record.end;
        visit(record);
    };
    try {
        read_xml(utf8, XmlStrictness::strict, {format.is_record, visit_and_note});
        return {};
    } catch (const XmlFault& fault) {
        if (format.strictness == XmlStrictness::strict) throw;
        salvage(format, utf8, end, visit);
        return fault.what();
    }
}

}  // namespace

void read_xml_articles(const XmlArticles& format, const InputName& name, InputStream& stream,
                       const ReadOptions& options, ArticleSink& sink) {
    const XmlText text = read_xml_text(stream);
    Delivery delivery(name, options, sink);
    if (!text.problem.empty()) delivery.report({text.offset, {}}, text.problem);
    int count = 0;
    bool any_article = false;
    std::map<std::string, int> left_out;
    const auto visit = [&](const XmlRecord& record) {
        const ArticlePlace place{0, fmt::format("{} {}", format.record, ++count)};
        RecordResult result = format.read(record);
        if (!result.left_out.empty()) {
            ++left_out[result.left_out];
            return;
        }
        any_article = true;
        if (!result.refusal.empty()) return delivery.refuse(place, result.refusal);
        delivery.deliver(std::move(result.read), place);
    };
    const std::string passed_over = read_records(format, text.utf8, visit);
    if (count == 0) {
        throw InputError(passed_over.empty() ? fmt::format("holds no {}", format.record)
                                             : passed_over);
    }
    std::vector<std::string> kinds;
    for (const auto& [what, times] : left_out) kinds.push_back(fmt::format("{} {}", times, what));
    if (!any_article)
        throw InputError(fmt::format("holds no article, but {}", fmt::join(kinds, ", ")));
    if (!kinds.empty())
        delivery.report({}, fmt::format("left out what is no article: {}", fmt::join(kinds, ", ")));
    if (!passed_over.empty()) delivery.report({}, passed_over + "; what could be read is kept");
}

}  // namespace broadsheet::indexer
