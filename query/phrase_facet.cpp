#include "query/phrase_facet.hpp"

#include <xapian.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <string_view>
#include <utility>

#include "archive/key_phrases.hpp"
#include "archive/terms.hpp"

namespace broadsheet::query {

namespace {

// Candidates that so many of the best hits have, the most first, are counted in the whole result.
constexpr std::size_t most_counted = 24;

// A phrase in more articles than this is none that tells one result from another; and counting it
// would walk so many postings.
constexpr std::uint32_t most_articles = 50'000;

struct Candidate {
    std::string term;
    std::map<std::string, std::uint32_t> spellings;
    std::uint32_t hits = 0;
    std::uint64_t count = 0;  ///< articles of the result
    double significance = 0;
    bool selected = false;

    /// The one that most hits have; of those equal the first in the order of bytes.
    const std::string& spelling() const {
        return std::ranges::max_element(spellings, {}, [](const auto& s) { return s.second; })->first;
    }
};

// Twice the log of how much likelier the counts are if the shares differ: k of n here, and
// `elsewhere` of `rest` there.
double log_likelihood(double k, double n, double elsewhere, double rest) {
    const double share = (k + elsewhere) / (n + rest);
    const auto part = [](double seen, double expected) {
        return seen > 0 ? seen * std::log(seen / expected) : 0;
    };
    return 2 * (part(k, n * share) + part(elsewhere, rest * share) +
                part(n - k, n * (1 - share)) + part(rest - elsewhere, rest * (1 - share)));
}

std::string_view words_of(const Candidate& candidate) {
    return std::string_view(candidate.term).substr(std::min(archive::phrase_prefix.size(),
                                                            candidate.term.size()));
}

// Whether the words of a phrase have those of another among them, in a row: "Treasury Secretary James
// Baker" says nothing beside "James Baker".
bool holds(std::string_view whole, std::string_view part) {
    for (std::size_t at = whole.find(part); at != std::string_view::npos; at = whole.find(part, at + 1)) {
        const std::size_t end = at + part.size();
        if ((at == 0 || whole[at - 1] == ' ') && (end == whole.size() || whole[end] == ' ')) return true;
    }
    return false;
}

class PhraseCounter {
  public:
    PhraseCounter(const Xapian::Database& database, const FacetCounter& results,
                  const PhraseFacetInput& input)
        : database_(database), results_(results), input_(input) {}

    std::vector<FacetValue> values() {
        select();
        collect();
        std::vector<Candidate> candidates = likely();
        for (Candidate& candidate : candidates) weigh(candidate);
        std::erase_if(candidates, [](const Candidate& candidate) {
            return !candidate.selected && candidate.significance <= 0;
        });
        std::ranges::stable_sort(candidates, std::greater<>(), [](const Candidate& candidate) {
            return std::pair(candidate.selected, candidate.significance);
        });
        std::vector<FacetValue> values;
        std::vector<std::string_view> listed;
        for (const Candidate& candidate : candidates) {
            if (!candidate.selected && values.size() >= max_phrase_values) break;
            const std::string_view words = words_of(candidate);
            const bool said = std::ranges::any_of(listed, [&](std::string_view other) {
                return holds(words, other) || holds(other, words);
            });
            if (said && !candidate.selected) continue;
            listed.push_back(words);
            values.push_back({candidate.spelling(), candidate.count, candidate.selected});
        }
        return values;
    }

  private:
    Candidate& candidate_of(const std::string& phrase) {
        std::string term = archive::key_phrase_term(phrase, analyzer_, tokens_);
        Candidate& candidate = by_term_[term];
        candidate.term = std::move(term);
        return candidate;
    }

    // As the filter spells it, so that it can be taken away again.
    void select() {
        constexpr std::uint32_t outvotes_all = phrase_facet_hits + 1;
        for (const std::string& phrase : input_.selected) {
            Candidate& candidate = candidate_of(phrase);
            candidate.selected = true;
            candidate.spellings[phrase] = outvotes_all;
        }
    }

    void collect() {
        const auto best = input_.best.first(std::min<std::size_t>(input_.best.size(), phrase_facet_hits));
        for (const RankedDocument& ranked : best) {
            const Xapian::Document document = database_.get_document(ranked.document);
            for (const std::string& phrase :
                 archive::split_phrases(document.get_value(archive::slot_phrases))) {
                Candidate& candidate = candidate_of(phrase);
                if (is_asked_for()) continue;
                ++candidate.hits;
                ++candidate.spellings[phrase];
            }
        }
    }

    /// Whether the phrase that was analysed last is made of the query's words; "cease-fire" is, of
    /// "ceasefire".
    bool is_asked_for() const {
        std::uint32_t asked_until = 0;  // the end of a compound that the query has
        return std::ranges::all_of(tokens_, [&](const text::Token& token) {
            const bool asked = input_.query_forms.contains(std::string(tokens_.form(token)));
            if (asked) asked_until = std::max(asked_until, token.end);
            return asked || !token.is_single() || token.end <= asked_until;
        });
    }

    std::vector<Candidate> likely() {
        std::vector<Candidate> candidates;
        for (auto& [term, candidate] : by_term_) {
            const bool enough = candidate.hits >= min_phrase_count;
            if (candidate.selected || (enough && !term.empty())) candidates.push_back(std::move(candidate));
        }
        std::ranges::stable_sort(candidates, std::greater<>(), [](const Candidate& candidate) {
            return std::pair(candidate.selected, candidate.hits);
        });
        std::size_t kept = 0;
        std::erase_if(candidates, [&](const Candidate& candidate) {
            return !candidate.selected && ++kept > most_counted;
        });
        return candidates;
    }

    void weigh(Candidate& candidate) const {
        if (candidate.term.empty()) return;
        const Xapian::doccount articles = database_.get_termfreq(candidate.term);
        if (articles > most_articles && !candidate.selected) return;
        const auto end = database_.postlist_end(candidate.term);
        for (auto posting = database_.postlist_begin(candidate.term); posting != end; ++posting) {
            candidate.count += results_.has(*posting) ? 1 : 0;
        }
        const auto k = static_cast<double>(candidate.count), n = static_cast<double>(input_.total);
        const double elsewhere = articles - k, rest = database_.get_doccount() - n;
        if (candidate.count < min_phrase_count || k * rest < elsewhere * n) return;
        // Where the result is the whole archive, nothing tells it from the rest: by how many have it.
        candidate.significance = rest > 0 ? log_likelihood(k, n, elsewhere, rest) : k;
    }

    const Xapian::Database& database_;
    const FacetCounter& results_;
    const PhraseFacetInput& input_;
    text::Analyzer analyzer_;
    text::TokenList tokens_;
    std::map<std::string, Candidate> by_term_;
};

}  // namespace

std::vector<FacetValue> phrase_facet(const Xapian::Database& database, const FacetCounter& results,
                                     const PhraseFacetInput& input) {
    return PhraseCounter(database, results, input).values();
}

}  // namespace broadsheet::query
