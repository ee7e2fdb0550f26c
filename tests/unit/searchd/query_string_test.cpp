#include "searchd/query_string.hpp"

#include <catch2/catch.hpp>

using namespace broadsheet::searchd;

namespace {

// "a=1|b=2" for what a query string says, or "!name" where the parameter of that name is refused.
std::string shown_parameters(std::string_view query) {
    const auto split = split_query(query);
    if (const auto* problem = std::get_if<ParameterProblem>(&split)) return "!" + problem->name;
    std::string out;
    for (const auto& [name, value] : std::get<0>(split)) {
        out += (out.empty() ? "" : "|") + name + "=" + value;
    }
    return out;
}

}  // namespace

TEST_CASE("Parameters are split and decoded as forms encode them") {
    const std::vector<std::pair<std::string, std::string>> rows = {
        {"", ""},
        {"q=a", "q=a"},
        {"q=a+b%20c%2Bd", "q=a b c+d"},
        {"q=a=b", "q=a=b"},
        {"q", "q="},
        {"q=", "q="},
        {"&&q=1&", "q=1"},
        {"a=1&a=2", "a=1|a=2"},
        {"%71=%C3%A9", "q=é"},
        {"q=%e2%80%9c", "q=“"},
        {"q=a%09b%0D%0Ac", "q=a\tb\r\nc"},
        {"q=a%26b%3D", "q=a&b="},
    };
    for (const auto& [query, expected] : rows) {
        INFO(query);
        CHECK(shown_parameters(query) == expected);
    }
}

TEST_CASE("What cannot be decoded to text is refused with its name") {
    for (const char* query : {"q=%", "q=%2", "q=%zz", "q=%u0041", "q=%C3", "q=%FF", "q=%C0%80",
                              "q=%ED%A0%80", "q=%00", "q=a%1Bb", "q=%7F"}) {
        INFO(query);
        CHECK(shown_parameters(query) == "!q");
    }
    CHECK(shown_parameters("a=1&%FF=2&b=3") == "!%FF");
}

TEST_CASE("A plus is a plus in a path") {
    CHECK(percent_decoded("a+b%2Fc", Encoding::path) == "a+b/c");
    CHECK(percent_decoded("a+b", Encoding::form) == "a b");
    CHECK_FALSE(percent_decoded("100%", Encoding::path));
}
