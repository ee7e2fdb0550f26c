#include "archive/ascending_numbers.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <iterator>
#include <memory>
#include <set>
#include <vector>

#include "tests/property/random_news.hpp"

using namespace broadsheet::archive;
using broadsheet::tests::Dice;

namespace {

using Numbers = std::vector<std::uint32_t>;

std::string bytes_of(const Numbers& numbers) {
    std::string bytes;
    put_ascending(numbers, bytes);
    return bytes;
}

Numbers random_numbers(Dice& dice) {
    std::set<std::uint32_t> numbers;
    const std::size_t count = dice.roll(dice.one_in(5) ? 2'000 : 60);
    const std::size_t most = dice.one_in(6) ? 0xFFFFFFFF : 1 + count * dice.between(1, 700);
    for (std::size_t i = 0; i < count; ++i) numbers.insert(static_cast<std::uint32_t>(dice.roll(most)));
    return {numbers.begin(), numbers.end()};
}

Numbers all_of(const AscendingNumbers& numbers) {
    Numbers all;
    numbers.each([&](std::uint32_t number) { all.push_back(number); });
    return all;
}

}  // namespace

TEST_CASE("ascending numbers read as they were put", "[ascending_numbers]") {
    const std::vector<Numbers> table = {{}, {0}, {0, 1, 2, 3}, {0xFFFFFFFF}, {0, 0xFFFFFFFF}, {7, 8, 9, 4'000'000}};
    for (const Numbers& numbers : table) {
        const std::string bytes = bytes_of(numbers) + "behind";
        const char* at = bytes.data();
        const AscendingNumbers read(at, bytes.data() + bytes.size());
        CHECK(all_of(read) == numbers);
        CHECK(read.size() == numbers.size());
        CHECK(std::string_view(at, static_cast<std::size_t>(bytes.data() + bytes.size() - at)) == "behind");
    }
}

TEST_CASE("their bits are those of the code of Elias and Fano", "[ascending_numbers]") {
    // The example of Vigna's paper, figure 1: 5, 8, 8, 15, 32; here of the second 8 a 9. Five numbers up to 32
    // have two low bits: 01 00 01 11 00; high parts 1, 2, 2, 3, 8: 01 01 1 01 000001.
    CHECK(bytes_of({5, 8, 9, 15, 32}) == std::string("\x05\x0D\x02\xD1\x00\x5A\x10", 7));
}

TEST_CASE("a number is found among ascending ones where it is, and no other is", "[ascending_numbers]") {
    for (std::uint64_t seed = 1; seed <= 400; ++seed) {
        Dice dice(seed);
        const Numbers numbers = random_numbers(dice);
        const std::string bytes = bytes_of(numbers);
        const char* at = bytes.data();
        const AscendingNumbers read(at, bytes.data() + bytes.size());
        CAPTURE(seed);
        CHECK(all_of(read) == numbers);
        std::set<std::uint32_t> asked{0, 1, 0xFFFFFFFE, 0xFFFFFFFF};
        for (const std::uint32_t number : numbers) {
            if (dice.one_in(3)) continue;
            asked.insert(number);
            if (dice.one_in(2)) asked.insert(number + 1);
        }
        AscendingNumbers::Search search(read);
        for (const std::uint32_t number : asked) {
            const auto oracle = std::ranges::lower_bound(numbers, number);
            const bool is_there = oracle != numbers.end() && *oracle == number;
            const auto place = static_cast<std::uint32_t>(oracle - numbers.begin());
            CAPTURE(number);
            REQUIRE(search.place_of(number) == (is_there ? std::optional(place) : std::nullopt));
        }
    }
}

TEST_CASE("bytes that are no ascending numbers are read without harm", "[ascending_numbers]") {
    for (std::uint64_t seed = 1; seed <= 3'000; ++seed) {
        Dice dice(seed);
        std::string bytes = bytes_of(random_numbers(dice));
        for (std::size_t i = dice.between(1, 4); i > 0; --i) {
            bytes[dice.roll(bytes.size())] = static_cast<char>(dice.roll(256));
        }
        bytes.resize(dice.between(0, bytes.size()));
        // On the heap, and as many as they are: the sanitizer sees what is read beside them.
        const auto heap = std::make_unique<char[]>(bytes.size());
        std::ranges::copy(bytes, heap.get());
        const char* at = heap.get();
        const AscendingNumbers read(at, heap.get() + bytes.size());
        REQUIRE(at <= heap.get() + bytes.size());
        REQUIRE(all_of(read).size() == read.size());
        REQUIRE(read.size() <= bytes.size() * 8);
        AscendingNumbers::Search search(read);
        std::uint32_t behind = 0;
        for (std::uint32_t number = 0; number < 5'000; number += 1 + static_cast<std::uint32_t>(dice.roll(400))) {
            const auto place = search.place_of(number);
            if (!place) continue;
            REQUIRE(*place < read.size());
            REQUIRE(*place >= behind);  // who goes on through the places of words by it goes forward
            behind = *place + 1;
        }
    }
}
