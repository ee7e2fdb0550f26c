#include "archive/spool.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "archive/archive_layout.hpp"
#include "archive/sorted_runs.hpp"
#include "tests/property/random_news.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace broadsheet;
using namespace broadsheet::archive;
using tests::Dice;
using tests::TemporaryDirectory;

namespace {

std::string random_bytes(Dice& dice, std::size_t most) {
    std::string bytes(dice.roll(most + 1), '\0');
    for (char& byte : bytes) byte = static_cast<char>(dice.roll(256));
    return bytes;
}

}  // namespace

TEST_CASE("a spool gives what was put in it, whole and in parts, from memory or from a file") {
    const TemporaryDirectory directory;
    for (std::uint64_t seed = 1; seed <= 100; ++seed) {
        Dice dice(seed);
        CAPTURE(seed);
        // More than a reader reads at a time, too.
        const std::size_t most = seed % 10 == 0 ? 50'000 : 50;
        Spool spool = dice.one_in(3) ? Spool() : Spool({directory.path(), dice.roll(4 * most)});
        std::string all;
        for (std::size_t i = dice.roll(12); i > 0; --i) {
            const std::string bytes = random_bytes(dice, most);
            spool.append(bytes);
            all += bytes;
        }
        CHECK(spool.size() == all.size());
        std::string pieces;
        spool.each_piece([&](std::string_view piece) { pieces += piece; });
        CHECK(pieces == all);

        const std::size_t begin = dice.roll(all.size() + 1), end = dice.between(begin, all.size());
        Spool::Reader part(spool, begin, end), rest(spool, end);
        std::string taken;
        while (part.left() > 0) taken += part.take(dice.between(1, most));
        CHECK(taken == all.substr(begin, end - begin));
        CHECK(part.take(1).empty());
        CHECK(rest.left() == all.size() - end);
        CHECK(rest.take(all.size() + 1) == all.substr(end));
        CHECK(tests::names_in(directory.path()).empty());
    }
}

TEST_CASE("a spool's file has no name, and one that a crash left is no hindrance") {
    const TemporaryDirectory directory;
    write_file_atomically(directory.path() / spool_name, "left by a crash");
    Spool first({directory.path(), 0}), second({directory.path(), 0});
    first.append("alpha");
    CHECK(tests::names_in(directory.path()).empty());
    second.append("bravo");
    first.append(" charlie");
    CHECK(Spool::Reader(first).take(20) == "alpha charlie");
    CHECK(Spool::Reader(second).take(20) == "bravo");
}

TEST_CASE("numbers are put in a spool as they lie in memory, and zero is behind the end") {
    Spool spool;
    spool.append_item(std::uint32_t{0x64636261});
    Spool::Reader bytes(spool), numbers(spool);
    CHECK(bytes.take(4) == "abcd");
    CHECK(numbers.take_item<std::uint32_t>() == 0x64636261);
    CHECK(numbers.take_item<std::uint32_t>() == 0);
}

TEST_CASE("a spool says where it cannot write") {
    Spool spool({"/nowhere/at/all", 3});
    spool.append("abc");
    CHECK_THROWS_WITH(spool.append("d"), Catch::Matchers::StartsWith("cannot create /nowhere/at/all/spool: "));
}

TEST_CASE("sorted runs give all items in order, however many are in memory") {
    const TemporaryDirectory directory;
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        Dice dice(seed);
        CAPTURE(seed);
        SortedRuns<std::uint64_t> runs({seed % 4 == 0 ? "" : directory.path(), dice.roll(100)});
        std::vector<std::uint64_t> items;
        for (std::size_t i = dice.roll(300); i > 0; --i) {
            items.push_back(dice.roll(200));
            runs.add(items.back());
        }
        CHECK(runs.size() == items.size());
        std::vector<std::uint64_t> given;
        runs.each([&](std::uint64_t item) { given.push_back(item); });
        std::ranges::sort(items);
        CHECK(given == items);
    }
}
