// A client that says exactly the bytes it is told, and hears exactly what comes back.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace broadsheet::tests {

struct HttpAnswer {
    int status = 0;
    std::vector<std::pair<std::string, std::string>> fields;  ///< names in lower case
    std::string body;

    /// The value of a field, by its name in lower case; empty where it is absent.
    std::string field(std::string_view name) const;
};

/// Whether the body of an answer follows its head: none does after HEAD.
enum class Body { expected, none };

/// A connection to a server on 127.0.0.1. Waits for as long as it takes. Throws std::runtime_error
/// where it cannot connect, and where the connection ends before an answer does.
class HttpConnection {
  public:
    explicit HttpConnection(std::uint16_t port);
    ~HttpConnection();
    HttpConnection(HttpConnection&& other) noexcept;
    HttpConnection(const HttpConnection&) = delete;
    HttpConnection& operator=(const HttpConnection&) = delete;

    /// Sends what the other side takes; false where it has gone.
    bool send(std::string_view bytes);

    /// "GET target" with a Host field and these further lines, each ended by CR LF.
    bool send_get(std::string_view target, std::string_view further_lines = {});

    HttpAnswer read_answer(Body body = Body::expected);

    /// Everything up to the end of the connection; a reset is an end, too.
    std::string read_to_end();

    /// Whether something can be read, or the end has come, within so many milliseconds.
    bool readable_within(int milliseconds) const;

    void close();

  private:
    bool receive();

    int socket_ = -1;
    std::string received_;
};

/// Whether a connection can be made at all.
bool accepts_connections(std::uint16_t port);

/// One request on a connection of its own.
HttpAnswer http_get(std::uint16_t port, std::string_view target,
                    std::string_view further_lines = {});
HttpAnswer http_request(std::uint16_t port, std::string_view method, std::string_view target,
                        std::string_view further_lines = {});

/// What comes back on a connection of its own until the other side ends it.
std::string http_exchange(std::uint16_t port, std::string_view bytes);

/// The first answer in such bytes.
HttpAnswer parse_answer(std::string_view bytes);

/// Every byte but letters, digits and -._~ as %XX.
std::string percent_encoded(std::string_view text);

}  // namespace broadsheet::tests
