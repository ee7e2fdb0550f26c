#include "searchd/request_check.hpp"

#include <catch2/catch.hpp>
#include <random>
#include <string>
#include <vector>

#include "searchd/request_head.hpp"

using namespace broadsheet::searchd;

namespace {

const std::string nul(1, '\0');

std::string get(const std::string& fields, const std::string& target = "/") {
    return "GET " + target + " HTTP/1.1\r\n" + fields + "\r\n";
}

struct RefusedHead {
    const char* cause;
    std::string head;
    unsigned status;
    std::string code;
};

const std::vector<RefusedHead> refused_heads = {
    // Where a request ends, and so where the next begins.
    {"both ways to frame a body",
     get("Host: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n"), 400, "framing"},
    {"the same the other way round",
     get("Host: a\r\nContent-Length: 5\r\ntransfer-encoding: chunked\r\n"), 400, "framing"},
    {"a chunked body", get("Host: a\r\nTransfer-Encoding: chunked\r\n"), 400, "transfer-encoding"},
    {"a chunked body of a POST", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n",
     400, "transfer-encoding"},
    {"a coding that hides another", get("Host: a\r\nTransfer-Encoding: xchunked\r\n"), 400,
     "transfer-encoding"},
    {"a coding of nothing", get("Host: a\r\nTransfer-Encoding:\r\n"), 400, "transfer-encoding"},
    {"trailers are announced", get("Host: a\r\nTrailer: X\r\n"), 400, "transfer-encoding"},
    {"a list as length", get("Host: a\r\nContent-Length: 5, 5\r\n"), 400, "content-length"},
    {"two lengths", get("Host: a\r\nContent-Length: 5\r\nContent-Length: 5\r\n"), 400,
     "content-length"},
    {"two lengths of nothing", get("Host: a\r\nContent-Length: 0\r\nContent-Length: 0\r\n"), 400,
     "content-length"},
    {"a signed length", get("Host: a\r\nContent-Length: +0\r\n"), 400, "content-length"},
    {"a negative length", get("Host: a\r\nContent-Length: -1\r\n"), 400, "content-length"},
    {"an empty length", get("Host: a\r\nContent-Length:\r\n"), 400, "content-length"},
    {"a hexadecimal length", get("Host: a\r\nContent-Length: 0x0\r\n"), 400, "content-length"},
    {"a length beyond 64 bits", get("Host: a\r\nContent-Length: 18446744073709551616\r\n"), 400,
     "content-length"},
    {"a GET with a body", get("Host: a\r\nContent-Length: 5\r\n"), 400, "body"},
    // Lines.
    {"a folded field", get("Host: a\r\nX: 1\r\n 2\r\n"), 400, "folded-field"},
    {"a field folded by a tab", get("Host: a\r\nX: 1\r\n\t2\r\n"), 400, "folded-field"},
    {"a first field that begins with a space", get(" Host: a\r\n"), 400, "folded-field"},
    {"a bare line feed", "GET / HTTP/1.1\nHost: a\r\n\r\n", 400, "bare-line-feed"},
    {"a bare line feed at the end", "GET / HTTP/1.1\r\nHost: a\n\n", 400, "bare-line-feed"},
    {"a bare carriage return", get("Host: a\r\nX: 1\rY: 2\r\n"), 400, "bare-carriage-return"},
    {"two carriage returns", "GET / HTTP/1.1\r\r\nHost: a\r\n\r\n", 400, "bare-carriage-return"},
    {"an empty line before the request", "\r\n" + get("Host: a\r\n"), 400, "request-line"},
    // Bytes.
    {"NUL in a value", get("Host: a\r\nX: 1" + nul + "2\r\n"), 400, "control-character"},
    {"NUL in the target", get("Host: a\r\n", "/" + nul), 400, "control-character"},
    {"escape in a value", get("Host: a\r\nX: \x1B[2J\r\n"), 400, "control-character"},
    {"delete in a value", get("Host: a\r\nX: \x7F\r\n"), 400, "control-character"},
    {"a tab in the target", get("Host: a\r\n", "/a\tb"), 400, "target"},
    {"bytes beyond ASCII in the target", get("Host: a\r\n", "/caf\xC3\xA9"), 400, "target"},
    // The request line.
    {"HTTP/0.9", "GET /\r\n\r\n", 400, "request-line"},
    {"the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400, "http-2"},
    {"HTTP/2 in words", "GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505, "http-version"},
    {"HTTP/1.2", "GET / HTTP/1.2\r\nHost: a\r\n\r\n", 505, "http-version"},
    {"another protocol", "GET / ICAP/1.0\r\nHost: a\r\n\r\n", 400, "request-line"},
    {"lower case", "GET / http/1.1\r\nHost: a\r\n\r\n", 400, "request-line"},
    {"a version with a space behind it", "GET / HTTP/1.1 \r\nHost: a\r\n\r\n", 400, "request-line"},
    {"two spaces", "GET  / HTTP/1.1\r\nHost: a\r\n\r\n", 400, "target"},
    {"a space within the target", get("Host: a\r\n", "/a b"), 400, "target"},
    {"no target", "GET HTTP/1.1\r\nHost: a\r\n\r\n", 400, "request-line"},
    {"a method that is none", "G(T / HTTP/1.1\r\nHost: a\r\n\r\n", 400, "request-line"},
    {"the hello of TLS", "\x16\x03\x01\x02\r\n\r\n", 400, "control-character"},
    {"an absolute target", get("Host: a\r\n", "http://a/"), 400, "target"},
    {"an asterisk", get("Host: a\r\n", "*"), 400, "target"},
    {"a fragment", get("Host: a\r\n", "/#top"), 400, "target"},
    {"CONNECT", "CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n", 400, "target"},
    // Fields.
    {"no host", get("Accept: */*\r\n"), 400, "host-missing"},
    {"no host in HTTP/1.0", "GET / HTTP/1.0\r\n\r\n", 400, "host-missing"},
    {"two hosts", get("Host: a\r\nHost: a\r\n"), 400, "host-repeated"},
    {"two hosts, one in other letters", get("Host: a\r\nhOST: b\r\n"), 400, "host-repeated"},
    {"an empty host", get("Host:\r\n"), 400, "host"},
    {"a host with a path", get("Host: a/b\r\n"), 400, "host"},
    {"a host with a user", get("Host: a@b\r\n"), 400, "host"},
    {"two hosts in one field", get("Host: a, b\r\n"), 400, "host"},
    {"a port that is none", get("Host: a:http\r\n"), 400, "host"},
    {"a bracket that does not close", get("Host: [::1\r\n"), 400, "host"},
    {"a space before the colon", get("Host : a\r\n"), 400, "field-name"},
    {"a field without a name", get("Host: a\r\n: b\r\n"), 400, "field-name"},
    {"a field without a colon", get("Host: a\r\nnothing\r\n"), 400, "field"},
    {"a space in a field's name", get("Host: a\r\nContent Length: 5\r\n"), 400, "field-name"},
};

const std::vector<std::pair<const char*, std::string>> good_heads = {
    {"the least there can be", get("Host: a\r\n")},
    {"HEAD", "HEAD / HTTP/1.1\r\nHost: a\r\n\r\n"},
    {"HTTP/1.0", "GET / HTTP/1.0\r\nHost: a\r\n\r\n"},
    {"a port", get("Host: localhost:8080\r\n")},
    {"an empty port", get("Host: localhost:\r\n")},
    {"IPv6", get("Host: [::1]:8080\r\n")},
    {"no space after the colon", get("Host:a\r\n")},
    {"white space around a value", get("Host: \t a \t \r\n")},
    {"an empty value", get("Host: a\r\nX:\r\n")},
    {"bytes beyond ASCII in a value", get("Host: a\r\nX: caf\xC3\xA9\r\n")},
    {"a length of nothing", get("Host: a\r\nContent-Length: 0\r\n")},
    {"a POST, to be answered by 405", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n"},
    {"OPTIONS of everything", "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n"},
    {"what browsers leave as it is", get("Host: a\r\n", "/search?q=a|b{c}'`^\"<>[]")},
    {"a client that would take trailers", get("Host: a\r\nTE: trailers\r\n")},
};

HeadScanner::State scan_whole(HeadScanner& scanner, const std::string& bytes) {
    return scanner.scan(bytes);
}

// As it would come from the slowest client.
HeadScanner::State scan_bytewise(HeadScanner& scanner, const std::string& bytes) {
    auto state = HeadScanner::State::incomplete;
    for (std::size_t size = 1; size <= bytes.size() && state == HeadScanner::State::incomplete;
         ++size) {
        state = scanner.scan(std::string_view(bytes).substr(0, size));
    }
    return state;
}

}  // namespace

TEST_CASE("A head that two readers could read in two ways is refused") {
    for (const auto& [cause, head, status, code] : refused_heads) {
        INFO(cause);
        for (const auto scan : {scan_whole, scan_bytewise}) {
            HeadScanner scanner;
            REQUIRE(scan(scanner, head) == HeadScanner::State::refused);
            CHECK(scanner.refusal().status == status);
            CHECK(scanner.refusal().code == code);
            CHECK_FALSE(scanner.refusal().detail.empty());
        }
    }
}

TEST_CASE("A plain head passes, and Beast reads it as well") {
    for (const auto& [what, head] : good_heads) {
        INFO(what);
        for (const auto scan : {scan_whole, scan_bytewise}) {
            HeadScanner scanner;
            REQUIRE(scan(scanner, head) == HeadScanner::State::complete);
            CHECK(scanner.head_size() == head.size());
        }
        CHECK(parse_head(head).has_value());
    }
}

TEST_CASE("Whatever becomes of a head, it is judged alike in one piece and in many, and by Beast") {
    std::mt19937 random(20250709);
    const auto below = [&](std::size_t bound) { return random() % bound; };
    const std::string letters = nul + "\r\n\t :,;/GH0159\x7F\xFF[]%?#ahost-";
    int passed = 0;
    for (int round = 0; round < 20'000; ++round) {
        std::string head = round % 2 == 0 ? good_heads[below(good_heads.size())].second
                                          : refused_heads[below(refused_heads.size())].head;
        for (auto changes = 1 + below(3); changes > 0; --changes) {
            const auto at = below(head.size());
            const char letter = letters[below(letters.size())];
            switch (below(3)) {
                case 0:
                    head[at] = letter;
                    break;
                case 1:
                    head.insert(at, 1, letter);
                    break;
                default:
                    head.erase(at, 1);
            }
        }
        INFO(Catch::Detail::stringify(head));
        HeadScanner whole, bytewise;
        const auto state = scan_whole(whole, head);
        REQUIRE(scan_bytewise(bytewise, head) == state);
        if (state == HeadScanner::State::refused) {
            REQUIRE(whole.refusal().code == bytewise.refusal().code);
        }
        if (state != HeadScanner::State::complete) continue;
        ++passed;
        const auto request = parse_head(std::string_view(head).substr(0, whole.head_size()));
        REQUIRE(request);
        REQUIRE_FALSE(request->host.empty());
        REQUIRE((request->method == Method::other || !request->has_body));
    }
    CHECK(passed > 1000);
}

TEST_CASE("What follows a head is left for the next one") {
    const std::string first = get("Host: a\r\n", "/1");
    HeadScanner scanner;
    REQUIRE(scanner.scan(first + get("Host: a\r\n", "/2")) == HeadScanner::State::complete);
    CHECK(scanner.head_size() == first.size());
}

TEST_CASE("A head that has not ended is waited for") {
    for (const char* part : {"", "G", "GET / HTTP/1.1\r", "GET / HTTP/1.1\r\nHost: a\r\n",
                             "GET / HTTP/1.1\r\nHost: a\r\n\r"}) {
        HeadScanner scanner;
        CHECK(scanner.scan(part) == HeadScanner::State::incomplete);
    }
}

TEST_CASE("What can no longer become right is refused before the head ends") {
    for (const char* part : {"GET /\r\n", "GET / HTTP/1.1\n", "PRI * HTTP/2.0\r\n", "\x16\x03\x01",
                             "GET / HTTP/1.1\rX"}) {
        INFO(part);
        HeadScanner scanner;
        CHECK(scanner.scan(part) == HeadScanner::State::refused);
    }
}

TEST_CASE("A head has a largest size, whatever it is made of") {
    const auto state_of = [](const std::string& head) {
        HeadScanner scanner;
        const auto state = scan_whole(scanner, head);
        return state == HeadScanner::State::refused ? scanner.refusal().status : 0;
    };
    const std::string longest = "/" + std::string(max_target_bytes - 1, 'a');
    CHECK(state_of(get("Host: a\r\n", longest)) == 0);
    CHECK(state_of(get("Host: a\r\n", longest + "a")) == 414);
    CHECK(state_of("GET /" + std::string(max_target_bytes + 100, 'a')) == 414);
    CHECK(state_of(std::string(max_target_bytes + 100, 'A')) == 414);

    const std::size_t frame = get("Host: a\r\nX: \r\n").size();
    CHECK(state_of(get("Host: a\r\nX: " + std::string(max_head_bytes - frame, 'x') + "\r\n")) == 0);
    CHECK(state_of(get("Host: a\r\nX: " + std::string(max_head_bytes, 'x') + "\r\n")) == 431);

    std::string fields = "Host: a\r\n";
    for (std::size_t i = 1; i < max_field_count; ++i) fields += "X: 1\r\n";
    CHECK(state_of(get(fields)) == 0);
    CHECK(state_of(get(fields + "X: 1\r\n")) == 431);
}

TEST_CASE("The fields that matter are read from a head") {
    const auto request = parse_head(
        "HEAD /search?q=a%20b?c HTTP/1.1\r\nhost: Localhost:80\r\nAccept: text/html\r\n"
        "If-None-Match: \"x\"\r\nConnection: close\r\n\r\n");
    REQUIRE(request);
    CHECK(request->method == Method::head);
    CHECK(request->method_name == "HEAD");
    CHECK(request->path() == "/search");
    CHECK(request->query() == "q=a%20b?c");
    CHECK(request->host == "Localhost:80");
    CHECK(request->accept == "text/html");
    CHECK(request->if_none_match == "\"x\"");
    CHECK(request->version == 11);
    CHECK_FALSE(request->keep_alive);
    CHECK_FALSE(request->has_body);
}

TEST_CASE("A request tells whether a body follows and whether its connection goes on") {
    struct Row {
        const char* head;
        Method method;
        bool keep_alive, has_body;
    };
    const std::vector<Row> rows = {
        {"GET / HTTP/1.1\r\nHost: a\r\n\r\n", Method::get, true, false},
        {"GET / HTTP/1.0\r\nHost: a\r\n\r\n", Method::get, false, false},
        {"GET / HTTP/1.0\r\nHost: a\r\nConnection: keep-alive\r\n\r\n", Method::get, true, false},
        {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 50\r\n\r\n", Method::other, true, true},
        {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 00\r\n\r\n", Method::other, true, false},
        {"BREW / HTTP/1.1\r\nHost: a\r\n\r\n", Method::other, true, false},
    };
    for (const Row& row : rows) {
        INFO(row.head);
        const auto request = parse_head(row.head);
        REQUIRE(request);
        CHECK(request->method == row.method);
        CHECK(request->keep_alive == row.keep_alive);
        CHECK(request->has_body == row.has_body);
    }
}
