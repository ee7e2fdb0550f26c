#include "indexer/key_phrases.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <span>
#include <utility>

#include "archive/article.hpp"
#include "indexer/phrase_candidates.hpp"
#include "text/characters.hpp"
#include "text/stemmer.hpp"
#include "text/utf8.hpp"

namespace broadsheet::indexer {

using archive::Zone;

namespace {

/// How much an occurrence counts by where it stands: the largest of the unit's zones.
struct ZoneWeight {
    Zone zone;
    float weight;
};
constexpr std::array zone_weights{
    ZoneWeight{Zone::headline, 3.0F}, ZoneWeight{Zone::deck, 2.0F},    ZoneWeight{Zone::lead, 1.5F},
    ZoneWeight{Zone::heading, 1.5F},  ZoneWeight{Zone::body, 1.0F},    ZoneWeight{Zone::caption, 1.0F},
    ZoneWeight{Zone::quote, 1.0F},    ZoneWeight{Zone::commentary, 0.8F},
};

// Who wrote it, where, and what was wrong in another article is not what it is about.
constexpr archive::ZoneSet passed_over = archive::zone_bit(Zone::byline) |
                                         archive::zone_bit(Zone::dateline) |
                                         archive::zone_bit(Zone::correction);

float weight_of(archive::ZoneSet zones) {
    if ((zones & passed_over) != 0) return 0;
    float weight = 0;
    for (const ZoneWeight& each : zone_weights) {
        if (archive::contains(zones, each.zone)) weight = std::max(weight, each.weight);
    }
    return weight;
}

// A phrase that scores less than this of the best is not what the article is about.
constexpr double least_share = 0.2;

// White space of any kind as one space.
std::string collapsed(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        if (text::is_space(text::decode(text, at))) {
            if (!out.empty() && out.back() != ' ') out += ' ';
        } else {
            out += text.substr(begin, at - begin);
        }
    }
    return out;
}

}  // namespace

struct KeyPhraseFinder::State {
    PhraseCandidates candidates;
    std::vector<std::string_view> units;

    /// Drops what is said by a longer phrase, or says nothing, and scores the rest.
    void choose(std::vector<PhraseCandidate>& all) {
        index_by_place(all);
        fold_short_names(all);
        for (PhraseCandidate& candidate : all) {
            if (candidate.words > 1) swallow_parts(all, candidate);
        }
        for (PhraseCandidate& candidate : all) candidate.score = score(candidate);
    }

    // A name has no more words: indexer/phrase_candidates.cpp.
    static constexpr std::size_t most_words = 8;
    static constexpr std::uint32_t no_candidate = ~0U;
    std::vector<std::uint32_t> at;  ///< index of the candidate, by its first place and its words

    std::uint32_t& index_at(std::size_t place, std::size_t words) { return at[place * most_words + words]; }

    void index_by_place(const std::vector<PhraseCandidate>& all) {
        at.assign(candidates.words().size() * most_words, no_candidate);
        for (std::uint32_t i = 0; i < all.size(); ++i) {
            for (const std::uint32_t place : all[i].places) index_at(place, all[i].words) = i;
        }
    }

    /// Candidates by the form of their first or last word, in their order.
    class ByForm {
      public:
        using Entry = std::pair<std::uint32_t, std::uint32_t>;
        void clear() { entries_.clear(); }
        void add(std::uint32_t form, std::uint32_t candidate) { entries_.emplace_back(form, candidate); }
        void sort() { std::ranges::sort(entries_); }
        std::span<const Entry> of(std::uint32_t form) const {
            return std::ranges::equal_range(entries_, form, {}, &Entry::first);
        }

      private:
        std::vector<Entry> entries_;
    };
    ByForm by_last, by_first;  ///< names of several words

    /// "Witkoff" counts for "Steve Witkoff", where that is the only name that ends so, and "Mahan" for
    /// "Mahan Air", where that is as usual.
    void fold_short_names(std::vector<PhraseCandidate>& all) {
        by_last.clear();
        by_first.clear();
        for (std::uint32_t i = 0; i < all.size(); ++i) {
            if (all[i].words < 2 || all[i].whole_names == 0) continue;
            if (is_joined(all[i])) continue;  // of "Israel-Hamas", neither is the other
            by_last.add(form_of(all[i], all[i].words - 1), i);
            by_first.add(form_of(all[i], 0), i);
        }
        by_last.sort();
        by_first.sort();
        for (PhraseCandidate& single : all) {
            if (single.words != 1 || single.whole_names == 0) continue;
            PhraseCandidate* full = full_name(all, by_last.of(form_of(single, 0)));
            if (full != nullptr) cut_title(*full);
            if (full == nullptr) {
                full = full_name(all, by_first.of(form_of(single, 0)));
                if (full != nullptr && 3 * full->places.size() < single.places.size()) continue;
            }
            if (full == nullptr) continue;
            full->weight = std::max(full->weight, single.weight);
            single.weight = 0;
        }
    }

    /// Of "Secretary James Baker", who is Baker later on, the name: a title is in many articles.
    void cut_title(PhraseCandidate& name) const {
        constexpr float seldom = 0.02F;
        while (name.words > 2 && candidates.forms()[form_of(name, 0)].share > seldom &&
               candidates.words()[name.places[0] + 1].name) {
            for (std::uint32_t& place : name.places) ++place;
            --name.words;
        }
    }

    bool is_joined(const PhraseCandidate& candidate) const {
        return candidates.words()[candidate.places[0] + candidate.words - 1].joined;
    }

    std::uint32_t form_of(const PhraseCandidate& candidate, std::uint32_t word) const {
        return candidates.words()[candidate.places[0] + word].form;
    }

    static PhraseCandidate* full_name(std::vector<PhraseCandidate>& all,
                                      std::span<const ByForm::Entry> names) {
        PhraseCandidate* best = nullptr;
        bool several = false;
        for (const auto& [form, index] : names) {
            PhraseCandidate& name = all[index];
            if (best == nullptr || name.places.size() > best->places.size()) {
                several = best != nullptr && name.places.size() < 2 * best->places.size();
                best = &name;
            } else if (2 * name.places.size() > best->places.size()) {
                several = true;
            }
        }
        return several ? nullptr : best;
    }

    /// A part that seldom stands alone is said by the whole; but a name not by what is more than it
    /// ("Hallburg remains closed"), nor a term by what a common word joins it to.
    void swallow_parts(std::vector<PhraseCandidate>& all, PhraseCandidate& whole) {
        if (whole.whole_names == 0 && has_common_within(whole)) return;
        const std::uint32_t first = whole.places[0];
        for (std::uint32_t offset = 0; offset < whole.words; ++offset) {
            for (std::uint32_t words = 1; words <= whole.words - offset; ++words) {
                if (words == whole.words) continue;
                const std::uint32_t found = index_at(first + offset, words);
                if (found == no_candidate) continue;
                PhraseCandidate& part = all[found];
                if (whole.whole_names == 0 && part.whole_names > 0) continue;
                const std::size_t alone = part.places.size() - std::min(part.places.size(), whole.places.size());
                if (2 * alone <= whole.places.size()) {
                    part.weight = 0;
                } else {
                    part.weight -= whole.weight * 0.5F;
                }
            }
        }
    }

    bool has_common_within(const PhraseCandidate& candidate) const {
        for (std::uint32_t i = 0; i < candidate.words; ++i) {
            if (candidates.forms()[form_of(candidate, i)].common &&
                !stands_in_compound(candidate.places[0] + i)) {
                return true;
            }
        }
        return false;
    }

    double score(const PhraseCandidate& candidate) const {
        if (candidate.weight <= 0) return 0;
        const bool name = is_name(candidate);
        if (candidate.words == 1 && !may_stand_alone(candidate, name)) return 0;
        // What has two words and more is a phrase by that, and may be said once.
        const double given = candidate.words == 1 ? 1 : 1.6;
        double score = std::log2(given + candidate.weight) * mean_rarity(candidate);
        score *= name ? name_factor(candidate) : term_factor(candidate);
        constexpr double early = 150;  // words
        return score * (1 + 0.3 * std::exp(-static_cast<double>(candidate.places[0]) / early));
    }

    bool is_name(const PhraseCandidate& candidate) const {
        const PhraseForm& form = candidates.form_at(candidate.places[0]);
        return candidate.whole_names > 0 && (candidate.words > 1 || form.capitals >= form.smalls);
    }

    /// One small word says something only if it is unusual and the article keeps to it.
    bool may_stand_alone(const PhraseCandidate& candidate, bool name) const {
        const PhraseForm& form = candidates.form_at(candidate.places[0]);
        if (form.number || form.usual) return false;
        constexpr float unusual = 0.03F;
        if (name) return true;
        constexpr std::size_t short_dense = 3;  // bytes: one character
        if (form.dense && form.text.size() <= short_dense) return false;
        if (form.share > unusual) return false;
        const bool headline = candidate.weight >= static_cast<float>(candidate.places.size()) + 2;
        return candidate.places.size() >= (headline ? 2 : 3);
    }

    double mean_rarity(const PhraseCandidate& candidate) const {
        double rarity = 0, counted = 0;
        for (std::uint32_t i = 0; i < candidate.words; ++i) {
            const PhraseForm& form = candidates.forms()[form_of(candidate, i)];
            if (form.common) continue;
            rarity += form.rarity;
            ++counted;
        }
        return counted > 0 ? rarity / counted : 0;
    }

    double name_factor(const PhraseCandidate& candidate) const {
        return candidate.words == 1 ? 0.85 : 1.25;
    }

    double term_factor(const PhraseCandidate& candidate) const {
        constexpr std::array by_words{0.0, 0.45, 1.0, 0.9, 0.7};
        double factor = by_words.at(std::min<std::size_t>(candidate.words, 4));
        std::uint32_t rarest = ~0U;
        bool has_name = false;
        for (std::uint32_t i = 0; i < candidate.words; ++i) {
            const PhraseForm& form = candidates.forms()[form_of(candidate, i)];
            has_name |= form.capitals > form.smalls;
            if (!form.common) rarest = std::min(rarest, form.count);
        }
        if (candidate.words == 1) return factor;
        factor *= std::sqrt(static_cast<double>(candidate.places.size()) / rarest);
        if (has_common_within(candidate)) factor *= 0.5;
        if (has_name) factor *= 0.6;
        if (is_fragment(candidate)) factor *= 0.3;
        return factor;
    }

    bool stands_in_compound(std::size_t place) const {
        const auto& words = candidates.words();
        return words[place].joined || (place + 1 < words.size() && words[place + 1].joined);
    }

    /// Whether the same word goes before it, or behind it, at each of its places: then it is a piece
    /// of something longer that is repeated, such as the headline.
    bool is_fragment(const PhraseCandidate& candidate) const {
        const auto& words = candidates.words();
        const auto same = [&](auto neighbour) {
            const std::size_t none = words.size();
            const std::size_t first = neighbour(candidate.places[0]);
            if (first == none || candidates.forms()[words[first].form].common) return false;
            return std::ranges::all_of(candidate.places, [&](std::uint32_t place) {
                const std::size_t at_place = neighbour(place);
                return at_place != none && words[at_place].form == words[first].form;
            });
        };
        const auto before = [&](std::size_t place) {
            return words[place].follows && place > 0 ? place - 1 : words.size();
        };
        const auto behind = [&](std::size_t place) {
            const std::size_t end = place + candidate.words;
            return end < words.size() && words[end].follows ? end : words.size();
        };
        return same(before) || same(behind);
    }

    std::vector<std::string> select(std::vector<PhraseCandidate>& all, std::string_view language) {
        const double best = std::ranges::max_element(all, {}, &PhraseCandidate::score)->score;
        std::erase_if(all, [&](const PhraseCandidate& candidate) {
            return candidate.score <= 0 || candidate.score < least_share * best;
        });
        std::ranges::sort(all, [](const PhraseCandidate& a, const PhraseCandidate& b) {
            if (a.score != b.score) return a.score > b.score;
            return a.places[0] != b.places[0] ? a.places[0] < b.places[0] : a.words > b.words;
        });
        const text::Stemmer& stemmer = text::stemmer_of(language);
        std::vector<std::vector<std::string>> chosen;  // stems
        std::vector<std::string> phrases;
        covered.assign(candidates.words().size(), false);
        for (const PhraseCandidate& candidate : all) {
            if (phrases.size() == max_key_phrases) break;
            if (is_mostly_covered(candidate)) continue;
            std::vector<std::string> stems;
            for (std::uint32_t i = 0; i < candidate.words; ++i) {
                stems.push_back(stemmer.stem(candidates.form_at(candidate.places[0] + i).text));
            }
            if (std::ranges::find(chosen, stems) != chosen.end()) continue;
            phrases.push_back(spelling(candidate));
            chosen.push_back(std::move(stems));
            for (const std::uint32_t place : candidate.places) {
                std::fill_n(covered.begin() + place, candidate.words, true);
            }
        }
        return phrases;
    }

    std::vector<bool> covered;  ///< words that are within a chosen phrase

    /// Whether it mostly stands within phrases that are chosen, or across their edges.
    bool is_mostly_covered(const PhraseCandidate& candidate) const {
        std::size_t count = 0;
        for (const std::uint32_t place : candidate.places) {
            const auto begin = covered.begin() + place;
            count += std::find(begin, begin + candidate.words, true) != begin + candidate.words;
        }
        constexpr std::size_t times = 3;
        return times * count > candidate.places.size();
    }

    /// As the article writes it most often; of those equal the first.
    std::string spelling(const PhraseCandidate& candidate) const {
        std::map<std::string, std::pair<std::uint32_t, std::uint32_t>> spellings;  // count, -order
        std::string best;
        std::uint32_t most = 0;
        for (const std::uint32_t place : candidate.places) {
            const PlacedWord& first = candidates.words()[place];
            const PlacedWord& last = candidates.words()[place + candidate.words - 1];
            std::string text = collapsed(units[first.unit].substr(first.begin, last.end - first.begin));
            // What a headline Set Like This writes counts only where nothing else does.
            const std::uint32_t vote = first.capital || first.telling ? 4 : 1;
            auto& [count, order] = spellings[text];
            count += vote;
            if (count > most) {
                most = count;
                best = std::move(text);
            }
        }
        return best;
    }
};

KeyPhraseFinder::KeyPhraseFinder() : state_(std::make_unique<State>()) {}
KeyPhraseFinder::~KeyPhraseFinder() = default;
KeyPhraseFinder::KeyPhraseFinder(KeyPhraseFinder&&) noexcept = default;

void KeyPhraseFinder::add_unit(const archive::TextUnit& unit, const text::TokenList& tokens,
                               const std::vector<text::ByteRange>& sentences) {
    const float weight = weight_of(unit.zones);
    if (weight == 0) return;
    const auto number = static_cast<std::uint32_t>(state_->units.size());
    state_->units.push_back(unit.text);
    state_->candidates.add_unit(unit.text, tokens, sentences, number, weight);
}

std::vector<std::string> KeyPhraseFinder::finish(const PhraseModel& model,
                                                 std::string_view language) {
    std::vector<PhraseCandidate>& all = state_->candidates.find(model.of(language), language);
    state_->choose(all);
    std::vector<std::string> phrases;
    if (!all.empty()) phrases = state_->select(all, language);
    state_->candidates.clear();
    state_->units.clear();
    return phrases;
}

}  // namespace broadsheet::indexer
