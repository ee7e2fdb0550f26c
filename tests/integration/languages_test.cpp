// Every language of ntrex (the same 123 articles in 35 editions), and native news: what an article
// says is found, first, and the highlights cover exactly the words that were asked for.
#include <xapian.h>

#include <algorithm>
#include <boost/json.hpp>
#include <catch2/catch.hpp>
#include <map>
#include <set>
#include <sstream>

#include "archive/terms.hpp"
#include "query/lexicon.hpp"
#include "tests/support/archive_fixture.hpp"
#include "tests/support/news_data.hpp"
#include "tests/support/temporary_directory.hpp"
#include "text/analyzer.hpp"
#include "text/stemmer.hpp"

namespace broadsheet::tests {
namespace {

namespace json = boost::json;

struct Row {
    std::string id, language, text;
};

std::vector<Row> read_rows(const std::filesystem::path& packed) {
    std::vector<Row> rows;
    std::istringstream lines(read_zstd_file(packed));
    for (std::string line; std::getline(lines, line);) {
        const json::value value = json::parse(line);
        const auto text = [&](const char* key) {
            return std::string(value.at(key).as_string());
        };
        rows.push_back({text("id"), text("lang"), text("text")});
    }
    return rows;
}

std::vector<std::string> paragraphs_of(const std::string& text) {
    std::vector<std::string> paragraphs;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find("\n\n", at), text.size());
        paragraphs.push_back(text.substr(at, end - at));
        at = end + 2;
    }
    return paragraphs;
}

// Words of a phrase: so many that no other article says the same by chance.
constexpr std::size_t spaced_length = 8;
constexpr std::size_t dense_length = 24;  // characters of a script without spaces

// A run of words of a paragraph, as it is written there, without quotes, which would end the phrase; the
// empty string where there is none.
class PhrasePicker {
  public:
    std::string pick(const std::string& paragraph) {
        analyzer_.analyze(paragraph, tokens_);
        std::vector<const text::Token*> words;
        for (const text::Token& token : tokens_) {
            if (token.is_single()) words.push_back(&token);
        }
        const bool dense = !words.empty() && words[words.size() / 2]->kind == text::TokenKind::character;
        const std::size_t length = dense ? dense_length : spaced_length;
        for (std::size_t first = words.size() / 3; first + length <= words.size(); ++first) {
            const std::string run =
                paragraph.substr(words[first]->begin, words[first + length - 1]->end - words[first]->begin);
            if (is_whole(*words[first], *words[first + length - 1]) && !has_signs_of_queries(run)) return run;
        }
        return {};
    }

    /// What people would type of it: words of five bytes and more, without signs; in scripts without
    /// spaces, runs of four characters.
    std::set<std::string> searchable_words(const std::string& text) {
        analyzer_.analyze(text, tokens_);
        std::set<std::string> out;
        std::vector<std::string> run;
        std::uint32_t run_end = 0;
        for (const text::Token& token : tokens_) {
            if (!token.is_single()) continue;
            std::string form(tokens_.form(token));
            if (token.kind != text::TokenKind::character || token.begin != run_end) run.clear();
            if (token.kind == text::TokenKind::character) {
                run_end = token.end;
                run.push_back(std::move(form));
                if (run.size() > 4) run.erase(run.begin());
                if (run.size() == 4) out.insert(run[0] + run[1] + run[2] + run[3]);
            } else if (form.size() >= 5 && form.find('\'') == std::string::npos) {
                out.insert(std::move(form));
            }
        }
        return out;
    }

    /// The folded words of a text, in order.
    std::vector<std::string> words(const std::string& text) {
        analyzer_.analyze(text, tokens_);
        std::vector<std::string> out;
        for (const text::Token& token : tokens_) {
            if (token.is_single()) out.emplace_back(tokens_.form(token));
        }
        return out;
    }

  private:
    // Not within a compound, whose other part would be cut off.
    bool is_whole(const text::Token& first, const text::Token& last) const {
        return std::ranges::none_of(tokens_, [&](const text::Token& token) {
            const bool cuts_first = token.begin < first.begin && first.begin < token.end;
            const bool cuts_last = token.begin < last.end && last.end < token.end;
            return token.is_compound() && (cuts_first || cuts_last);
        });
    }

    static bool has_signs_of_queries(const std::string& text) {
        for (const char* sign : {"\"", "“", "”", "„", "‟", "*", "?"}) {
            if (text.find(sign) != std::string::npos) return true;
        }
        return false;
    }

    text::Analyzer analyzer_;
    text::TokenList tokens_;
};

std::string joined(const std::vector<std::string>& words) {
    std::string out;
    for (const auto& word : words) out += word + " ";
    return out;
}

// Every highlighted piece of an article.
std::vector<std::string> marked(const query::ArticleView& view) {
    std::vector<std::string> out = highlighted(view.headline);
    const auto add = [&](const query::TextParts& parts) {
        for (auto& piece : highlighted(parts)) out.push_back(std::move(piece));
    };
    for (const auto& section : view.sections) {
        add(section.heading);
        for (const auto& paragraph : section.paragraphs) add(paragraph.parts);
    }
    return out;
}

struct Tally {
    int asked = 0, found = 0, found_first = 0, marked_exactly = 0;
    std::vector<std::string> failures;
};

// Asks for a phrase of the middle paragraph of an article, among the articles of its language.
// It must be found first; the same sentence may stand in `alike` other articles, word for word.
void ask_for_phrase(query::Searcher& searcher, const Row& row, PhrasePicker& picker, Tally& tally,
                    std::uint64_t alike) {
    const auto paragraphs = paragraphs_of(row.text);
    std::string phrase;
    for (std::size_t i = 0; i < paragraphs.size() && phrase.empty(); ++i) {
        phrase = picker.pick(paragraphs[(paragraphs.size() / 2 + i) % paragraphs.size()]);
    }
    if (phrase.empty()) return;
    ++tally.asked;
    query::SearchRequest request;
    request.query = '"' + phrase + '"';
    request.filters.of(query::Facet::language) = {row.language};
    const query::ResultPage page = search(searcher, request);
    const bool found = std::ranges::any_of(page.hits, [&](const auto& hit) { return hit.id == row.id; });
    if (found && page.total <= 1 + alike) ++tally.found_first;
    else tally.failures.push_back(row.id + " " + request.query);

    const auto outcome = searcher.article(row.id, request.query);
    const auto pieces = marked(std::get<query::ArticleView>(outcome));
    const std::string wanted = joined(picker.words(phrase));
    const bool exact = !pieces.empty() && std::ranges::all_of(pieces, [&](const auto& piece) {
        return joined(picker.words(piece)) == wanted;
    });
    if (exact) ++tally.marked_exactly;
    else tally.failures.push_back(row.id + " marks: " + (pieces.empty() ? "nothing" : pieces[0]));
}

// Asks for the three words of the article of which the fewest articles have a form, joined by AND.
void ask_for_rare_words(query::Searcher& searcher, const Row& row, PhrasePicker& picker,
                        const std::map<std::string, int>& frequency, Tally& tally) {
    const auto words = picker.searchable_words(row.text);
    std::vector<std::string> rare(words.begin(), words.end());
    const text::Stemmer& stemmer = text::stemmer_of(row.language);
    std::ranges::stable_sort(rare, {}, [&](const auto& word) { return frequency.at(stemmer.stem(word)); });
    if (rare.size() < 3) return;
    ++tally.asked;
    query::SearchRequest request;
    request.query = rare[0] + " AND " + rare[1] + " AND " + rare[2];
    request.filters.of(query::Facet::language) = {row.language};
    const query::ResultPage page = search(searcher, request);
    const auto is_it = [&](const auto& hit) { return hit.id == row.id; };
    if (std::ranges::any_of(page.hits, is_it)) ++tally.found;
    if (!page.hits.empty() && is_it(page.hits[0])) ++tally.found_first;
    else tally.failures.push_back(row.id + " " + request.query);
}

std::map<std::string, std::vector<Row>> by_language(std::vector<Row> rows) {
    std::map<std::string, std::vector<Row>> out;
    for (Row& row : rows) out[row.language].push_back(std::move(row));
    return out;
}

std::string first_failures(const Tally& tally) {
    std::string out;
    for (std::size_t i = 0; i < std::min<std::size_t>(tally.failures.size(), 5); ++i) {
        out += "\n    " + tally.failures[i];
    }
    return out;
}

// By stem, in how many articles one of its forms stands.
std::map<std::string, int> frequencies(const std::vector<Row>& rows, PhrasePicker& picker) {
    std::map<std::string, int> frequency;
    for (const Row& row : rows) {
        const text::Stemmer& stemmer = text::stemmer_of(row.language);
        std::set<std::string> stems;
        for (const auto& word : picker.searchable_words(row.text)) stems.insert(stemmer.stem(word));
        for (const auto& stem : stems) ++frequency[stem];
    }
    return frequency;
}

TEST_CASE("each article of ntrex is found in its language by a phrase and by three rare words") {
    BROADSHEET_NEWS_DATA_OR_SKIP(data);
    const auto packed = data / "ntrex" / "articles.jsonl.zst";
    const TemporaryDirectory directory;
    const AddSummary added = add_to_archive(directory.path() / "archive", {packed});
    CHECK(added.refused == 0);
    auto searcher = open_searcher(directory.path() / "archive");
    PhrasePicker picker;
    for (const auto& [language, rows] : by_language(read_rows(packed))) {
        const auto frequency = frequencies(rows, picker);
        Tally phrases, words;
        for (const Row& row : rows) {
            ask_for_phrase(searcher, row, picker, phrases, 1);
            ask_for_rare_words(searcher, row, picker, frequency, words);
        }
        INFO(language << ": phrases" << first_failures(phrases) << "\n  words" << first_failures(words));
        CHECK(phrases.asked >= 115);
        CHECK(phrases.found_first == phrases.asked);
        CHECK(phrases.marked_exactly == phrases.asked);
        CHECK(words.asked == static_cast<int>(rows.size()));
        CHECK(words.found == words.asked);
        CHECK(words.found_first >= words.asked - 1);  // two reports of one event may hold all three
    }
}

TEST_CASE("the forms of each word are those that a search of all words of its language finds") {
    BROADSHEET_NEWS_DATA_OR_SKIP(data);
    PhrasePicker picker;
    for (const auto& [language, rows] :
         by_language(read_rows(data / "ntrex" / "articles.jsonl.zst"))) {
        const text::Stemmer& stemmer = text::stemmer_of(language);
        if (!stemmer.exists()) continue;
        Xapian::WritableDatabase database("", Xapian::DB_BACKEND_INMEMORY);
        std::map<std::string, std::set<std::string>> families;
        for (const Row& row : rows) {
            Xapian::Document document;
            document.add_term(archive::value_term("L", language));
            for (const auto& word : picker.words(row.text)) {
                document.add_term(word);
                families[stemmer.stem(word)].insert(word);
            }
            database.add_document(document);
        }
        const query::Lexicon lexicon(database);
        int wrong = 0;
        for (const auto& [stem, family] : families) {
            for (const auto& word : family) {
                std::set<std::string> found;
                for (const auto& form : lexicon.same_stem(word, language)) found.emplace(form.text);
                if (found != family && ++wrong <= 5) {
                    UNSCOPED_INFO(language << ": " << word << " (" << stem << ") finds "
                                           << joined({found.begin(), found.end()}) << "of "
                                           << joined({family.begin(), family.end()}));
                }
            }
        }
        CHECK(wrong == 0);
    }
}

void check_native_news(const std::filesystem::path& packed, const std::string& language) {
    const TemporaryDirectory directory;
    const AddSummary added = add_to_archive(directory.path() / "archive", {packed});
    CHECK(added.refused == 0);
    auto searcher = open_searcher(directory.path() / "archive");
    PhrasePicker picker;
    Tally tally;
    const std::vector<Row> rows = read_rows(packed);
    constexpr std::size_t asked = 100;
    for (std::size_t i = 0; i < asked; ++i) {
        Row row = rows[i * rows.size() / asked];
        row.language = language;
        ask_for_phrase(searcher, row, picker, tally, 9);  // agencies repeat themselves
    }
    INFO(language << first_failures(tally));
    CHECK(tally.asked >= 90);
    CHECK(tally.marked_exactly == tally.asked);
    CHECK(tally.found_first >= tally.asked * 8 / 10);  // formulas stand in more
}

TEST_CASE("Arabic news indexes whole, and an article is found by a phrase of it") {
    BROADSHEET_NEWS_DATA_OR_SKIP(data);
    check_native_news(data / "arabic" / "articles.jsonl.zst", "ar");
}

TEST_CASE("Thai news indexes whole, and an article is found by a phrase of it") {
    BROADSHEET_NEWS_DATA_OR_SKIP(data);
    check_native_news(data / "thai" / "articles.jsonl.zst", "th");
}

TEST_CASE("Chinese news indexes whole, and an article is found by a phrase of it") {
    BROADSHEET_NEWS_DATA_OR_SKIP(data);
    check_native_news(data / "chinese" / "articles.jsonl.zst", "zh");
}

}  // namespace
}  // namespace broadsheet::tests
