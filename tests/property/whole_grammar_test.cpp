// The whole query language against a second evaluator that was written from its definitions alone: the
// same articles are found, and the same words are highlighted. Where they differ, the smallest query and
// article that can be had from the case are shown.
//
// BROADSHEET_EXACTNESS_CASES sets the number of queries, BROADSHEET_EXACTNESS_SEED the first seed.
#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "archive/stored_article.hpp"
#include "tests/property/own_evaluator.hpp"
#include "tests/support/archive_fixture.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace broadsheet;
using namespace broadsheet::tests;

namespace {

constexpr std::size_t queries_per_archive = 50;
constexpr std::size_t articles_per_archive = 12;

std::string shown(const std::set<std::string>& ids) {
    std::string text;
    for (const std::string& id : ids) text += id + " ";
    return text.empty() ? "nothing" : text;
}

class OwnArchive {
  public:
    OwnArchive(const std::vector<OwnArticle>& articles, std::size_t segments)
        : path_(directory_.path() / "news") {
        std::vector<std::vector<archive::Article>> lists(std::min(segments, articles.size()));
        for (std::size_t i = 0; i < articles.size(); ++i) {
            lists[i % lists.size()].push_back(delivered(articles[i]));
            readings_.emplace(articles[i].id, read(articles[i]));
        }
        write_archive(archive::ArchivePaths(path_), std::move(lists));
        searcher_ = std::make_unique<query::Searcher>(open_searcher(path_));
    }

    /// What is wrong with the answer to a query; empty where nothing is.
    std::string fault(const OwnQuery& query) {
        query::SearchRequest request;
        request.query = written(query);
        const auto outcome = searcher_->search(request);
        if (const auto* errors = std::get_if<query::QueryErrors>(&outcome)) {
            return "refused: " + errors->errors.front().code;
        }
        std::set<std::string> wanted, found;
        std::map<std::string, Verdict> verdicts;
        for (const auto& [id, reading] : readings_) {
            verdicts[id] = judge(query, reading);
            if (verdicts[id].matches) wanted.insert(id);
        }
        for (auto& id : all_ids(*searcher_, request)) found.insert(std::move(id));
        if (found != wanted) return "found " + shown(found) + "instead of " + shown(wanted);
        if (std::get<query::ResultPage>(outcome).total != wanted.size()) return "a wrong total";
        for (const std::string& id : found) {
            const std::string marks = marked(id, request.query);
            const std::string expected = marked_by(readings_.at(id), verdicts.at(id).shown);
            if (marks != expected) return id + " is marked\n  " + marks + "\ninstead of\n  " + expected;
        }
        return {};
    }

  private:
    // The texts of an article with brackets around the words that lie in a highlight.
    std::string marked(const std::string& id, const std::string& query) {
        const auto outcome = searcher_->article(id, query);
        const auto& view = std::get<query::ArticleView>(outcome);
        std::vector<query::TextParts> texts = {view.headline};
        for (const auto& section : view.sections) {
            if (!section.heading.empty()) texts.push_back(section.heading);
            for (const auto& paragraph : section.paragraphs) texts.push_back(paragraph.parts);
        }
        const Reading& reading = readings_.at(id);
        std::set<std::uint32_t> positions;
        for (const auto& [position, place] : reading.places) {
            std::size_t at = 0;
            for (const auto& part : texts.at(place.unit)) {
                const std::size_t end = at + part.text.size();
                if (part.hit && place.begin >= at && place.end <= end) positions.insert(position);
                at = end;
            }
        }
        return marked_by(reading, positions);
    }

    static std::string marked_by(const Reading& reading, const std::set<std::uint32_t>& positions) {
        std::string out;
        std::uint32_t unit = 0;
        for (const auto& [position, place] : reading.places) {
            if (place.unit != unit) out += "/ ";
            unit = place.unit;
            const std::string word = reading.texts[place.unit].substr(place.begin, place.end - place.begin);
            out += positions.contains(position) ? "[" + word + "] " : word + " ";
        }
        return out;
    }

    TemporaryDirectory directory_;
    std::filesystem::path path_;
    std::map<std::string, Reading> readings_;
    std::unique_ptr<query::Searcher> searcher_;
};

/// Articles with one sentence, paragraph or section less, or one word.
std::vector<OwnArticle> smaller(const OwnArticle& article) {
    std::vector<OwnArticle> out;
    for (std::size_t s = 0; s < article.sections.size(); ++s) {
        out.push_back(article);
        out.back().sections.erase(out.back().sections.begin() + static_cast<std::ptrdiff_t>(s));
    }
    const auto units_of = [](OwnArticle& of) {
        std::vector<OwnUnit*> units = {&of.headline};
        for (auto& section : of.sections) {
            for (auto& heading : section.heading) units.push_back(&heading);
            for (auto& paragraph : section.paragraphs) units.push_back(&paragraph);
        }
        return units;
    };
    OwnArticle source = article;
    for (std::size_t s = 0; s < article.sections.size(); ++s) {
        if (!article.sections[s].heading.empty()) {
            out.push_back(article);
            out.back().sections[s].heading.clear();
        }
        for (std::size_t p = 0; article.sections[s].paragraphs.size() > 1 && p < article.sections[s].paragraphs.size(); ++p) {
            out.push_back(article);
            auto& paragraphs = out.back().sections[s].paragraphs;
            paragraphs.erase(paragraphs.begin() + static_cast<std::ptrdiff_t>(p));
        }
    }
    const std::size_t units = units_of(source).size();
    for (std::size_t u = 0; u < units; ++u) {
        const auto sentences = units_of(source)[u]->sentences;
        for (std::size_t s = 0; s < sentences.size(); ++s) {
            const auto at = static_cast<std::ptrdiff_t>(s);
            if (sentences.size() > 1) {
                out.push_back(article);
                auto& list = units_of(out.back())[u]->sentences;
                list.erase(list.begin() + at);
            }
            for (std::size_t w = 1; w < sentences[s].size(); ++w) {
                out.push_back(article);
                auto& words = units_of(out.back())[u]->sentences[s];
                words.erase(words.begin() + static_cast<std::ptrdiff_t>(w));
            }
        }
    }
    return out;
}

struct Case {
    OwnQuery query;
    OwnArticle article;
};

std::string fault_of(const Case& tried) { return OwnArchive({tried.article}, 1).fault(tried.query); }

/// The smallest case that still fails, by taking away one thing after the other.
Case shrunk(Case failing) {
    constexpr int most_tries = 3000;
    int tries = 0;
    for (bool better = true; better && tries < most_tries;) {
        better = false;
        for (OwnArticle& article : smaller(failing.article)) {
            if (++tries > most_tries || better) break;
            const Case tried{failing.query, std::move(article)};
            if (!fault_of(tried).empty()) failing = tried, better = true;
        }
        for (OwnQuery& query : smaller(failing.query)) {
            if (++tries > most_tries || better) break;
            const Case tried{std::move(query), failing.article};
            const std::string fault = fault_of(tried);
            if (!fault.empty() && !fault.starts_with("refused")) failing = tried, better = true;
        }
    }
    return failing;
}

std::string described(const OwnArticle& article) {
    return archive::to_json(archive::StoredArticle{delivered(article), 0, {}});
}

/// What to print of a failure: as it was found, and the smallest that one article makes of it.
std::string report(const std::vector<OwnArticle>& articles, const OwnQuery& query) {
    for (const OwnArticle& article : articles) {
        if (fault_of({query, article}).empty()) continue;
        const Case small = shrunk({query, article});
        return "smallest: " + written(small.query) + "\n" + fault_of(small) + "\n" + described(small.article);
    }
    return "no single article of them shows it";
}

}  // namespace

TEST_CASE("every query finds and highlights what its definition says, read by a second evaluator") {
    const std::size_t cases = cases_from("BROADSHEET_EXACTNESS_CASES", 2000);
    const std::size_t first_seed = cases_from("BROADSHEET_EXACTNESS_SEED", 1);
    std::size_t faults = 0;
    for (std::size_t seed = first_seed; (seed - first_seed) * queries_per_archive < cases; ++seed) {
        Dice dice(seed);
        std::vector<OwnArticle> articles;
        for (std::size_t i = 0; i < articles_per_archive; ++i) articles.push_back(random_own_article(dice, i));
        OwnArchive archive(articles, dice.between(1, 3));
        for (std::size_t i = 0; i < queries_per_archive; ++i) {
            const OwnQuery query = random_own_query(dice);
            const std::string fault = archive.fault(query);
            INFO("BROADSHEET_EXACTNESS_SEED=" << seed << "\nquery: " << written(query) << "\n" << fault);
            INFO((fault.empty() ? "" : report(articles, query)));
            CHECK(fault.empty());
            if (!fault.empty() && ++faults >= 5) return;  // more of them say no more
        }
    }
}
