#include "indexer/readers/wordpress_text.hpp"

#include <algorithm>
#include <array>

namespace broadsheet::indexer {

namespace {

struct Shortcode {
    std::string_view name, opening, closing;  // in HTML
};

// WordPress's own. Those of plug-ins are not to be told from words in brackets.
constexpr std::array shortcodes = {
    Shortcode{"caption", "<figure><figcaption>", "</figcaption></figure>"},
    Shortcode{"wp_caption", "<figure><figcaption>", "</figcaption></figure>"},
    Shortcode{"gallery", "", ""},
    Shortcode{"embed", "", ""},
    Shortcode{"audio", "", ""},
    Shortcode{"video", "", ""},
    Shortcode{"playlist", "", ""},
};

/// The HTML of the shortcode at `at` ("[caption width=…]"), and its length; 0 where there is none.
std::size_t shortcode_at(std::string_view text, std::size_t at, std::string_view& html) {
    const bool closes = text.substr(at).starts_with("[/");
    const std::size_t begin = at + (closes ? 2 : 1);
    const std::size_t end = text.find(']', begin);
    if (end == std::string_view::npos) return 0;
    const std::string_view inner = text.substr(begin, end - begin);
    const std::string_view name = inner.substr(0, inner.find_first_of(" /"));
    const auto found = std::ranges::find(shortcodes, name, &Shortcode::name);
    if (found == shortcodes.end()) return 0;
    html = closes ? found->closing : found->opening;
    return end + 1 - at;
}

/// The length of a blank line that begins with the line end at `at`; 0 where there is none.
std::size_t blank_line_at(std::string_view text, std::size_t at) {
    const std::size_t end = std::min(text.size(), text.find_first_not_of(" \t\r\n", at));
    const std::string_view space = text.substr(at, end - at);
    return std::ranges::count(space, '\n') >= 2 ? space.size() : 0;
}

}  // namespace

std::string wordpress_html(std::string_view text) {
    const bool marked =
        text.find("<p>") != std::string_view::npos || text.find("<p ") != std::string_view::npos;
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        std::string_view html;
        std::size_t length = 0;
        if (text[at] == '[') {
            length = shortcode_at(text, at, html);
        } else if (text[at] == '\n' && !marked) {
            length = blank_line_at(text, at);
            html = "\n\n<p>";
        }
        if (length == 0) {
            out += text[at++];
        } else {
            out += html;
            at += length;
        }
    }
    return out;
}

}  // namespace broadsheet::indexer
