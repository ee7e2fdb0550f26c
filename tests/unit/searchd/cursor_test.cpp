#include "searchd/cursor.hpp"

#include <catch2/catch.hpp>
#include <limits>
#include <vector>

using namespace broadsheet::searchd;

namespace {

constexpr std::uint64_t search = 0x0123456789abcdef;

}  // namespace

TEST_CASE("A cursor comes back as it went out, in letters that need no encoding") {
    const std::vector<Cursor> cursors = {
        {0, 0},
        {10, 1},
        {10'000, 12},
        {std::numeric_limits<std::uint32_t>::max(), std::numeric_limits<std::uint64_t>::max()}};
    for (const Cursor& cursor : cursors) {
        const std::string text = to_text(cursor, search);
        INFO(text);
        CHECK(cursor_of(text, search) == cursor);
        CHECK(text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                     "0123456789-_") == std::string::npos);
    }
}

TEST_CASE("A cursor belongs to one search") {
    CHECK_FALSE(cursor_of(to_text({10, 1}, search), search + 1));
}

TEST_CASE("A cursor that was changed in any letter is refused") {
    const std::string text = to_text({10, 1}, search);
    for (std::size_t at = 0; at < text.size(); ++at) {
        for (const char letter : {'A', 'b', '7', '_', '=', ' ', '\0'}) {
            std::string changed = text;
            changed[at] = letter;
            if (changed != text) CHECK_FALSE(cursor_of(changed, search));
        }
    }
}

TEST_CASE("What is no cursor is refused") {
    const std::string text = to_text({10, 1}, search);
    for (const std::string& other :
         {std::string(), std::string("10"), text.substr(1), text + "A", text + "=", text + text}) {
        INFO(other);
        CHECK_FALSE(cursor_of(other, search));
    }
}
