#include "searchd/host_policy.hpp"

#include <catch2/catch.hpp>

using broadsheet::searchd::HostPolicy;

TEST_CASE("Loopback, the address that was reached and allowed names are served, no others") {
    const HostPolicy policy({"News.Example"});
    for (const char* host : {"localhost", "LOCALHOST:8080", "127.0.0.1", "127.0.0.1:80",
                             "127.9.9.9", "[::1]", "[::1]:8080", "[0:0:0:0:0:0:0:1]", "192.168.1.5",
                             "192.168.1.5:8080", "news.example", "NEWS.example:443"}) {
        INFO(host);
        CHECK(policy.allows(host, "192.168.1.5"));
    }
    for (const char* host :
         {"evil.example", "localhost.evil.example", "news.example.evil", "0.0.0.0", "192.168.1.6",
          "127.0.0.1.evil.example", "[::]", "2130706433", "0x7f.1", "xlocalhost", "[fe80::1]"}) {
        INFO(host);
        CHECK_FALSE(policy.allows(host, "192.168.1.5"));
    }
}
