// What is asked over HTTP, and what is answered: plain data, without sockets and without Beast.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace broadsheet::searchd {

enum class Method { get, head, other };

/// A request whose head was checked (request_check.hpp).
struct Request {
    Method method = Method::get;
    std::string method_name;
    std::string target;         ///< as it came: path, and what follows its first '?'
    std::string host;           ///< of the Host field, with the port if there was one
    std::string local_address;  ///< the address that the client reached, without the port
    std::string accept;
    std::string if_none_match;
    unsigned version = 11;   ///< 10 or 11
    bool keep_alive = true;  ///< whether the client wants to go on with this connection
    bool has_body = false;   ///< announced by the head; never read

    std::string_view path() const { return std::string_view(target).substr(0, target.find('?')); }
    std::string_view query() const {
        const auto mark = target.find('?');
        return mark == std::string::npos ? std::string_view()
                                         : std::string_view(target).substr(mark + 1);
    }
};

struct Response {
    unsigned status = 200;
    std::string content_type;  ///< empty where there is no body
    std::string body;
    std::vector<std::pair<std::string, std::string>> fields;  ///< beside type and length
    bool close = false;  ///< the connection ends with this answer
};

}  // namespace broadsheet::searchd
