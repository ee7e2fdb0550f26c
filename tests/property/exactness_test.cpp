// What must hold whatever the query: the results are the articles for which the span evaluator, run
// over each stored article's own tokens, finds a match; and what is highlighted are its spans.
//
// BROADSHEET_EXACTNESS_CASES sets the number of queries, BROADSHEET_EXACTNESS_SEED the first seed.
#include <algorithm>
#include <catch2/catch.hpp>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "archive/position_layout.hpp"
#include "archive/stored_article.hpp"
#include "archive/terms.hpp"
#include "indexer/published_articles.hpp"
#include "indexer/publisher.hpp"
#include "query/binder.hpp"
#include "query/snapshot.hpp"
#include "query/spans.hpp"
#include "query/syntax/parser.hpp"
#include "tests/property/random_news.hpp"
#include "tests/support/archive_fixture.hpp"
#include "tests/support/temporary_directory.hpp"
#include "text/analyzer.hpp"
#include "text/folding.hpp"

using namespace broadsheet;
using namespace broadsheet::tests;
using archive::Article;
using archive::StoredArticle;
using query::ArticleView;
using query::Facet;
using query::FacetValue;
using query::TextParts;

namespace {

constexpr std::size_t queries_per_archive = 25;

/// Which bytes of a text are highlighted, and where each highlight begins.
struct Marks {
    std::string text;
    std::vector<std::pair<std::size_t, std::size_t>> hits;  ///< [begin, end), ascending
    bool operator==(const Marks&) const = default;

    std::string bits() const {
        std::string mask(text.size(), '.');
        for (const auto& [begin, end] : hits) std::fill(&mask[begin], &mask[begin] + (end - begin), '#');
        return mask;
    }
};

std::ostream& operator<<(std::ostream& out, const Marks& marks) {
    return out << '\n' << marks.text << '\n' << marks.bits() << '\n';
}

Marks marks_of(const TextParts& parts) {
    Marks marks;
    for (const auto& part : parts) {
        if (part.hit) marks.hits.emplace_back(marks.text.size(), marks.text.size() + part.text.size());
        marks.text += part.text;
    }
    return marks;
}

/// The marks that `spans` make on a text whose first word has the position `first`.
Marks marks_by_spans(const std::string& text, std::uint32_t first,
                     const std::vector<query::LeafSpan>& spans) {
    text::Analyzer analyzer;
    text::TokenList tokens;
    analyzer.analyze(text, tokens);
    std::map<std::uint32_t, std::pair<std::size_t, std::size_t>> words;  // bytes by position
    for (const text::Token& token : tokens) {
        if (!token.is_compound()) words[first + token.position] = {token.begin, token.end};
    }
    Marks marks{text, {}};
    for (const auto& [span, leaf] : spans) {
        const auto begin = words.find(span.begin), last = words.find(span.end - 1);
        if (begin == words.end()) continue;
        REQUIRE(last != words.end());  // no span leaves its unit
        marks.hits.emplace_back(begin->second.first, last->second.second);
    }
    std::ranges::sort(marks.hits);
    std::vector<std::pair<std::size_t, std::size_t>> joined;
    for (const auto& hit : marks.hits) {
        if (!joined.empty() && hit.first < joined.back().second) {
            joined.back().second = std::max(joined.back().second, hit.second);
        } else {
            joined.push_back(hit);
        }
    }
    marks.hits = joined;
    return marks;
}

/// The texts of a view in the order of text_units().
std::vector<TextParts> parts_in_order(const ArticleView& view) {
    std::vector<TextParts> all;
    const auto add = [&](const TextParts& parts) {
        if (!parts.empty()) all.push_back(parts);
    };
    add(view.headline);
    add(view.byline);
    add(view.dateline);
    for (const auto& section : view.sections) {
        add(section.heading);
        for (const auto& paragraph : section.paragraphs) add(paragraph.parts);
    }
    return all;
}

bool is_digits_prefix(const std::string& digits, const std::string& prefix) {
    return digits.starts_with(prefix);
}

/// The first and last day of a date of any precision, as YYYYMMDD; from prefix digits.
std::pair<std::string, std::string> days_of(const std::string& digits) {
    if (digits.size() >= 8) return {digits.substr(0, 8), digits.substr(0, 8)};
    const int year = std::stoi(digits.substr(0, 4));
    if (digits.size() == 4) return {digits + "0101", digits + "1231"};
    const int last = query::days_in_month(year, std::stoi(digits.substr(4, 2)));
    return {digits + "01", digits + std::to_string(last)};
}

std::string without_dashes(std::string date) {
    std::erase(date, '-');
    return date;
}

/// Filters as they are meant, told from the article itself.
bool passes(const Article& article, const query::Filters& filters) {
    const auto any = [&](Facet facet, auto agrees) {
        const auto& values = filters.of(facet);
        return values.empty() || std::ranges::any_of(values, agrees);
    };
    const auto same = [](const std::string& of) {
        return [&of](const std::string& value) { return text::fold(value) == text::fold(of); };
    };
    const std::string digits = archive::date_digits(article.date);
    const auto in_period = [&](const std::string& value) {
        return is_digits_prefix(digits, without_dashes(value));
    };
    if (!any(Facet::source, same(article.source)) || !any(Facet::desk, same(article.desk)) ||
        !any(Facet::language, same(article.language)) || !any(Facet::year, in_period) ||
        !any(Facet::month, in_period)) {
        return false;
    }
    if (filters.from.empty() && filters.to.empty()) return true;
    if (digits.empty()) return false;
    const auto [first, last] = days_of(digits);
    return (filters.from.empty() || first >= days_of(without_dashes(filters.from)).first) &&
           (filters.to.empty() || last <= days_of(without_dashes(filters.to)).second);
}

/// What a facet counts: the matching articles that pass all filters but its own.
std::vector<FacetValue> expected_facet(Facet facet, const std::vector<const Article*>& matching,
                                       query::Filters filters) {
    const auto selected = std::exchange(filters.of(facet), {});
    std::map<std::string, std::uint64_t> counts;
    for (const Article* article : matching) {
        if (!passes(*article, filters)) continue;
        const std::string digits = archive::date_digits(article->date);
        switch (facet) {
            case Facet::source: ++counts[article->source]; break;
            case Facet::desk: ++counts[article->desk]; break;
            case Facet::language: ++counts[article->language]; break;
            case Facet::phrase: break;  // see check_first_phrase()
            case Facet::year: ++counts[digits.substr(0, 4)]; break;
            case Facet::month:
                ++counts[digits.size() < 6 ? "" : digits.substr(0, 4) + "-" + digits.substr(4, 2)];
                break;
        }
    }
    counts.erase("");
    for (const auto& value : selected) counts.try_emplace(value, 0);
    std::vector<FacetValue> values;
    for (const auto& [value, count] : counts) {
        const bool is_selected = std::ranges::find(selected, value) != selected.end();
        values.push_back({value, count, is_selected});
    }
    return values;
}

std::string shown(std::vector<FacetValue> values) {
    std::ranges::sort(values, {}, &FacetValue::value);
    std::string text;
    for (const auto& value : values) {
        text += value.value + " " + std::to_string(value.count) + (value.selected ? " *\n" : "\n");
    }
    return text;
}

std::string shown(const query::Filters& filters) {
    std::string text;
    for (std::size_t i = 0; i < query::facet_count; ++i) {
        for (const auto& value : filters.values[i]) {
            text += std::string(query::facet_name(static_cast<Facet>(i))) + "=" + value + " ";
        }
    }
    return text + "from=" + filters.from + " to=" + filters.to;
}

query::Filters random_filters(Dice& dice, const std::vector<Article>& articles) {
    query::Filters filters;
    if (!dice.one_in(4)) return filters;
    const auto some = [&](Facet facet, auto value_of) {
        if (!dice.one_in(3)) return;
        for (std::size_t i = dice.between(1, 2); i > 0; --i) {
            const std::string value = value_of(dice.pick(articles));
            auto& values = filters.of(facet);
            if (!value.empty() && std::ranges::find(values, value) == values.end()) {
                values.push_back(value);
            }
        }
    };
    some(Facet::source, [](const Article& article) { return article.source; });
    some(Facet::desk, [](const Article& article) { return article.desk; });
    some(Facet::language, [](const Article& article) { return article.language; });
    some(Facet::year, [](const Article& article) { return article.date.substr(0, 4); });
    some(Facet::month, [](const Article& article) {
        return article.date.size() < 7 ? std::string() : article.date.substr(0, 7);
    });
    static const std::vector<std::string> bounds = {"2023", "2024-02", "2024-02-29", "2024-12-31",
                                                    "2025-07-09", "2025"};
    if (dice.one_in(3)) filters.from = dice.pick(bounds);
    if (dice.one_in(3)) filters.to = dice.pick(bounds);
    return filters;
}

// A stored article without what the indexer finds out by itself: languages that it was not given.
Article as_delivered(Article stored, const Article& delivered) {
    if (delivered.language.empty()) stored.language.clear();
    for (auto& section : stored.sections) {
        for (auto& paragraph : section.paragraphs) paragraph.language.clear();
    }
    return stored;
}

/// One archive with all that is needed to search it twice: through the index and by brute force.
class Bench {
  public:
    Bench(Dice& dice, std::vector<Article> articles) : paths_(directory_.path() / "news") {
        std::vector<std::vector<Article>> segments(dice.between(1, 3));
        for (Article& article : articles) {
            if (segments.size() > 1 && dice.one_in(6)) {  // a former version, which must not be found
                segments.front().push_back(random_articles(dice, 1).front());
                segments.front().back().id = article.id;
                segments.at(dice.between(1, segments.size() - 1)).push_back(article);
            } else {
                segments.at(dice.roll(segments.size())).push_back(article);
            }
        }
        std::erase_if(segments, [](const auto& segment) { return segment.empty(); });
        write_archive(paths_, std::move(segments));
        if (articles.size() % 3 == 0) indexer::Publisher(paths_).merge_all();
        reader_ = std::make_shared<query::ArchiveReader>(paths_.root);
        searcher_ = std::make_unique<query::Searcher>(reader_);
        indexer::PublishedArticles published(paths_);
        published.for_each_stored([&](std::string_view bytes) {
            StoredArticle stored = archive::decode_stored(bytes, published.dictionaries());
            const std::string id = stored.article.id;
            stored_.emplace(id, std::move(stored));
        });
        REQUIRE(stored_.size() == articles.size());
        for (const Article& article : articles) {
            REQUIRE(as_delivered(stored_.at(article.id).article, article) == article);
        }
    }

    void check(const query::SearchRequest& request) {
        const auto parsed = query::parse(request.query);
        INFO("query: " << request.query << "\nfilters: " << shown(request.filters));
        if (!parsed.errors.empty()) {
            CHECK(parsed.errors.front().code == "only-not");
            return;
        }
        REQUIRE(parsed.tree);
        const auto snapshot = reader_->current();
        const query::BoundQuery bound = query::bind(*parsed.tree, *snapshot);
        std::map<std::string, std::vector<query::LeafSpan>> wanted;
        std::vector<const Article*> matching;  // whatever the filters say
        for (const auto& [id, stored] : stored_) {
            std::vector<query::LeafSpan> spans;
            const auto source = query::stored_source(stored);
            if (!query::evaluate(bound.root, *source, &spans)) continue;
            matching.push_back(&stored.article);
            if (!passes(stored.article, request.filters)) continue;
            std::ranges::sort(spans);
            wanted.emplace(id, std::move(spans));
        }
        check_results(request, wanted, matching);
    }

  private:
    /// Which phrases are listed is a matter of significance, but their counts are exact.
    void check_first_phrase(const query::ResultPage& page) {
        const auto& phrases = page.facets[static_cast<std::size_t>(Facet::phrase)];
        if (phrases.empty()) return;
        query::SearchRequest request = page.request;
        request.filters.of(Facet::phrase) = {phrases.front().value};
        request.offset = 0;
        REQUIRE(search(*searcher_, request).total == phrases.front().count);
    }

    void check_results(query::SearchRequest request,
                       const std::map<std::string, std::vector<query::LeafSpan>>& wanted,
                       const std::vector<const Article*>& matching) {
        std::vector<query::Hit> hits;
        while (true) {
            const query::ResultPage page = search(*searcher_, request);
            INFO("first hit: " << (page.hits.empty() ? "none" : archive::to_json(stored_.at(page.hits[0].id))));
            REQUIRE(page.total == wanted.size());
            REQUIRE(page.relation == query::Relation::equal);
            for (std::size_t i = 0; i < query::facet_count; ++i) {
                const auto facet = static_cast<Facet>(i);
                if (facet == Facet::phrase) continue;
                REQUIRE(shown(page.facets[i]) ==
                        shown(expected_facet(facet, matching, request.filters)));
            }
            check_first_phrase(page);
            for (const auto& hit : page.hits) hits.push_back(hit);
            if (!page.has_more()) break;
            REQUIRE_FALSE(page.hits.empty());
            request.offset += static_cast<std::uint32_t>(page.hits.size());
        }
        std::set<std::string> found, ids;
        for (const auto& hit : hits) REQUIRE(found.insert(hit.id).second);
        for (const auto& [id, spans] : wanted) ids.insert(id);
        REQUIRE(found == ids);
        check_order(request.sort, hits);
        for (const auto& hit : hits) check_highlights(request.query, hit, wanted.at(hit.id));
    }

    static void check_order(query::Sort sort, const std::vector<query::Hit>& hits) {
        std::vector<std::string> dates;
        for (const auto& hit : hits) dates.push_back(archive::date_digits(hit.date));
        const auto undated = std::ranges::find(dates, std::string());
        if (sort == query::Sort::relevance) return;
        CHECK(std::all_of(undated, dates.end(), [](const auto& date) { return date.empty(); }));
        dates.erase(undated, dates.end());
        if (sort == query::Sort::newest) std::ranges::reverse(dates);
        CHECK(std::ranges::is_sorted(dates));
    }

    void check_highlights(const std::string& query, const query::Hit& hit,
                          const std::vector<query::LeafSpan>& spans) {
        INFO("article: " << archive::to_json(stored_.at(hit.id)));
        const auto outcome = searcher_->article(hit.id, query);
        const auto& view = std::get<ArticleView>(outcome);
        const auto units = archive::text_units(stored_.at(hit.id).article);
        const auto parts = parts_in_order(view);
        REQUIRE(parts.size() == units.size());
        std::vector<Marks> marks;
        std::uint32_t number = 0;
        for (std::size_t i = 0; i < units.size(); ++i) {
            marks.push_back(marks_of(parts[i]));
            REQUIRE(marks[i] == marks_by_spans(std::string(units[i].text),
                                               stored_.at(hit.id).unit_positions[i], spans));
            for (const auto& part : parts[i]) CHECK(part.match == (part.hit ? ++number : 0));
        }
        CHECK(view.match_count == number);
        CHECK(marks_of(hit.headline) == marks_of(view.headline));
        check_snippets(hit, units, marks);
    }

    static void check_snippets(const query::Hit& hit, const std::vector<archive::TextUnit>& units,
                               const std::vector<Marks>& marks) {
        bool may_show_matches = false;
        for (std::size_t i = 0; i < units.size(); ++i) {
            may_show_matches |= units[i].section != archive::no_section && !marks[i].hits.empty();
        }
        if (may_show_matches) CHECK_FALSE(hit.snippets.empty());
        for (const auto& snippet : hit.snippets) {
            const Marks shown_marks = marks_of(snippet.parts);
            INFO("snippet: " << shown_marks);
            CHECK(may_show_matches == !shown_marks.hits.empty());
            bool found = false;
            for (std::size_t i = 0; i < units.size(); ++i) {
                if (units[i].section == archive::no_section) continue;
                if (snippet.paragraph == units[i].paragraph) found |= is_cut_of(shown_marks, marks[i]);
            }
            CHECK(found);
        }
    }

    /// Whether a snippet, but for its ellipses, is a piece of a text with just that piece's marks.
    static bool is_cut_of(const Marks& snippet, const Marks& whole) {
        const std::string ellipsis = "…";
        std::string text = snippet.text, bits = snippet.bits();
        const std::string all_bits = whole.bits();
        for (const bool front : {false, true}) {
            for (const bool back : {false, true}) {
                std::string piece = text, piece_bits = bits;
                if (front && !piece.starts_with(ellipsis)) continue;
                if (front) {
                    piece.erase(0, ellipsis.size());
                    piece_bits.erase(0, ellipsis.size());
                }
                if (back && !piece.ends_with(ellipsis)) continue;
                if (back) {
                    piece.resize(piece.size() - ellipsis.size());
                    piece_bits.resize(piece.size());
                }
                for (std::size_t at = whole.text.find(piece); at != std::string::npos;
                     at = whole.text.find(piece, at + 1)) {
                    if (all_bits.compare(at, piece_bits.size(), piece_bits) == 0) return true;
                }
            }
        }
        return false;
    }

    TemporaryDirectory directory_;
    archive::ArchivePaths paths_;
    std::shared_ptr<query::ArchiveReader> reader_;
    std::unique_ptr<query::Searcher> searcher_;
    std::map<std::string, StoredArticle> stored_;
};

query::SearchRequest random_request(Dice& dice, const std::vector<Article>& articles) {
    query::SearchRequest request;
    request.query = random_query(dice, articles);
    request.filters = random_filters(dice, articles);
    request.limit = static_cast<std::uint32_t>(dice.between(1, 7));
    request.sort = static_cast<query::Sort>(dice.roll(3));
    return request;
}

}  // namespace

namespace {

void check_archive_of(std::size_t seed) {
    INFO("BROADSHEET_EXACTNESS_SEED=" << seed);
    Dice dice(seed);
    const auto articles = random_articles(dice, dice.between(1, 14));
    Bench bench(dice, articles);
    for (std::size_t i = 0; i < queries_per_archive; ++i) bench.check(random_request(dice, articles));
}

}  // namespace

TEST_CASE("results, totals, facets, highlights and snippets are those of a brute-force evaluation") {
    const std::size_t cases = cases_from("BROADSHEET_EXACTNESS_CASES", 2000);
    const std::size_t first_seed = cases_from("BROADSHEET_EXACTNESS_SEED", 1);
    for (std::size_t seed = first_seed; (seed - first_seed) * queries_per_archive < cases; ++seed) {
        check_archive_of(seed);
    }
}

namespace {

std::string replaced(std::string text, const std::string& word, const std::function<std::string()>& by) {
    for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at)) {
        const std::string with = by();
        text.replace(at, word.size(), with);
        at += with.size();
    }
    return text;
}

/// Articles in which "fire", also within "cease-fire" and "ceasefire", has one of many endings.
std::vector<Article> articles_of_many_fires(Dice& dice) {
    auto articles = random_articles(dice, dice.between(2, 14));
    const auto ending = [&] { return "fire" + std::string(1, static_cast<char>('a' + dice.roll(26))); };
    for (Article& article : articles) {
        article.headline = replaced(article.headline, "fire", ending);
        for (auto& section : article.sections) {
            for (auto& paragraph : section.paragraphs) paragraph.text = replaced(paragraph.text, "fire", ending);
        }
    }
    std::string all;
    for (char letter = 'a'; letter <= 'z'; ++letter) all += std::string(" fire") + letter;
    articles.front().sections = {{archive::SectionKind::body, 1, "", {{archive::ParagraphKind::paragraph, all}}}};
    return articles;
}

}  // namespace

TEST_CASE("the same holds of wildcards of more forms than are weighed one by one, wherever they stand") {
    const std::size_t cases = cases_from("BROADSHEET_EXACTNESS_CASES", 2000) / 2;
    const std::size_t first_seed = cases_from("BROADSHEET_EXACTNESS_SEED", 1);
    for (std::size_t seed = first_seed; (seed - first_seed) * queries_per_archive < cases; ++seed) {
        INFO("BROADSHEET_EXACTNESS_SEED=" << seed);
        Dice dice(seed);
        const auto articles = articles_of_many_fires(dice);
        Bench bench(dice, articles);
        for (std::size_t asked = 0; asked < queries_per_archive; ++asked) {
            query::SearchRequest request = random_request(dice, articles);
            for (const char* word : {"truce", "Qatar", "talk"}) {
                request.query = replaced(request.query, word, [&] { return dice.one_in(2) ? "fire" : "cease-fire"; });
            }
            request.query = replaced(request.query, "fire", [] { return "fire*"; });
            if (query::parse(request.query).errors.empty()) bench.check(request);
        }
    }
}

TEST_CASE("the archives whose queries were once answered wrongly") {
    check_archive_of(7166);  // Xapian gives a document of an OR twice: query/matcher.cpp
}
