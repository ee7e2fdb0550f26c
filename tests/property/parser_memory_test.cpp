// Reading queries, however many and however broken, keeps no memory.
//
// BROADSHEET_PARSE_INPUTS sets the number of inputs.
#include <catch2/catch.hpp>
#include <fstream>
#include <string>

#include "query/syntax/parser.hpp"
#include "tests/property/random_news.hpp"

using namespace broadsheet;
using namespace broadsheet::tests;

namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool sanitizer_keeps_freed = true;
#else
constexpr bool sanitizer_keeps_freed = false;
#endif

std::size_t resident_kilobytes() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with("VmRSS:")) return std::stoul(line.substr(line.find_first_of("0123456789")));
    }
    return 0;
}

// Pieces of queries and bytes of any kind.
std::string random_input(Dice& dice) {
    static const Words pieces = {"(", ")", "\"", "“", "”", " ", " AND ", " OR ", "NOT ", "-", "|", "=", ":", "~2", "*", "?",
                                 "!", "$3", "..", "W/5", "date:", "headline:", "wc>", "ATLEAST3(", "CAPS(", "'", "停",
                                 "\xE5\x81", "\xFF", "\n", "truce", "oil W/S ", "PRE/2 ", "2025-13", "1987"};
    std::string input;
    for (std::size_t i = dice.roll(24); i > 0; --i) {
        if (dice.one_in(4)) input += static_cast<char>(dice.roll(256));
        else input += dice.pick(pieces);
    }
    return input;
}

}  // namespace

TEST_CASE("reading any number of random queries leaves the memory flat") {
    const std::size_t inputs = cases_from("BROADSHEET_PARSE_INPUTS", 100'000);
    constexpr std::size_t warm_up = 20'000, most_growth = 4096;  // kilobytes; 1,000,000 inputs took 1300
    Dice dice(1);
    std::size_t before = 0, trees = 0;
    for (std::size_t i = 0; i < inputs; ++i) {
        if (i == warm_up) before = resident_kilobytes();
        trees += query::parse(random_input(dice)).tree.has_value() ? 1 : 0;
    }
    CHECK(trees > inputs / 100);
    if (!sanitizer_keeps_freed) CHECK(resident_kilobytes() <= before + most_growth);
}
