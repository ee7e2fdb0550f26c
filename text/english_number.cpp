#include "text/english_number.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "text/english_nouns.hpp"

namespace broadsheet::text {

namespace {

using Spellings = std::vector<std::string>;

template <typename Visit>
void each_part(std::string_view list, char separator, Visit visit) {
    while (!list.empty()) {
        const std::size_t end = std::min(list.find(separator), list.size());
        if (end > 0) visit(list.substr(0, end));
        list.remove_prefix(std::min(end + 1, list.size()));
    }
}

class WordSet {
  public:
    explicit WordSet(std::string_view words) {
        each_part(words, ' ', [&](std::string_view word) { words_.insert(word); });
    }
    bool has(std::string_view word) const { return words_.contains(word); }

  private:
    std::unordered_set<std::string_view> words_;
};

/// A table of `singular:plural,plural`, read from either side.
class PairTable {
  public:
    explicit PairTable(std::string_view pairs) {
        each_part(pairs, ' ', [&](std::string_view pair) {
            const std::size_t colon = pair.find(':');
            const std::string_view singular = pair.substr(0, colon);
            each_part(pair.substr(colon + 1), ',', [&](std::string_view plural) {
                plurals_[singular].emplace_back(plural);
                singulars_[plural].emplace_back(singular);
            });
        });
    }
    Spellings plurals(std::string_view singular) const { return look_up(plurals_, singular); }
    Spellings singulars(std::string_view plural) const { return look_up(singulars_, plural); }

    /// The same for a word that ends in one of the table's: what stands before it stays.
    Spellings plurals_by_ending(std::string_view word) const { return by_ending(plurals_, word); }
    Spellings singulars_by_ending(std::string_view word) const {
        return by_ending(singulars_, word);
    }

  private:
    using Map = std::unordered_map<std::string_view, Spellings>;

    static Spellings look_up(const Map& map, std::string_view word) {
        const auto found = map.find(word);
        return found == map.end() ? Spellings{} : found->second;
    }

    static Spellings by_ending(const Map& map, std::string_view word) {
        // The longest ending counts: "policewomen" ends in "women", not in "men".
        for (std::size_t begin = 0; begin + 2 < word.size(); ++begin) {
            const auto found = map.find(word.substr(begin));
            if (found == map.end()) continue;
            Spellings whole;
            const std::string before(word.substr(0, begin));
            for (const auto& one : found->second) whole.push_back(before + one);
            return whole;
        }
        return {};
    }

    Map plurals_, singulars_;
};

struct Nouns {
    PairTable irregular{english_nouns::irregular};
    PairTable endings{english_nouns::irregular_endings};
    WordSet not_irregular{english_nouns::not_irregular};
    WordSet invariant{english_nouns::invariant};
    WordSet singular_in_s{english_nouns::singular_in_s};
    WordSet short_nouns{english_nouns::short_nouns};
    WordSet singular_in_ics{english_nouns::singular_in_ics};
    WordSet plural_in_us_or_is{english_nouns::plural_in_us_or_is};
    WordSet plural_only{english_nouns::plural_only};
    WordSet singular_in_ie{english_nouns::singular_in_ie};
    WordSet singular_in_oe{english_nouns::singular_in_oe};
    WordSet singular_in_e{english_nouns::singular_in_e};
    WordSet plural_adds_es{english_nouns::plural_adds_es};
    WordSet hard_ch{english_nouns::hard_ch};
    WordSet without_number{english_nouns::without_number};
};

const Nouns& nouns() {
    static const Nouns made;
    return made;
}

bool is_vowel(char c) { return std::string_view("aeiou").find(c) != std::string_view::npos; }

std::string cut(std::string_view word, std::size_t letters) {
    return std::string(word.substr(0, word.size() - letters));
}

bool ends_in_consonant_and_y(std::string_view word) {
    if (word.size() < 2 || word.back() != 'y') return false;
    const char before = word[word.size() - 2];
    return !is_vowel(before) || word.ends_with("quy");
}

// Of a word in -s: does the rule of its ending take it for a singular?
bool is_singular_in_s(std::string_view word) {
    if (word.size() < 3) return true;
    if (word.size() == 3) return !nouns().short_nouns.has(word.substr(0, 2));
    if (nouns().singular_in_s.has(word) || nouns().plural_adds_es.has(word)) return true;
    if (word.ends_with("ics")) return nouns().singular_in_ics.has(word);
    if (word.ends_with("eaus")) return false;
    if (word.ends_with("us") || word.ends_with("is")) return !nouns().plural_in_us_or_is.has(word);
    return word.ends_with("ss");
}

// The singulars of a regular plural in -es, without its e or with it.
Spellings singulars_of_es(std::string_view word) {
    const std::string with_e = cut(word, 1), without_e = cut(word, 2);
    if (word.ends_with("oes")) {
        return nouns().singular_in_oe.has(with_e) ? Spellings{with_e} : Spellings{without_e};
    }
    if (nouns().singular_in_e.has(with_e)) return {with_e};
    for (const std::string_view ending : {"sses", "shes", "ches", "xes"}) {
        if (word.ends_with(ending)) return {without_e};
    }
    if (word.ends_with("zzes")) return {without_e, cut(word, 3)};
    if (nouns().plural_adds_es.has(without_e)) return {without_e};
    if (word.ends_with("tzes")) return {without_e};  // waltzes, blitzes
    // "viruses", and words that singular_in_e does not list: only the lexicon can tell.
    if (word.ends_with("uses")) return {without_e, with_e};
    return {with_e};
}

Spellings singulars_of_regular(std::string_view word) {
    if (word.ends_with("ies")) {
        const std::string with_ie = cut(word, 1);
        if (nouns().singular_in_ie.has(with_ie) || word.size() <= 4) return {with_ie};
        return {cut(word, 3) + 'y'};
    }
    if (word.ends_with("es")) return singulars_of_es(word);
    return {cut(word, 1)};
}

Spellings plurals_of_regular(std::string_view word) {
    const std::string base(word);
    const bool too_short = word.size() < 3 && !nouns().short_nouns.has(word);
    const bool not_counted = nouns().singular_in_s.has(word) || nouns().singular_in_ics.has(word);
    if (too_short || (not_counted && !nouns().plural_adds_es.has(word))) return {};
    if (ends_in_consonant_and_y(word)) return {cut(word, 1) + "ies", base + 's'};  // the Kennedys
    if (word.ends_with("sis") && word.size() > 4) return {cut(word, 2) + "es"};
    if (word.ends_with("ch")) return {base + (nouns().hard_ch.has(word) ? "s" : "es")};
    for (const std::string_view ending : {"s", "x", "z", "sh"}) {
        if (word.ends_with(ending)) return {base + "es"};
    }
    if (word.ends_with('o') && word.size() > 2 && !is_vowel(word[word.size() - 2])) {
        return {base + 's', base + "es"};
    }
    return {base + 's'};
}

// "news" is not the plural of "new".
bool is_known_otherwise(const std::string& plural) {
    const Nouns& known = nouns();
    return known.singular_in_s.has(plural) || known.singular_in_ics.has(plural) ||
           known.plural_only.has(plural) || known.without_number.has(plural);
}

Spellings plurals_of(std::string_view singular) {
    const Nouns& known = nouns();
    if (Spellings plurals = known.irregular.plurals(singular); !plurals.empty()) return plurals;
    if (!known.not_irregular.has(singular)) {
        Spellings plurals = known.endings.plurals_by_ending(singular);
        if (!plurals.empty()) return plurals;
    }
    Spellings plurals = plurals_of_regular(singular);
    std::erase_if(plurals, is_known_otherwise);
    return plurals;
}

Spellings singulars_of(std::string_view form) {
    const Nouns& known = nouns();
    Spellings singulars = known.irregular.singulars(form);
    if (singulars.empty() && !known.not_irregular.has(form)) {
        singulars = known.endings.singulars_by_ending(form);
    }
    if (!singulars.empty()) return singulars;
    const bool plural = form.ends_with('s') && !is_singular_in_s(form) &&
                        known.irregular.plurals(form).empty();
    return plural ? singulars_of_regular(form) : Spellings{};
}

void add(Spellings& to, Spellings more) {
    for (auto& one : more) {
        if (std::ranges::find(to, one) == to.end()) to.push_back(std::move(one));
    }
}

bool has_sign(std::string_view form) {
    return std::ranges::any_of(form, [](char c) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        return !letter && static_cast<unsigned char>(c) < 0x80;
    });
}

}  // namespace

NumberForms english_number(std::string_view form) {
    const std::string self(form);
    const Nouns& known = nouns();
    if (form.empty()) return {};
    if (known.invariant.has(form)) {
        NumberForms forms{{self}, {self}};
        add(forms.singular, known.irregular.singulars(form));
        return forms;
    }
    if (known.plural_only.has(form)) return {{}, {self}};
    if (has_sign(form) || known.without_number.has(form)) return {{self}, {}};
    if (form[0] >= '0' && form[0] <= '9') {  // the 747s, the 1990s: no plural of one 1990
        return form.ends_with('s') ? NumberForms{{}, {self}} : NumberForms{{self}, {}};
    }
    const Spellings singulars = singulars_of(form);
    NumberForms forms;
    if (singulars.empty()) {
        forms.singular = {self};
        forms.plural = plurals_of(form);
        return forms;
    }
    forms.singular = singulars;
    forms.plural = {self};
    for (const auto& singular : singulars) {
        // What is the plural of one reading only must not stand for another: the bases of "base".
        const Spellings plurals = plurals_of(singular);
        if (std::ranges::find(plurals, self) != plurals.end()) add(forms.plural, plurals);
    }
    return forms;
}

NumberForms english_number(std::string_view form,
                           const std::function<bool(std::string_view)>& exists) {
    const auto missing = [&](const std::string& one) { return !exists(one); };
    const auto existing = [&](NumberForms forms) {
        std::erase_if(forms.singular, missing);
        std::erase_if(forms.plural, missing);
        return forms;
    };
    const NumberForms all = english_number(form);
    NumberForms forms = existing(all);
    const bool by_rule = !all.singular.empty() && all.singular.front() != form &&
                         nouns().irregular.singulars(form).empty();
    if (by_rule && forms.singular.empty() && exists(form)) forms.singular = {std::string(form)};
    return forms;
}

}  // namespace broadsheet::text
