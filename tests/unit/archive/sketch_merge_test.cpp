#include "archive/sketch_merge.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <random>
#include <vector>

#include "tests/support/temporary_directory.hpp"

using namespace broadsheet;
using namespace broadsheet::archive;

namespace {

const std::string uuid = "01234567-89ab-cdef-0123-456789abcdef";

struct Sketched {
    std::uint32_t number;
    text::MinHash sketch;
    bool lives;
};

/// Many have keys, some all of their sketch in common.
text::MinHash any_sketch(std::mt19937& random) {
    text::MinHash sketch;
    sketch.shingles = 1;
    sketch.bits[0] = random() % 50;
    for (auto& key : sketch.keys) {
        key = static_cast<std::uint32_t>(random() % 2 == 0 ? random() : random() % 20);
    }
    return sketch;
}

/// Of a segment, with gaps between the numbers.
std::vector<Sketched> any_articles(std::mt19937& random, std::size_t count) {
    std::vector<Sketched> articles;
    std::uint32_t number = 0;
    for (std::size_t i = 0; i < count; ++i) {
        number += random() % 5 == 0 ? 3 : 1;
        articles.push_back({number, any_sketch(random), random() % 4 > 0});
    }
    return articles;
}

SketchIndex index_of(const std::vector<Sketched>& articles) {
    SketchIndexBuilder builder;
    for (const Sketched& article : articles) builder.add(article.number, article.sketch);
    return SketchIndex::of(std::move(builder).finish(uuid), uuid).value();
}

std::string bytes_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEST_CASE("merged files of sketches are the file of the merged articles") {
    const tests::TemporaryDirectory directory;
    std::mt19937 random(1);
    for (int round = 0; round < 60; ++round) {
        INFO("round " << round);
        std::vector<SketchSource> sources;
        SketchIndexBuilder expected;
        SketchOrder order;
        std::uint32_t end = 0;
        const std::size_t count = random() % 6;
        for (std::size_t i = 0; i < count; ++i) {
            const auto articles = any_articles(random, random() % 300);
            std::vector<Sketched> living;
            std::ranges::copy_if(articles, std::back_inserter(living), &Sketched::lives);
            if (living.empty()) continue;
            // As open_to_merge() has it: right behind the last of the one before, whatever was deleted.
            std::vector<std::uint32_t> left;
            for (const Sketched& article : living) left.push_back(article.number);
            const auto numbers = random() % 2 == 0 ? Renumbering(std::int64_t{end} + 1 - left.front())
                                                   : Renumbering::in_a_row(left, end + 1);
            sources.push_back({index_of(articles), numbers, left.front(), left.back()});
            for (const Sketched& article : living) {
                end = numbers.of(article.number).value();
                expected.add(end, article.sketch);
                order.add(end, own_cluster(article.sketch));
            }
        }
        const auto file = directory.path() / "merged";
        merge_sketches(sources, order, uuid, file);
        CHECK(bytes_of(file) == std::move(expected).finish(uuid));
    }
}

TEST_CASE("files of many entries are merged in pieces as in one") {
    const tests::TemporaryDirectory directory;
    std::mt19937 random(2);
    const auto articles = any_articles(random, 60'000);  // more than is written at once
    SketchOrder order;
    std::vector<std::vector<Sketched>> parts(3);
    for (std::size_t i = 0; i < articles.size(); ++i) {
        order.add(articles[i].number, own_cluster(articles[i].sketch));
        parts[i % parts.size()].push_back(articles[i]);
    }
    std::vector<SketchSource> sources;
    for (const auto& part : parts) sources.push_back({index_of(part)});
    const auto file = directory.path() / "merged";
    merge_sketches(sources, order, uuid, file);
    SketchIndexBuilder whole;
    for (const Sketched& article : articles) whole.add(article.number, article.sketch);
    CHECK(bytes_of(file) == std::move(whole).finish(uuid));
}

TEST_CASE("a file of sketches that cannot be written is an error that says where") {
    const tests::TemporaryDirectory directory;
    CHECK_THROWS_WITH(merge_sketches({}, {}, uuid, directory.path() / "missing" / "merged"),
                      Catch::Contains("missing/merged"));
}
