#include "archive/bit_finder.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "tests/property/random_news.hpp"

using namespace broadsheet::archive;
using broadsheet::tests::Dice;

namespace {

template <bool sought>
void check_finds(const std::string& bytes, std::uint64_t bits, Dice& dice) {
    std::vector<std::uint64_t> places;
    for (std::uint64_t bit = 0; bit < bits; ++bit) {
        if (((bytes[bit / 8] >> bit % 8 & 1) != 0) == sought) places.push_back(bit);
    }
    BitFinder<sought> finder(bytes, bits);
    for (std::uint64_t n = 1; n <= places.size() + 3; n += dice.one_in(2) ? 0 : dice.between(1, 90)) {
        CAPTURE(bits, n);
        REQUIRE(finder.nth(n) == (n <= places.size() ? places[n - 1] : bits));
    }
}

}  // namespace

TEST_CASE("the nth one and the nth zero are where counting from the first finds them", "[bit_finder]") {
    for (std::uint64_t seed = 1; seed <= 300; ++seed) {
        Dice dice(seed);
        const std::size_t bits = dice.roll(1'000), one_of = dice.between(1, 40);
        std::string bytes((bits + 7) / 8, '\0');
        for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
            if (dice.one_in(one_of)) bytes[bit / 8] |= static_cast<char>(1U << bit % 8);
        }
        CAPTURE(seed);
        check_finds<true>(bytes, bits, dice);
        check_finds<false>(bytes, bits, dice);
    }
}
