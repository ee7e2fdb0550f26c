// A second opinion that shares nothing with query/: articles of plain lower-case words, and queries
// in quotes (verbatim), answered by splitting the text at its spaces.
#include <algorithm>
#include <catch2/catch.hpp>
#include <functional>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "tests/property/random_news.hpp"
#include "tests/support/archive_fixture.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace broadsheet;
using namespace broadsheet::tests;
using archive::Article;

namespace {

const Words plain_words = {"alpha", "bravo", "charlie", "delta", "echo", "the", "of"};
const Words plain_days = {"2023-12-31", "2024-01-01", "2024-02-29", "2024-03-01", "2025-07-09"};

std::string some_words(Dice& dice, std::size_t most) {
    std::string text = dice.pick(plain_words);
    for (std::size_t i = dice.roll(most); i > 0; --i) text += " " + dice.pick(plain_words);
    return text;
}

Article plain_article(Dice& dice, std::size_t number) {
    Article article;
    article.id = "p" + std::to_string(number);
    article.headline = some_words(dice, 4);
    article.date = dice.pick(plain_days);
    article.source = dice.one_in(2) ? "north" : "south";
    for (std::size_t n = dice.roll(4); n > 0; --n) {
        archive::Section section;
        section.kind = dice.one_in(2) ? archive::SectionKind::body : archive::SectionKind::commentary;
        if (dice.one_in(2)) section.heading = some_words(dice, 2);
        for (std::size_t m = dice.between(1, 3); m > 0; --m) {
            section.paragraphs.push_back({archive::ParagraphKind::paragraph, some_words(dice, 8)});
        }
        article.sections.push_back(section);
    }
    return article;
}

struct Text {
    std::string zone, words;
};

std::vector<Text> texts_of(const Article& article) {
    std::vector<Text> texts = {{"headline", article.headline}};
    for (const auto& section : article.sections) {
        const std::string zone =
            section.kind == archive::SectionKind::body ? "body" : "commentary";
        if (!section.heading.empty()) texts.push_back({zone, section.heading});
        for (const auto& paragraph : section.paragraphs) texts.push_back({zone, paragraph.text});
    }
    return texts;
}

std::size_t word_count(const Article& article) {
    std::size_t count = 0;
    for (const auto& text : texts_of(article)) {
        count += static_cast<std::size_t>(std::ranges::count(text.words, ' ')) + 1;
    }
    return count;
}

/// A query as text, and what it means.
struct PlainQuery {
    std::string text;
    std::function<bool(const Article&)> holds;
};

PlainQuery phrase(Dice& dice) {
    const std::string words = some_words(dice, 3);
    const std::string zone = dice.one_in(3) ? dice.pick(Words{"headline", "body", "commentary"}) : "";
    return {(zone.empty() ? "" : zone + ":") + "\"" + words + "\"", [=](const Article& article) {
                return std::ranges::any_of(texts_of(article), [&](const Text& text) {
                    return (zone.empty() || zone == text.zone) &&
                           (" " + text.words + " ").find(" " + words + " ") != std::string::npos;
                });
            }};
}

// Days as text compare as the calendar does; a month or year is the beginning of its days.
PlainQuery period(Dice& dice) {
    const std::string day = dice.pick(plain_days);
    const std::string value = day.substr(0, dice.pick(std::vector<std::size_t>{4, 7, 10}));
    switch (dice.roll(5)) {
        case 0: return {"date:" + value, [=](const auto& a) { return a.date.starts_with(value); }};
        case 1: return {"date>=" + value, [=](const auto& a) { return a.date >= value; }};
        case 2: return {"date<" + value, [=](const auto& a) { return a.date < value; }};
        case 3:
            return {"date>" + value,
                    [=](const auto& a) { return a.date > value && !a.date.starts_with(value); }};
        default:
            return {"date<=" + value,
                    [=](const auto& a) { return a.date < value || a.date.starts_with(value); }};
    }
}

PlainQuery filter(Dice& dice) {
    if (dice.one_in(2)) {
        return {"source:north", [](const Article& article) { return article.source == "north"; }};
    }
    const std::size_t words = dice.roll(40);
    return {"wc>" + std::to_string(words),
            [=](const Article& article) { return word_count(article) > words; }};
}

PlainQuery plain_query(Dice& dice, int depth) {
    const std::size_t choice = dice.roll(depth > 0 ? 9 : 5);
    if (choice < 3) return phrase(dice);
    if (choice == 3) return period(dice);
    if (choice == 4) return filter(dice);
    const PlainQuery a = plain_query(dice, depth - 1), b = plain_query(dice, depth - 1);
    const auto joined = [&](const std::string& op) { return "(" + a.text + op + b.text + ")"; };
    if (choice < 7) {
        return {joined(dice.one_in(2) ? " AND " : " "),
                [=](const Article& article) { return a.holds(article) && b.holds(article); }};
    }
    if (choice == 7) {
        return {joined(" OR "),
                [=](const Article& article) { return a.holds(article) || b.holds(article); }};
    }
    return {joined(dice.one_in(2) ? " NOT " : " AND NOT "),
            [=](const Article& article) { return a.holds(article) && !b.holds(article); }};
}

}  // namespace

TEST_CASE("queries of verbatim words find what a search of the bare text finds") {
    constexpr std::size_t queries_per_archive = 50;
    const std::size_t cases = cases_from("BROADSHEET_EXACTNESS_CASES", 2000);
    for (std::size_t seed = 1; (seed - 1) * queries_per_archive < cases; ++seed) {
        Dice dice(seed);
        std::vector<std::vector<Article>> segments(dice.between(1, 3));
        std::vector<Article> articles;
        for (std::size_t i = 0; i < 20; ++i) {
            articles.push_back(plain_article(dice, i));
            segments[i % segments.size()].push_back(articles.back());
        }
        const TemporaryDirectory directory;
        write_archive(archive::ArchivePaths(directory.path() / "news"), segments);
        query::Searcher searcher = open_searcher(directory.path() / "news");
        for (std::size_t i = 0; i < queries_per_archive; ++i) {
            const PlainQuery query = plain_query(dice, 3);
            std::set<std::string> wanted;
            for (const Article& article : articles) {
                if (query.holds(article)) wanted.insert(article.id);
            }
            query::SearchRequest request;
            request.query = query.text;
            const auto ids = all_ids(searcher, request);
            INFO("seed " << seed << ": " << query.text);
            CHECK(ids.size() == wanted.size());
            CHECK(std::set<std::string>(ids.begin(), ids.end()) == wanted);
        }
    }
}
