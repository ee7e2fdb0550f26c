#include "searchd/request_head.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <limits>

#include "searchd/request_check.hpp"

namespace broadsheet::searchd {

namespace http = boost::beast::http;

namespace {

Method method_of(http::verb verb) {
    if (verb == http::verb::get) return Method::get;
    return verb == http::verb::head ? Method::head : Method::other;
}

}  // namespace

std::optional<Request> parse_head(std::string_view head) {
    http::request_parser<http::empty_body> parser;
    parser.header_limit(static_cast<std::uint32_t>(max_head_bytes));
    parser.body_limit(std::numeric_limits<std::uint64_t>::max());  // bodies are not read at all
    parser.skip(true);
    boost::beast::error_code error;
    parser.put(boost::asio::buffer(head.data(), head.size()), error);
    if (error || !parser.is_header_done()) return std::nullopt;

    const auto& message = parser.get();
    Request request;
    request.method = method_of(message.method());
    request.method_name = message.method_string();
    request.target = message.target();
    request.host = message[http::field::host];
    request.accept = message[http::field::accept];
    request.if_none_match = message[http::field::if_none_match];
    request.version = message.version();
    request.keep_alive = message.keep_alive();
    const auto length = message[http::field::content_length];
    request.has_body = length.find_first_not_of('0') != boost::beast::string_view::npos;
    return request;
}

}  // namespace broadsheet::searchd
