#include "indexer/readers/html_charset.hpp"

#include <algorithm>

#include "indexer/readers/html_bytes.hpp"

namespace broadsheet::indexer {

namespace {

// HTML asks for it within 1,024 bytes; many pages have it later.
constexpr std::size_t bytes_looked_at = 16 << 10;

constexpr std::size_t longest_label = 40;

}  // namespace

std::string charset_of_type(std::string_view content_type) {
    constexpr std::string_view key = "charset";
    for (std::size_t at = find_in_any_case(content_type, key); at != std::string_view::npos;
         at = find_in_any_case(content_type, key, at + 1)) {
        std::size_t begin = at + key.size();
        while (begin < content_type.size() && is_html_space(content_type[begin])) ++begin;
        if (begin >= content_type.size() || content_type[begin] != '=') continue;
        ++begin;
        while (begin < content_type.size() &&
               (is_html_space(content_type[begin]) || content_type[begin] == '"' ||
                content_type[begin] == '\''))
            ++begin;
        const std::size_t end =
            std::min(content_type.size(), content_type.find_first_of(" \t\r\n\"';/>,", begin));
        if (end - begin <= longest_label)
            return std::string(content_type.substr(begin, end - begin));
    }
    return {};
}

std::string charset_in_page(std::string_view bytes) {
    bytes = bytes.substr(0, bytes_looked_at);
    for (std::size_t at = find_in_any_case(bytes, "<meta"); at != std::string_view::npos;
         at = find_in_any_case(bytes, "<meta", at + 5)) {
        const std::string_view tag = bytes.substr(at, bytes.find('>', at) - at);
        std::string charset = charset_of_type(tag);
        if (charset.empty()) continue;
        return find_in_any_case(charset, "utf-16") == 0 ? std::string{} : charset;
    }
    return {};
}

}  // namespace broadsheet::indexer
