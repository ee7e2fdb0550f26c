// What did a server answer? An HTTP/1.x response as crawlers keep it, with its transfer and content
// codings undone (RFC 9112, RFC 9110 section 8.4).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace broadsheet::indexer {

struct HttpResponse {
    int status = 0;            ///< 0 where the bytes are no response
    std::string content_type;  ///< as it stands, parameters included
    std::string body;          ///< decoded
    std::string problem;       ///< what of it could not be decoded; empty where all was
};

/// Reads a response. A body that is said to be chunked or compressed and is not, as crawlers write
/// that decode and keep the header, is taken as it stands; one that breaks off gives what comes
/// before. At most `limit` bytes of body.
HttpResponse read_http_response(std::string_view bytes, std::size_t limit);

/// gzip and deflate (zlib's format or bare) undone, up to `limit` bytes; sets `complete` to whether
/// the end was reached.
std::string inflate(std::string_view bytes, std::size_t limit, bool& complete);

/// The content of the chunks; sets `complete` to whether the last was there. Bytes that do not
/// begin with a chunk are given as they are.
std::string join_chunks(std::string_view bytes, bool& complete);

}  // namespace broadsheet::indexer
