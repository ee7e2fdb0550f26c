#include "searchd/query_string.hpp"

#include <algorithm>

#include "text/utf8.hpp"

namespace broadsheet::searchd {

namespace {

int hexadecimal(char digit) {
    if (digit >= '0' && digit <= '9') return digit - '0';
    if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
    if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
    return -1;
}

bool is_forbidden_control(char byte) {
    const auto value = static_cast<unsigned char>(byte);
    return (value < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') || value == 0x7F;
}

// One side of a "=", decoded; what is wrong with it else.
std::variant<std::string, std::string> decoded_text(std::string_view raw) {
    using Result = std::variant<std::string, std::string>;
    auto text = percent_decoded(raw, Encoding::form);
    if (!text) {
        return Result(
            std::in_place_index<1>,
            "a % is not followed by two hexadecimal digits; write %25 for a percent sign");
    }
    if (!text::is_valid_utf8(*text)) {
        return Result(std::in_place_index<1>, "the bytes are not UTF-8; encode the text as UTF-8");
    }
    if (!is_plain_text(*text)) {
        return Result(std::in_place_index<1>, "there are control characters in it; leave them out");
    }
    return Result(std::in_place_index<0>, std::move(*text));
}

}  // namespace

std::optional<std::string> percent_decoded(std::string_view text, Encoding encoding) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] != '%') {
            out += text[at] == '+' && encoding == Encoding::form ? ' ' : text[at];
            continue;
        }
        if (at + 2 >= text.size()) return std::nullopt;
        const int high = hexadecimal(text[at + 1]);
        const int low = hexadecimal(text[at + 2]);
        if (high < 0 || low < 0) return std::nullopt;
        out += static_cast<char>(high * 16 + low);
        at += 2;
    }
    return out;
}

bool is_plain_text(std::string_view text) {
    return text::is_valid_utf8(text) &&
           std::none_of(text.begin(), text.end(), is_forbidden_control);
}

std::variant<std::vector<Parameter>, ParameterProblem> split_query(std::string_view query) {
    std::vector<Parameter> parameters;
    while (!query.empty()) {
        const auto end = std::min(query.find('&'), query.size());
        const std::string_view piece = query.substr(0, end);
        query.remove_prefix(std::min(end + 1, query.size()));
        if (piece.empty()) continue;
        const auto equals = std::min(piece.find('='), piece.size());
        const std::string_view raw_name = piece.substr(0, equals);
        const std::string_view raw_value = piece.substr(std::min(equals + 1, piece.size()));
        auto name = decoded_text(raw_name);
        auto value = decoded_text(raw_value);
        for (const auto* side : {&name, &value}) {
            if (side->index() == 1) {
                return ParameterProblem{std::string(raw_name), std::string(raw_value),
                                        std::get<1>(*side)};
            }
        }
        parameters.push_back({std::get<0>(std::move(name)), std::get<0>(std::move(value))});
    }
    return parameters;
}

}  // namespace broadsheet::searchd
