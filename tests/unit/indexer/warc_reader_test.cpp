#include "indexer/readers/warc_reader.hpp"

#include <zlib.h>

#include <catch2/catch.hpp>
#include <string>

#include "indexer/readers/http_response.hpp"
#include "tests/support/news_data.hpp"
#include "tests/unit/indexer/collecting_sink.hpp"

namespace {

using broadsheet::indexer::HttpResponse;
using broadsheet::indexer::read_arc;
using broadsheet::indexer::read_http_response;
using broadsheet::indexer::read_warc;
using broadsheet::tests::CollectingSink;
using broadsheet::tests::read_from_memory;

constexpr std::size_t limit = 1 << 20;

const std::string page =
    "<title>Talks resume</title><meta property=og:type content=article>"
    "<p>Talks on a truce resumed on Wednesday in the capital, three mediators said.</p>";

std::string record(const std::string& type, const std::string& block, const std::string& more = "",
                   const std::string& uri = "https://example.org/a") {
    return "WARC/1.0\r\nWARC-Type: " + type + "\r\nWARC-Target-URI: " + uri +
           "\r\nWARC-Date: 2025-07-10T01:02:03Z\r\n" + more +
           "Content-Length: " + std::to_string(block.size()) + "\r\n\r\n" + block + "\r\n\r\n";
}

std::string answer(const std::string& body, const std::string& more = "",
                   const std::string& type = "text/html") {
    return "HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\n" + more + "\r\n" + body;
}

CollectingSink warc(const std::string& bytes) {
    return read_from_memory(read_warc, bytes, "crawl.warc");
}

std::string deflated(const std::string& text) {
    std::string out(compressBound(text.size()), '\0');
    uLongf size = out.size();
    compress(reinterpret_cast<Bytef*>(out.data()), &size,
             reinterpret_cast<const Bytef*>(text.data()), text.size());
    out.resize(size);
    return out;
}

}  // namespace

TEST_CASE("a capture of a news page is an article with the address and time of the capture") {
    const auto sink =
        warc(record("warcinfo", "software: x\r\n") + record("response", answer(page)));
    REQUIRE(sink.articles.size() == 1);
    CHECK(sink.refusals.empty());
    CHECK(sink.articles[0].headline == "Talks resume");
    CHECK(sink.articles[0].url == "https://example.org/a");
    CHECK(sink.articles[0].version == "2025-07-10T01:02:03Z");
    CHECK(sink.articles[0].date.empty());
    // The same page at another time is the same article.
    CHECK(warc(record("response", answer(page))).articles.at(0).id == sink.articles[0].id);
    CHECK(warc(record("response", answer(page), "", "https://example.org/b")).articles.at(0).id !=
          sink.articles[0].id);
}

TEST_CASE("what is no news page is left out and counted in one line") {
    const auto sink =
        warc(record("response", answer("GIF89a", "", "image/gif")) +
             record("response", "HTTP/1.1 301 Moved\r\nLocation: /\r\n\r\n") +
             record("response", "HTTP/1.1 404 No\r\nContent-Type: text/html\r\n\r\n" + page) +
             record("response", answer("<title>x</title>")) + record("metadata", "x: y") +
             record("request", "GET / HTTP/1.1\r\n\r\n"));
    CHECK(sink.articles.empty());
    REQUIRE(sink.refusals.size() == 1);
    CHECK(sink.refusals[0].article_kept);
    CHECK(sink.refusals[0].reason ==
          "left out as no news pages: 4 of the captures (1 image/gif, 1 pages that are no article, "
          "1 status 301, 1 status 404)");
}

TEST_CASE("broken records are reported with their place, and the rest goes on") {
    const std::string good = record("response", answer(page));
    struct Row {
        std::string bytes;
        std::size_t articles;
        std::uint64_t offset;
        std::string reason;
    };
    const std::string no_length = "WARC/1.0\r\nWARC-Type: response\r\n\r\nx\r\n\r\n";
    const std::string bad_length = "WARC/1.0\r\nContent-Length: -1\r\n\r\nx\r\n\r\n";
    for (const Row& row : {
             Row{good + "noise\r\nmore noise\r\n" + good, 2, good.size(), "is no WARC record"},
             Row{no_length + good, 1, 0, "without Content-Length"},
             Row{bad_length + good, 1, 0, "length cannot be read"},
             Row{good + good.substr(0, good.size() - 20), 2, good.size(), "breaks off"},
             Row{good + good.substr(0, 40), 1, good.size(), "without Content-Length"},
             Row{record("revisit", "") + good, 1, 0, "(revisit)"},
             Row{record("response", answer(page), "WARC-Truncated: length\r\n"), 1, 0,
                 "kept only a part"},
         }) {
        INFO(row.reason);
        const auto sink = warc(row.bytes);
        CHECK(sink.articles.size() == row.articles);
        REQUIRE(sink.refusals.size() == 1);
        CHECK(sink.refusals[0].offset == row.offset);
        CHECK(sink.has_reason(row.reason));
    }
}

TEST_CASE("ARC is read in both versions, with addresses that have spaces") {
    const std::string body = answer(page);
    const std::string size = std::to_string(body.size());
    for (const std::string& bytes :
         {"filedesc://x.arc 0.0.0.0 20010601000000 text/plain 4\n1 0\n\n"
          "http://example.org/a b.html 192.0.2.7 20010601083000 text/html " +
              size + "\n" + body + "\n",
          "filedesc://x.arc 0.0.0.0 20010601000000 text/plain 200 - - 0 x.arc 4\n2 0\n\n"
          "http://example.org/a b.html 192.0.2.7 20010601083000 text/html 200 - - 99 x.arc " +
              size + "\n" + body + "\n"}) {
        const auto sink = read_from_memory(read_arc, bytes, "crawl.arc");
        REQUIRE(sink.articles.size() == 1);
        CHECK(sink.refusals.empty());
        CHECK(sink.articles[0].url == "http://example.org/a b.html");
        CHECK(sink.articles[0].version == "2001-06-01T08:30:00Z");
    }
}

TEST_CASE("HTTP's codings are undone, also where they are not what they say") {
    struct Row {
        std::string bytes;
        std::string body;
        std::string problem;
    };
    const std::string chunked = "Transfer-Encoding: chunked\r\n";
    const std::string packed = deflated(page);
    for (const Row& row : {
             Row{answer("ab"), "ab", ""},
             Row{answer("2\r\nab\r\n1;x=y\r\nc\r\n0\r\n\r\n", chunked), "abc", ""},
             Row{answer("<p>ab", chunked), "<p>ab", ""},
             Row{answer("2\r\nab\r\nf\r\nc", chunked), "abc", "chunks break off"},
             Row{answer("2\r\nabzz\r\n", chunked), "abzz\r\n", "chunks break off"},
             Row{answer("ffffffffffffffff\r\nab", chunked), "ab", "chunks break off"},
             Row{answer(packed, "Content-Encoding: deflate\r\n"), page, ""},
             Row{answer(packed.substr(2), "Content-Encoding: deflate\r\n"), page, ""},
             Row{answer(page, "Content-Encoding: gzip\r\n"), page, ""},
             Row{answer(packed.substr(0, 20), "Content-Encoding: deflate\r\n"), "", "breaks off"},
             Row{answer("x", "Content-Encoding: br\r\n"), "", "'br' is not read"},
         }) {
        const HttpResponse response = read_http_response(row.bytes, limit);
        INFO(row.bytes);
        CHECK(response.status == 200);
        if (row.problem.empty() || !row.body.empty()) CHECK(response.body == row.body);
        CHECK(response.problem.find(row.problem) != std::string::npos);
        CHECK(response.problem.empty() == row.problem.empty());
    }
    CHECK(read_http_response("<html>", limit).status == 0);
    CHECK(read_http_response("", limit).status == 0);
}

TEST_CASE("a page that unpacks without end is cut at the limit", "[hostile]") {
    const std::string bomb = deflated(std::string(50 << 20, 'a'));
    const HttpResponse response =
        read_http_response(answer(bomb, "Content-Encoding: deflate\r\n"), limit);
    CHECK(response.body.size() == limit);
    CHECK_FALSE(response.problem.empty());
}

TEST_CASE("hostile web archives end, and say why", "[hostile]") {
    std::string lines, headers = "WARC/1.0\r\n";
    for (int i = 0; i < 100'000; ++i) lines += "WARC/1.0\r\n";
    for (int i = 0; i < 100'000; ++i) headers += "X: y\r\n";
    for (const std::string& bytes :
         {lines, headers, "WARC/1.0\r\n" + std::string(1'000'000, 'x'), std::string("WARC/"),
          std::string("WARC/1.0\r\nContent-Length: 18446744073709551615\r\n\r\nx"),
          "WARC/1.0\r\nContent-Length: 99999999999999999999\r\n\r\n" + std::string(100, '\0')}) {
        INFO(bytes.substr(0, 60));
        const auto sink = warc(bytes);
        CHECK(sink.articles.empty());
        CHECK_FALSE(sink.refusals.empty());
        CHECK(read_from_memory(read_arc, bytes, "x.arc").articles.empty());
    }
}
