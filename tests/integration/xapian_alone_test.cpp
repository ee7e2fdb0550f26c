// What Xapian answers exactly by itself, asked of Xapian alone: words, AND, OR, NOT, phrases and distances of two
// words, over a plain database of the same articles (plain_index.hpp) with none of the rules of query/.
//
// BROADSHEET_XAPIAN_QUERIES sets the number of queries, BROADSHEET_XAPIAN_SEED the seed.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "tests/integration/plain_index.hpp"
#include "tests/property/random_news.hpp"
#include "tests/support/archive_fixture.hpp"
#include "tests/support/news_data.hpp"
#include "tests/support/temporary_directory.hpp"

namespace broadsheet::tests {
namespace {

/// A query as it is typed, and what it means to Xapian.
struct Asked {
    std::string text;
    Xapian::Query query;
};

/// Makes queries out of the words of the articles.
class PlainQueries {
  public:
    PlainQueries(Dice& dice, const PlainIndex& index) : dice_(dice), index_(index) {}

    Asked write() { return tree(dice_.roll(4)); }

  private:
    static constexpr std::size_t largest_distance = 255;

    Asked tree(std::size_t depth) {
        if (depth == 0) return leaf();
        const Asked left = tree(depth - 1), right = tree(dice_.roll(depth));
        switch (dice_.roll(3)) {
            case 0: return joined(left, " AND ", Xapian::Query::OP_AND, right);
            case 1: return joined(left, " OR ", Xapian::Query::OP_OR, right);
            default: return joined(left, " NOT ", Xapian::Query::OP_AND_NOT, right);
        }
    }

    static Asked joined(const Asked& left, const std::string& name, Xapian::Query::op op, const Asked& right) {
        return {"(" + left.text + name + right.text + ")", Xapian::Query(op, left.query, right.query)};
    }

    Asked leaf() {
        switch (dice_.roll(4)) {
            case 0: return phrase();
            case 1: return distance(" W/", Xapian::Query::OP_NEAR);
            case 2: return distance(" PRE/", Xapian::Query::OP_PHRASE);
            default: return word();
        }
    }

    Asked word() {
        const std::string form = one_word(false);
        return {verbatim(form), Xapian::Query(form)};
    }

    // Without stemming: in quotes, or behind =.
    std::string verbatim(const std::string& form) {
        return dice_.one_in(2) ? "=" + form : '"' + form + '"';
    }

    Asked phrase() {
        while (true) {
            const auto& passage = dice_.pick(index_.passages());
            const std::size_t length = dice_.between(2, 5);
            if (passage.size() < length) continue;
            const auto first = passage.begin() + static_cast<long>(dice_.roll(passage.size() - length + 1));
            const Words words(first, first + static_cast<long>(length));
            // A joined form may end the phrase: where it ends does not matter there.
            const bool ends_are_plain = std::none_of(words.begin(), words.end() - 1,
                                                     [&](const auto& form) { return index_.is_joined(form); });
            if (!ends_are_plain || !are_read_as_they_are(words)) continue;
            return {'"' + with_spaces(words) + '"',
                    Xapian::Query(Xapian::Query::OP_PHRASE, words.begin(), words.end(),
                                  static_cast<Xapian::termcount>(length))};
        }
    }

    // Two words that some text has, and a distance. n is the difference of positions, Xapian's window the
    // number of positions from the first to the last: one more.
    Asked distance(const std::string& name, Xapian::Query::op op) {
        while (true) {
            const Words words = dice_.one_in(4) ? Words{one_word(true), one_word(true)} : two_of_a_text();
            if (words[0] == words[1]) continue;
            const std::size_t n = dice_.one_in(8) ? largest_distance : dice_.between(1, 20);
            return {"(" + verbatim(words[0]) + name + std::to_string(n) + " " + verbatim(words[1]) + ")",
                    Xapian::Query(op, words.begin(), words.end(), static_cast<Xapian::termcount>(n + 1))};
        }
    }

    Words two_of_a_text() {
        while (true) {
            const auto& passage = dice_.pick(index_.passages());
            const Words words = {dice_.pick(passage), dice_.pick(passage)};
            if (std::ranges::all_of(words, [&](const auto& form) { return is_plain(form, true); })) return words;
        }
    }

    // As often as the articles have it, or any form whatever.
    std::string one_word(bool positional) {
        while (true) {
            const std::string& form =
                dice_.one_in(3) ? dice_.pick(index_.forms()) : dice_.pick(dice_.pick(index_.passages()));
            if (is_plain(form, positional)) return form;
        }
    }

    bool is_plain(const std::string& form, bool positional) {
        return !(positional && index_.is_joined(form)) && are_read_as_they_are({form});
    }

    // Some forms are read as more than themselves when they are typed: "60bn" as 60 and bn.
    bool are_read_as_they_are(const Words& words) {
        analyzer_.analyze(with_spaces(words), tokens_);
        if (tokens_.size() != words.size()) return false;
        for (std::size_t i = 0; i < words.size(); ++i) {
            if (!tokens_[i].is_single() || tokens_.form(tokens_[i]) != words[i]) return false;
        }
        return true;
    }

    static std::string with_spaces(const Words& words) {
        std::string text;
        for (const auto& word : words) text += (text.empty() ? "" : " ") + word;
        return text;
    }

    Dice& dice_;
    const PlainIndex& index_;
    text::Analyzer analyzer_;
    text::TokenList tokens_;
};

// Lists as long as this are compared whole; of longer ones the count and the first page.
constexpr std::uint32_t compared_ids = query::max_limit;
constexpr std::uint32_t shown_of_long = 10;

/// Whether the query finds anything.
bool check_query(query::Searcher& searcher, const PlainIndex& index, const Asked& asked) {
    INFO("query: " << asked.text << "\nXapian: " << asked.query.get_description());
    const std::set<std::string> wanted = index.ids(asked.query);
    query::SearchRequest request;
    request.query = asked.text;
    request.facets = false;
    request.limit = wanted.size() <= compared_ids ? compared_ids : shown_of_long;
    const query::ResultPage page = search(searcher, request);
    std::set<std::string> found;
    for (const auto& hit : page.hits) found.insert(hit.id);
    CHECK(found.size() == page.hits.size());
    CHECK(page.total == wanted.size());
    CHECK(page.relation == query::Relation::equal);
    if (wanted.size() <= compared_ids) CHECK(found == wanted);
    else CHECK(std::ranges::includes(wanted, found));
    return !wanted.empty();
}

}  // namespace

TEST_CASE("Xapian alone finds the same on Reuters-21578 for the queries that it can answer") {
    BROADSHEET_NEWS_DATA_OR_SKIP(data);
    const TemporaryDirectory directory;
    const auto archive = directory.path() / "archive";
    REQUIRE(add_to_archive(archive, {data / "reuters21578" / "articles.jsonl.zst"}).indexed > 21'000);
    const PlainIndex index(archive::ArchivePaths(archive), directory.path() / "plain");
    REQUIRE(index.articles() > 21'000);
    auto searcher = open_searcher(archive);
    const std::size_t seed = cases_from("BROADSHEET_XAPIAN_SEED", 1);
    const std::size_t queries = cases_from("BROADSHEET_XAPIAN_QUERIES", 2000);
    INFO("BROADSHEET_XAPIAN_SEED=" << seed);
    Dice dice(seed);
    PlainQueries plain(dice, index);
    std::size_t found = 0;
    for (std::size_t i = 0; i < queries; ++i) found += check_query(searcher, index, plain.write()) ? 1 : 0;
    CHECK(found > queries / 2);  // else they say little
}

}  // namespace broadsheet::tests
