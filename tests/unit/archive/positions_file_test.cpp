#include "archive/positions_file.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "archive/positions_builder.hpp"
#include "archive/archive_layout.hpp"
#include "tests/property/random_news.hpp"
#include "tests/support/news_data.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace broadsheet;
using namespace broadsheet::archive;
using broadsheet::tests::Dice;
using broadsheet::tests::TemporaryDirectory;

namespace {

using Runs = std::vector<PositionRun>;

/// An article as a test says it.
struct Placed {
    std::map<std::string, Runs> words;
    std::vector<std::uint32_t> starts[stretch_count];
    std::map<Zone, Runs> zones;
    bool operator==(const Placed&) const = default;
};
using Articles = std::map<std::uint32_t, Placed>;  // by number

std::string random_form(Dice& dice) {
    return std::string(1 + dice.roll(2), static_cast<char>('a' + dice.roll(26))) +
           std::to_string(dice.roll(12));
}

Placed random_one(Dice& dice) {
    Placed article;
    std::uint32_t position = 1;
    for (std::size_t i = dice.roll(120); i > 0; --i) {
        const auto length = dice.one_in(9) ? static_cast<std::uint32_t>(dice.between(2, 4)) : 1U;
        auto& runs = article.words[random_form(dice)];
        if (runs.empty() || runs.back().begin < position) runs.push_back({position, position + length});
        for (auto& starts : article.starts) {
            if (dice.one_in(5)) starts.push_back(position);
        }
        position += static_cast<std::uint32_t>(dice.one_in(20) ? dice.between(200, 70'000) : 1);
    }
    for (auto& starts : article.starts) {
        starts.erase(std::ranges::unique(starts).begin(), starts.end());
    }
    for (int i = 0; i < zone_count; ++i) {
        std::uint32_t begin = 1;
        for (std::size_t run = dice.one_in(3) ? dice.roll(4) : 0; run > 0; --run) {
            const auto end = static_cast<std::uint32_t>(begin + dice.between(1, 300));
            article.zones[static_cast<Zone>(i)].push_back({begin, end});
            begin = end + 5;
        }
    }
    return article;
}

Articles random_placed(Dice& dice, std::size_t most) {
    Articles articles;
    std::uint32_t number = 0;
    for (std::size_t i = dice.roll(most + 1); i > 0; --i) {
        number += static_cast<std::uint32_t>(dice.between(1, 3));
        articles[number] = random_one(dice);
    }
    return articles;
}

std::string file_of(const Articles& articles, const std::string& uuid) {
    PositionsBuilder builder;
    for (const auto& [number, article] : articles) {
        std::vector<std::tuple<std::uint32_t, std::uint32_t, std::string>> tokens;
        for (const auto& [word, runs] : article.words) {
            for (const auto& run : runs) tokens.emplace_back(run.begin, run.end, word);
        }
        std::ranges::sort(tokens);
        for (const auto& [begin, end, word] : tokens) builder.add_word(word, begin, end - begin);
        for (std::size_t i = 0; i < stretch_count; ++i) {
            for (const auto start : article.starts[i]) builder.add_start(static_cast<TextStretch>(i), start);
        }
        for (const auto& [zone, runs] : article.zones) {
            for (const auto& run : runs) builder.add_zone_run(zone, run);
        }
        builder.finish_article(number);
    }
    return builder.finish(uuid);
}

PositionsImage image_of(const std::string& bytes, const std::string& uuid) {
    const auto owner = std::make_shared<const std::string>(bytes);
    return std::get<PositionsImage>(read_positions(owner, *owner, uuid));
}

/// What the file says of an article, word by word.
Placed read(const PositionsImage& image, std::uint32_t number, const std::set<std::string>& words) {
    ArticlePositions article;
    article.open(image.entry(number));
    CHECK(article.is_whole());
    Placed placed;
    for (const std::string& word : words) {
        const auto in_table = image.words().find(word);
        if (!in_table) continue;
        Runs runs;
        article.runs_of({&*in_table, 1}, runs);
        if (!runs.empty()) placed.words[word] = runs;
    }
    for (std::size_t i = 0; i < stretch_count; ++i) {
        placed.starts[i] = article.starts(static_cast<TextStretch>(i));
    }
    for (int i = 0; i < zone_count; ++i) {
        const auto zone = static_cast<Zone>(i);
        const Runs runs = article.zone_runs(zone);
        if (!runs.empty()) placed.zones[zone] = runs;
    }
    return placed;
}

std::set<std::string> words_of(const Articles& articles) {
    std::set<std::string> words;
    for (const auto& [number, article] : articles) {
        for (const auto& [word, runs] : article.words) words.insert(word);
    }
    return words;
}

void check_says(const PositionsImage& image, const Articles& articles, const std::set<std::string>& words) {
    for (const auto& [number, article] : articles) {
        INFO("article " << number);
        CHECK(read(image, number, words) == article);
    }
}

}  // namespace

TEST_CASE("the file of positions says of each article what was put in") {
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        Dice dice(seed);
        const Articles articles = random_placed(dice, 12);
        const PositionsImage image = image_of(file_of(articles, "u"), "u");
        CAPTURE(seed);
        check_says(image, articles, words_of(articles));
        CHECK(image.words().size() == words_of(articles).size());
        for (std::uint32_t number = 0; number < image.entries() + 3; ++number) {
            CHECK(image.entry(number).empty() == !articles.contains(number));
        }
    }
}

TEST_CASE("several words are found in one go as one by one") {
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        Dice dice(seed);
        Articles articles;
        articles[1] = random_one(dice);
        articles[2] = random_one(dice);  // whose words the first does not have all
        const PositionsImage image = image_of(file_of(articles, "u"), "u");
        std::vector<std::uint32_t> asked;
        for (std::uint32_t word = 0; word < image.words().size(); ++word) {
            if (dice.one_in(dice.between(1, 6))) asked.push_back(word);
        }
        ArticlePositions article;
        article.open(image.entry(1));
        Runs together, apart;
        article.runs_of(asked, together);
        for (const std::uint32_t word : asked) article.runs_of({&word, 1}, apart);
        CAPTURE(seed, asked);
        CHECK(together == apart);

        std::vector<std::uint32_t> words;
        article.each_word([&](std::uint32_t word, std::span<const PositionRun> runs) {
            words.push_back(word);
            Runs alone;
            article.runs_of({&word, 1}, alone);
            CHECK(std::ranges::equal(runs, alone));
        });
        CHECK(words == article.words());
    }
}

TEST_CASE("of an article that has no positions nothing is said, whichever was open before") {
    Dice dice(5);
    Articles articles;
    articles[1] = random_one(dice);
    const PositionsImage image = image_of(file_of(articles, "u"), "u");
    ArticlePositions article;
    {
        const std::string gone(image.entry(1));
        article.open(gone);
    }
    article.open({});  // the sanitizer sees what is read of the entry before
    Runs runs;
    const std::uint32_t word = 0;
    article.runs_of({&word, 1}, runs);
    CHECK(runs.empty());
    CHECK(article.words().empty());
    CHECK(article.starts(TextStretch::sentence).empty());
    CHECK_FALSE(article.is_whole());
}

TEST_CASE("a merge has the articles that live, renumbered, and no word of the others") {
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        Dice dice(seed);
        const TemporaryDirectory directory;
        std::vector<MergeSource> sources;
        Articles expected;
        std::uint32_t end = 0;
        for (std::size_t i = dice.between(1, 4); i > 0; --i) {
            const Articles articles = random_placed(dice, 6);
            MergeSource source{image_of(file_of(articles, "u"), "u"), {}, Renumbering()};
            for (const auto& [number, article] : articles) {
                if (!dice.one_in(4)) source.documents.push_back(number);
            }
            if (source.documents.empty()) continue;
            source.numbers = dice.one_in(2) ? Renumbering(std::int64_t{end} + 1 - source.documents.front())
                                            : Renumbering::in_a_row(source.documents, end + 1);
            for (const auto number : source.documents) {
                end = source.numbers.of(number).value();
                expected[end] = articles.at(number);
            }
            sources.push_back(std::move(source));
        }
        merge_positions(sources, "merged", directory.path() / "positions", dice.roll(100));
        CHECK(tests::names_in(directory.path()) == std::set<std::string>{"positions"});
        auto reading = open_positions(directory.path(), "merged");
        REQUIRE(std::holds_alternative<PositionsImage>(reading));
        const auto& image = std::get<PositionsImage>(reading);
        CAPTURE(seed);
        check_says(image, expected, words_of(expected));
        CHECK(image.words().size() == words_of(expected).size());
        CHECK(tests::read_file(directory.path() / "positions") == file_of(expected, "merged"));
    }
}

TEST_CASE("a damaged entry ends a merge, which names it") {
    Dice dice(7);
    Articles articles;
    articles[1] = random_one(dice);
    std::string bytes = file_of(articles, "u");
    constexpr std::size_t within_first_entry = 130;
    bytes[within_first_entry] ^= 1;
    const TemporaryDirectory directory;
    const MergeSource source{image_of(bytes, "u"), {1}, Renumbering()};
    CHECK_THROWS_WITH(merge_positions({&source, 1}, "m", directory.path() / "positions"),
                      Catch::Matchers::Contains("article no. 1"));
}

TEST_CASE("what is no file of positions, or not this segment's, is told apart") {
    Dice dice(3);
    Articles articles;
    articles[1] = random_one(dice);
    const std::string bytes = file_of(articles, "mine");
    const auto fault = [&](const std::string& of, const std::string& uuid) {
        const auto owner = std::make_shared<const std::string>(of);
        const auto reading = read_positions(owner, *owner, uuid);
        const auto* found = std::get_if<PositionsFault>(&reading);
        return found == nullptr ? std::nullopt : std::optional(*found);
    };
    CHECK(fault(bytes, "mine") == std::nullopt);
    CHECK(fault(bytes, "other") == PositionsFault::stale);
    CHECK(fault("", "mine") == PositionsFault::damaged);
    CHECK(fault(bytes.substr(0, bytes.size() - 8), "mine") == PositionsFault::damaged);
    CHECK(fault(std::string(bytes.size(), '\0'), "mine") == PositionsFault::damaged);
    const TemporaryDirectory directory;
    const auto missing = open_positions(directory.path(), "mine");
    CHECK(std::get<PositionsFault>(missing) == PositionsFault::missing);
}

TEST_CASE("a flipped bit is found, wherever it is, and nothing is read outside of the file") {
    Dice dice(11);
    Articles articles = random_placed(dice, 3);
    articles[1] = random_one(dice);
    const std::string bytes = file_of(articles, "mine");
    const std::set<std::string> words = words_of(articles);
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        auto damaged = std::make_shared<std::string>(bytes);
        (*damaged)[at] ^= static_cast<char>(1 << dice.roll(8));
        const auto reading = read_positions(damaged, *damaged, "mine");
        const auto* image = std::get_if<PositionsImage>(&reading);
        if (image == nullptr) continue;
        bool found = false;
        for (const auto& [number, placed] : articles) {
            ArticlePositions article;
            article.open(image->entry(number));
            found |= !article.is_whole();
            for (std::uint32_t word = 0; word < image->words().size(); ++word) {
                Runs runs;
                article.runs_of({&word, 1}, runs);
            }
            article.starts(TextStretch::sentence);
            article.zone_runs(Zone::quote);
        }
        const bool is_padding = bytes[at] == '\0';
        CAPTURE(at);
        CHECK((found || is_padding));
    }
}
