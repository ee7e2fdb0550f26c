#include "tests/support/http_client.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cctype>
#include <cerrno>
#include <stdexcept>

namespace broadsheet::tests {

namespace {

int connected_socket(std::uint16_t port) {
    const int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0) throw std::runtime_error("cannot make a socket");
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (connect(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
        ::close(descriptor);
        return -1;
    }
    const int on = 1;
    setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return descriptor;
}

std::string lower(std::string_view text) {
    std::string out;
    for (const char letter : text) {
        out += static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
    }
    return out;
}

HttpAnswer parse_head(std::string_view head) {
    HttpAnswer answer;
    if (!head.starts_with("HTTP/1.") || head.size() < 12) {
        throw std::runtime_error("no answer of HTTP: " + std::string(head.substr(0, 80)));
    }
    answer.status = std::stoi(std::string(head.substr(9, 3)));
    for (auto at = head.find("\r\n") + 2; at < head.size() && head.substr(at, 2) != "\r\n";) {
        const auto end = head.find("\r\n", at);
        const auto line = head.substr(at, end - at);
        const auto colon = line.find(':');
        answer.fields.emplace_back(lower(line.substr(0, colon)), line.substr(colon + 2));
        at = end + 2;
    }
    return answer;
}

std::size_t body_size(const HttpAnswer& answer, Body body) {
    if (body == Body::none || answer.status == 304) return 0;
    const std::string length = answer.field("content-length");
    if (length.empty()) throw std::runtime_error("an answer without Content-Length");
    return std::stoul(length);
}

}  // namespace

std::string HttpAnswer::field(std::string_view name) const {
    for (const auto& [known, value] : fields) {
        if (known == name) return value;
    }
    return {};
}

HttpConnection::HttpConnection(std::uint16_t port) : socket_(connected_socket(port)) {
    if (socket_ < 0) throw std::runtime_error("cannot connect");
}

HttpConnection::~HttpConnection() {
    close();
}

HttpConnection::HttpConnection(HttpConnection&& other) noexcept
    : socket_(std::exchange(other.socket_, -1)), received_(std::move(other.received_)) {}

void HttpConnection::close() {
    if (socket_ >= 0) ::close(std::exchange(socket_, -1));
}

bool HttpConnection::send(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR) continue;
        if (sent <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

bool HttpConnection::send_get(std::string_view target, std::string_view further_lines) {
    return send("GET " + std::string(target) + " HTTP/1.1\r\nHost: localhost\r\n" +
                std::string(further_lines) + "\r\n");
}

bool HttpConnection::receive() {
    std::array<char, 65536> piece;
    ssize_t got = -1;
    do {
        got = recv(socket_, piece.data(), piece.size(), 0);
    } while (got < 0 && errno == EINTR);
    if (got <= 0) return false;
    received_.append(piece.data(), static_cast<std::size_t>(got));
    return true;
}

HttpAnswer HttpConnection::read_answer(Body body) {
    const auto need = [this](bool ready) {
        if (!ready && !receive()) {
            throw std::runtime_error("the connection ended within an answer: " + received_);
        }
    };
    auto end = received_.find("\r\n\r\n");
    for (; end == std::string::npos; end = received_.find("\r\n\r\n")) need(false);
    HttpAnswer answer = parse_head(std::string_view(received_).substr(0, end + 4));
    const std::size_t size = body_size(answer, body);
    while (received_.size() < end + 4 + size) need(false);
    answer.body = received_.substr(end + 4, size);
    received_.erase(0, end + 4 + size);
    return answer;
}

std::string HttpConnection::read_to_end() {
    while (receive()) {
    }
    return std::exchange(received_, {});
}

bool HttpConnection::readable_within(int milliseconds) const {
    pollfd polled{socket_, POLLIN, 0};
    return poll(&polled, 1, milliseconds) > 0;
}

bool accepts_connections(std::uint16_t port) {
    const int descriptor = connected_socket(port);
    if (descriptor >= 0) ::close(descriptor);
    return descriptor >= 0;
}

HttpAnswer http_get(std::uint16_t port, std::string_view target, std::string_view further_lines) {
    HttpConnection connection(port);
    connection.send_get(target, further_lines);
    return connection.read_answer();
}

HttpAnswer http_request(std::uint16_t port, std::string_view method, std::string_view target,
                        std::string_view further_lines) {
    HttpConnection connection(port);
    connection.send(std::string(method) + " " + std::string(target) +
                    " HTTP/1.1\r\nHost: localhost\r\n" + std::string(further_lines) + "\r\n");
    return connection.read_answer(method == "HEAD" ? Body::none : Body::expected);
}

std::string http_exchange(std::uint16_t port, std::string_view bytes) {
    HttpConnection connection(port);
    connection.send(bytes);
    return connection.read_to_end();
}

HttpAnswer parse_answer(std::string_view bytes) {
    const auto end = bytes.find("\r\n\r\n");
    if (end == std::string_view::npos) {
        throw std::runtime_error("no answer of HTTP: " + std::string(bytes.substr(0, 80)));
    }
    HttpAnswer answer = parse_head(bytes.substr(0, end + 4));
    answer.body = bytes.substr(end + 4, body_size(answer, Body::expected));
    return answer;
}

std::string percent_encoded(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    for (const char byte : text) {
        const auto value = static_cast<unsigned char>(byte);
        if (std::isalnum(value) != 0 && value < 0x80) {
            out += byte;
        } else if (byte == '-' || byte == '.' || byte == '_' || byte == '~') {
            out += byte;
        } else {
            out += '%';
            out += digits[value >> 4];
            out += digits[value & 0x0F];
        }
    }
    return out;
}

}  // namespace broadsheet::tests
