#include "text/characters.hpp"

#include <unicode/uchar.h>

#include <catch2/catch.hpp>

using namespace broadsheet::text;

TEST_CASE("white space is what Unicode says it is") {
    constexpr char32_t last = 0x10FFFF;
    int spaces = 0;
    for (char32_t c = 0; c <= last; ++c) {
        const bool expected = u_isUWhiteSpace(static_cast<UChar32>(c)) != 0;
        spaces += expected;
        if (is_space(c) != expected) FAIL_CHECK("U+" << std::hex << static_cast<unsigned>(c));
    }
    CHECK(spaces == 25);
    CHECK_FALSE(is_space(0x200B));
    CHECK_FALSE(is_space(0xFFFFFFFF));
}
