#include "indexer/readers/wire_message.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "indexer/readers/text_decoder.hpp"
#include "indexer/readers/typography.hpp"

namespace broadsheet::indexer {

namespace {

// Messages have some kilobytes; a file of a day's wire some megabytes.
constexpr std::size_t max_wire_bytes = 256 << 20;

/// Framing and padding that is not the text's: everything is decoded together, so that a charset is
/// told from as much text as there is.
DecodedText decode_message(std::string_view bytes) {
    std::string clean(bytes);
    std::erase_if(clean, [](char c) { return c == '\0' || c == '\x7f' || c == '\x04'; });
    return decode_text(clean);
}

WireMessage parts_of(std::string_view text) {
    const std::size_t begin = std::min(text.size(), text.find(start_of_text));
    const std::size_t end = std::min(text.size(), text.find(end_of_text, begin));
    WireMessage message;
    message.heading = text.substr(0, begin);
    if (begin < text.size()) message.text = text.substr(begin + 1, end - begin - 1);
    if (end < text.size()) message.trailer = text.substr(end + 1);
    return message;
}

}  // namespace

std::string_view opening_heading(std::string_view bytes) {
    constexpr std::size_t longest_heading = 400;
    constexpr std::size_t most_before = 8;  // synchronisation and padding
    const std::string_view head = bytes.substr(0, longest_heading);
    const std::size_t begin = head.find(start_of_heading), end = head.find(start_of_text);
    const bool found = begin <= most_before && end != std::string_view::npos && begin < end;
    return found ? head.substr(begin, end - begin) : std::string_view();
}

void read_wire_messages(const WireReader& wire, const InputName& name, InputStream& stream,
                        const ReadOptions& options, ArticleSink& sink) {
    const std::string bytes = stream.read_all(max_wire_bytes);
    Delivery delivery(name, options, sink);
    int count = 0;
    for (std::size_t at = bytes.find(start_of_heading); at < bytes.size();) {
        const std::size_t end = std::min(bytes.size(), bytes.find(start_of_heading, at + 1));
        const ArticlePlace place{at, fmt::format("message {}", ++count)};
        const DecodedText decoded =
            decode_message(std::string_view(bytes).substr(at + 1, end - at - 1));
        const WireMessage message = parts_of(decoded.text);
        ReadArticle read;
        if (!decoded.problem.empty())
            read.problems.push_back(decoded.problem + "; the article is kept");
        if (trim(message.text).empty()) {
            delivery.refuse(place, "has no text (between STX and ETX)");
        } else {
            wire(message, read);
            delivery.deliver(std::move(read), place);
        }
        at = end;
    }
    if (count == 0) throw InputError("holds no message (SOH begins one)");
}

std::vector<std::string_view> wire_lines(std::string_view part) {
    std::vector<std::string_view> lines;
    for (std::size_t at = 0; at <= part.size();) {
        const std::size_t end = std::min(part.size(), part.find('\n', at));
        std::string_view line = part.substr(at, end - at);
        while (line.ends_with('\r') || line.ends_with(' ')) line.remove_suffix(1);
        lines.push_back(line);
        at = end + 1;
    }
    return lines;
}

std::string without_controls(std::string_view line) {
    std::string out;
    for (const char c : line) {
        // RS and US part the columns of tables.
        if (c == '\t' || c == '\x1e' || c == '\x1f')
            out += ' ';
        else if (static_cast<unsigned char>(c) >= ' ' && c != '\x7f')
            out += c;
    }
    return out;
}

}  // namespace broadsheet::indexer
