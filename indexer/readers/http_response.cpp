#include "indexer/readers/http_response.hpp"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "indexer/readers/html_bytes.hpp"
#include "indexer/readers/typography.hpp"

namespace broadsheet::indexer {

namespace {

constexpr std::size_t npos = std::string_view::npos;

struct Header {
    std::string content_type, transfer_encoding, content_encoding;
};

/// The line at `at`, which is moved past it.
std::string_view next_line(std::string_view bytes, std::size_t& at) {
    const std::size_t end = std::min(bytes.size(), bytes.find('\n', at));
    std::string_view line = bytes.substr(at, end - at);
    if (line.ends_with('\r')) line.remove_suffix(1);
    at = std::min(bytes.size(), end + 1);
    return line;
}

Header read_header(std::string_view bytes, std::size_t& at) {
    Header header;
    while (at < bytes.size()) {
        const std::string_view line = next_line(bytes, at);
        if (line.empty()) break;
        const std::size_t colon = line.find(':');
        if (colon == npos) continue;
        const std::string_view name = line.substr(0, colon);
        const std::string value(trim(line.substr(colon + 1)));
        if (equal_in_any_case(name, "content-type")) header.content_type = value;
        if (equal_in_any_case(name, "transfer-encoding"))
            header.transfer_encoding = ascii_lower(value);
        if (equal_in_any_case(name, "content-encoding"))
            header.content_encoding = ascii_lower(value);
    }
    return header;
}

int status_of(std::string_view line) {
    if (!line.starts_with("HTTP/")) return 0;
    const std::size_t space = line.find(' ');
    int status = 0;
    if (space != npos) std::from_chars(line.data() + space + 1, line.data() + line.size(), status);
    return status;
}

void append_problem(HttpResponse& response, std::string_view problem) {
    if (!response.problem.empty()) response.problem += "; ";
    response.problem += problem;
}

bool begins_as_deflated(std::string_view bytes) {
    if (bytes.starts_with("\x1f\x8b")) return true;
    if (bytes.size() < 2) return false;
    // zlib's header (RFC 1950): method 8, and a check that the two bytes divide by 31.
    const auto first = static_cast<unsigned char>(bytes[0]);
    const auto second = static_cast<unsigned char>(bytes[1]);
    return (first & 0x0F) == 8 && (first * 256U + second) % 31 == 0;
}

void decode_content(HttpResponse& response, const std::string& coding, std::size_t limit) {
    if (coding.empty() || coding == "identity") return;
    const bool deflate = coding.find("gzip") != npos || coding.find("deflate") != npos;
    if (!deflate) {
        append_problem(response, "content-encoding '" + coding.substr(0, 20) + "' is not read");
        response.body.clear();
        return;
    }
    const bool bare = coding.find("deflate") != npos && !trim(response.body).starts_with('<');
    if (!begins_as_deflated(response.body) && !bare) return;
    bool complete = false;
    response.body = inflate(response.body, limit, complete);
    if (!complete) append_problem(response, "the compressed page breaks off or is damaged");
}

}  // namespace

std::string inflate(std::string_view bytes, std::size_t limit, bool& complete) {
    // 32: gzip or zlib, told by the header; negative: neither has one.
    const int window = begins_as_deflated(bytes) ? 32 + MAX_WBITS : -MAX_WBITS;
    z_stream stream{};
    complete = false;
    if (inflateInit2(&stream, window) != Z_OK) return {};
    std::string out;
    std::array<char, 64 << 10> block{};
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    int result = Z_OK;
    while (result == Z_OK && out.size() < limit) {
        stream.next_out = reinterpret_cast<Bytef*>(block.data());
        stream.avail_out = static_cast<uInt>(block.size());
        result = ::inflate(&stream, Z_NO_FLUSH);
        out.append(block.data(), block.size() - stream.avail_out);
    }
    complete = result == Z_STREAM_END && out.size() <= limit;
    if (out.size() > limit) out.resize(limit);
    inflateEnd(&stream);
    return out;
}

std::string join_chunks(std::string_view bytes, bool& complete) {
    std::string out;
    complete = false;
    for (std::size_t at = 0; at < bytes.size();) {
        const std::size_t chunk_begin = at;
        const std::string_view line = next_line(bytes, at);
        std::size_t size = 0;
        const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), size, 16);
        const std::string_view after(end,
                                     static_cast<std::size_t>(line.data() + line.size() - end));
        const bool chunk = error == std::errc() && (trim(after).empty() || after.starts_with(';'));
        if (!chunk) {
            // No chunk at all: it was undone already. Later: the rest is damaged, or the same.
            complete = chunk_begin == 0;
            out.append(bytes.substr(chunk_begin));
            return out;
        }
        if (size == 0) {
            complete = true;
            return out;
        }
        out.append(bytes.substr(at, size));
        if (size > bytes.size() - at) return out;
        at += size;
        if (bytes.substr(at).starts_with("\r\n"))
            at += 2;
        else if (bytes.substr(at).starts_with('\n'))
            ++at;
    }
    return out;
}

HttpResponse read_http_response(std::string_view bytes, std::size_t limit) {
    HttpResponse response;
    std::size_t at = 0;
    response.status = status_of(next_line(bytes, at));
    if (response.status == 0) return response;
    const Header header = read_header(bytes, at);
    response.content_type = header.content_type;
    const std::string_view body = bytes.substr(at);
    if (header.transfer_encoding.find("chunked") != npos) {
        bool complete = false;
        response.body = join_chunks(body, complete);
        if (!complete) append_problem(response, "its chunks break off or are damaged");
    } else {
        response.body = body;
    }
    decode_content(response, header.content_encoding, limit);
    return response;
}

}  // namespace broadsheet::indexer
