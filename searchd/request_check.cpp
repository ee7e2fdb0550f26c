#include "searchd/request_check.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace broadsheet::searchd {

namespace {

using Verdict = std::optional<Refusal>;

// ---- Characters (RFC 9110, section 5.6.2) ------------------------------------------------------

bool is_digit(char byte) {
    return byte >= '0' && byte <= '9';
}

bool is_token_byte(char byte) {
    constexpr std::string_view marks = "!#$%&'*+-.^_`|~";
    return is_digit(byte) || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           marks.find(byte) != std::string_view::npos;
}

bool is_token(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), is_token_byte);
}

bool is_control(char byte) {
    const auto value = static_cast<unsigned char>(byte);
    return (value < 0x20 && byte != '\t') || value == 0x7F;
}

bool is_visible_ascii(char byte) {
    return byte > 0x20 && byte < 0x7F;
}

bool equal_ignoring_case(std::string_view left, std::string_view right) {
    const auto lower = [](char letter) {
        return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    };
    return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                      [&](char a, char b) { return lower(a) == lower(b); });
}

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

Refusal bad(std::string code, std::string detail) {
    return {400, std::move(code), std::move(detail)};
}

// ---- The request line --------------------------------------------------------------------------

Verdict check_version(std::string_view version) {
    if (version == "HTTP/1.1" || version == "HTTP/1.0") return {};
    const bool shaped = version.size() == 8 && version.starts_with("HTTP/") &&
                        is_digit(version[5]) && version[6] == '.' && is_digit(version[7]);
    if (shaped) {
        return Refusal{505, "http-version",
                       fmt::format("{} is not spoken here, only HTTP/1.1 and HTTP/1.0", version)};
    }
    return bad("request-line", "the request line does not end in HTTP/1.1 or HTTP/1.0");
}

Verdict check_target(std::string_view method, std::string_view target) {
    if (target.size() > max_target_bytes) {
        return Refusal{414, "target-too-long",
                       fmt::format("the target is longer than {} bytes", max_target_bytes)};
    }
    if (!std::all_of(target.begin(), target.end(), is_visible_ascii)) {
        return bad("target", "the target holds bytes that must be percent-encoded");
    }
    if (target.find('#') != std::string_view::npos) {
        return bad("target", "the target holds a fragment, which is not sent");
    }
    if (target.starts_with('/') || (method == "OPTIONS" && target == "*")) return {};
    return bad("target", "the target is not a path that begins with /");
}

Verdict check_request_line(std::string_view line) {
    const auto first = line.find(' ');
    if (first == std::string_view::npos) {
        return bad("request-line", "the request line is not method, target and version");
    }
    const std::string_view method = line.substr(0, first);
    if (!is_token(method)) return bad("request-line", "the request line begins with no method");
    const auto last = line.rfind(' ');
    if (last == first) {
        return bad("request-line", "the request line has no version; HTTP/0.9 is not spoken here");
    }
    if (line == "PRI * HTTP/2.0") return bad("http-2", "HTTP/2 is not spoken here");
    const std::string_view target = line.substr(first + 1, last - first - 1);
    if (auto wrong = check_version(line.substr(last + 1))) return wrong;
    return check_target(method, target);
}

// ---- Fields ------------------------------------------------------------------------------------

// The fields that decide where a request ends and whom it is meant for.
struct Framing {
    std::size_t fields = 0;
    std::size_t hosts = 0;
    std::size_t lengths = 0;
    std::string_view host;
    std::string_view length;
    bool transfer_encoding = false;
    bool trailer = false;
};

Verdict check_field_line(std::string_view line) {
    if (line.front() == ' ' || line.front() == '\t') {
        return bad("folded-field", "a field is continued on a second line, which is obsolete");
    }
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) return bad("field", "a field has no colon");
    if (!is_token(line.substr(0, colon))) {
        return bad("field-name", "the name of a field is not a token right before its colon");
    }
    return {};
}

void note_framing(std::string_view name, std::string_view value, Framing& framing) {
    if (equal_ignoring_case(name, "Host")) {
        ++framing.hosts;
        framing.host = value;
    } else if (equal_ignoring_case(name, "Content-Length")) {
        ++framing.lengths;
        framing.length = value;
    } else if (equal_ignoring_case(name, "Transfer-Encoding")) {
        framing.transfer_encoding = true;
    } else if (equal_ignoring_case(name, "Trailer")) {
        framing.trailer = true;
    }
}

Verdict read_fields(std::string_view fields, Framing& framing) {
    while (fields != "\r\n") {
        const auto end = fields.find("\r\n");
        const std::string_view line = fields.substr(0, end);
        if (auto wrong = check_field_line(line)) return wrong;
        if (++framing.fields > max_field_count) {
            return Refusal{431, "too-many-fields",
                           fmt::format("the head has more than {} fields", max_field_count)};
        }
        const auto colon = line.find(':');
        note_framing(line.substr(0, colon), trimmed(line.substr(colon + 1)), framing);
        fields.remove_prefix(end + 2);
    }
    return {};
}

bool is_port(std::string_view text) {
    return text.size() <= 5 && std::all_of(text.begin(), text.end(), is_digit);
}

// A name or an IPv4 address, or an IPv6 address in brackets, and perhaps a port.
bool is_host(std::string_view text) {
    if (text.starts_with('[')) {
        const auto close = text.find(']');
        if (close == std::string_view::npos || close == 1) return false;
        const auto inner = text.substr(1, close - 1);
        const auto rest = text.substr(close + 1);
        return inner.find_first_not_of("0123456789abcdefABCDEF:.") == std::string_view::npos &&
               (rest.empty() || (rest.front() == ':' && is_port(rest.substr(1))));
    }
    const auto colon = text.find(':');
    const auto name = text.substr(0, colon);
    const bool named = !name.empty() && std::all_of(name.begin(), name.end(), [](char byte) {
        return is_token_byte(byte) && byte != '#' && byte != '^' && byte != '`' && byte != '|';
    });
    return named && (colon == std::string_view::npos || is_port(text.substr(colon + 1)));
}

Verdict check_host(const Framing& framing) {
    if (framing.hosts == 0) return bad("host-missing", "the request has no Host field");
    if (framing.hosts > 1) return bad("host-repeated", "the request has more than one Host field");
    if (!is_host(framing.host)) return bad("host", "the Host field holds no host");
    return {};
}

// Only GET and HEAD have routes, so nobody has a reason to send a body; a chunked one would have to
// be read to know where it ends, so it is refused whatever the method.
Verdict check_body_framing(std::string_view method, const Framing& framing) {
    if (framing.transfer_encoding && framing.lengths > 0) {
        return bad("framing", "the request has both Transfer-Encoding and Content-Length");
    }
    if (framing.transfer_encoding || framing.trailer) {
        return bad("transfer-encoding", "no request here has a chunked body or trailers");
    }
    if (framing.lengths == 0) return {};
    const std::string_view length = framing.length;
    // 18 digits are more bytes than there are disks, and fit in 64 bits.
    const bool plain = !length.empty() && length.size() <= 18 &&
                       std::all_of(length.begin(), length.end(), is_digit);
    if (framing.lengths > 1 || !plain) {
        return bad("content-length", "Content-Length is not one plain number");
    }
    const bool empty = length.find_first_not_of('0') == std::string_view::npos;
    if (!empty && (method == "GET" || method == "HEAD")) {
        return bad("body", fmt::format("a {} request has no body", method));
    }
    return {};
}

}  // namespace

std::optional<Refusal> check_head(std::string_view head) {
    const auto end = head.find("\r\n");
    if (end == std::string_view::npos || !head.ends_with("\r\n\r\n")) {
        return bad("head", "the head does not end in an empty line");
    }
    const std::string_view request_line = head.substr(0, end);
    if (auto wrong = check_request_line(request_line)) return wrong;
    Framing framing;
    if (auto wrong = read_fields(head.substr(end + 2), framing)) return wrong;
    if (auto wrong = check_host(framing)) return wrong;
    return check_body_framing(request_line.substr(0, request_line.find(' ')), framing);
}

HeadScanner::State HeadScanner::refuse(Refusal refusal) {
    refusal_ = std::move(refusal);
    return State::refused;
}

// Looks at the byte at scanned_; true where it was the last of the head, or where it is refused.
bool HeadScanner::take(std::string_view received) {
    const char byte = received[scanned_];
    const char before = scanned_ > 0 ? received[scanned_ - 1] : '\0';
    if (before == '\r' && byte != '\n') {
        refusal_ = bad("bare-carriage-return", "a carriage return is not followed by a line feed");
    } else if (byte == '\n' && before != '\r') {
        refusal_ = bad("bare-line-feed", "a line ends without a carriage return");
    } else if (is_control(byte) && byte != '\r' && byte != '\n') {
        refusal_ = bad("control-character", "the head holds a control character");
    }
    if (refusal_) return true;
    ++scanned_;
    if (byte != '\n') return false;
    const std::string_view line = received.substr(line_start_, scanned_ - line_start_ - 2);
    line_start_ = scanned_;
    if (seen_request_line_) return line.empty();
    seen_request_line_ = true;
    refusal_ = check_request_line(line);
    return refusal_.has_value();
}

void HeadScanner::give_up() {
    refuse({408, "head-timeout", "the head of the request did not arrive in time"});
}

HeadScanner::State HeadScanner::scan(std::string_view received) {
    // Room for a method and a version beside the longest target.
    constexpr std::size_t max_request_line = max_target_bytes + 64;
    const std::size_t end = std::min(received.size(), max_head_bytes);
    bool ended = false;
    while (!ended && scanned_ < end) ended = take(received);
    if (refusal_) return State::refused;
    if (ended) {
        refusal_ = check_head(received.substr(0, scanned_));
        return refusal_ ? State::refused : State::complete;
    }
    if (!seen_request_line_ && scanned_ > max_request_line) {
        return refuse({414, "target-too-long",
                       fmt::format("the target is longer than {} bytes", max_target_bytes)});
    }
    if (scanned_ >= max_head_bytes) {
        return refuse({431, "head-too-large",
                       fmt::format("the head is larger than {} bytes", max_head_bytes)});
    }
    return State::incomplete;
}

}  // namespace broadsheet::searchd
