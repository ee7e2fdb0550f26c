#include "indexer/readers/opening.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "indexer/readers/typography.hpp"

namespace broadsheet::indexer {

namespace {

constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

bool begins_in_any_case(std::string_view text, std::string_view lower_case) {
    return text.size() >= lower_case.size() &&
           std::ranges::equal(text.substr(0, lower_case.size()), lower_case,
                              [](char a, char b) { return lower(a) == b; });
}

/// The name at the start, in lower case.
std::string name_of(std::string_view text) {
    const std::size_t end = std::min(text.size(), text.find_first_of(" \t\r\n>/[", 0));
    std::string name(text.substr(0, end));
    std::ranges::transform(name, name.begin(), lower);
    return name;
}

/// Past a declaration, comment or processing instruction; npos where it has no end here.
std::size_t end_of(std::string_view text, std::string_view mark) {
    const std::size_t end = text.find(mark);
    return end == std::string_view::npos ? end : end + mark.size();
}

std::size_t end_of_doctype(std::string_view text) {
    const std::size_t subset = text.find_first_of("[>");
    if (subset == std::string_view::npos || text[subset] == '>') return end_of(text, ">");
    const std::size_t close = text.find("]", subset);
    if (close == std::string_view::npos) return close;
    const std::size_t end = text.find('>', close);
    return end == std::string_view::npos ? end : end + 1;
}

/// Steps over what stands above the first element.
void read_prolog(std::string_view text, Opening& opening) {
    while (text.starts_with('<')) {
        std::size_t end = 0;
        if (text.starts_with("<!--")) {
            end = end_of(text, "-->");
        } else if (text.starts_with("<?")) {
            end = end_of(text, ">");
        } else if (begins_in_any_case(text, "<!doctype")) {
            opening.doctype = name_of(trim(text.substr(9)));
            end = end_of_doctype(text);
        } else {
            const std::string name = name_of(text.substr(1));
            opening.root = name.substr(name.find(':') + 1);
            return;
        }
        if (end == std::string_view::npos) return;
        text = trim(text.substr(end));
    }
}

}  // namespace

Opening::Opening(std::string_view head) : bytes(head), whole(head.size() < format_mark_bytes) {
    text = trim(head.starts_with(byte_order_mark) ? head.substr(byte_order_mark.size()) : head);
    read_prolog(text, *this);
}

bool Opening::begins(std::string_view lower_case) const {
    return begins_in_any_case(text, lower_case);
}

bool is_json(std::string_view text, bool whole) {
    boost::json::stream_parser parser;
    boost::json::error_code error;
    parser.write_some({text.data(), text.size()}, error);
    if (!error && whole) parser.finish(error);
    return !error;
}

}  // namespace broadsheet::indexer
