#include "query/lexicon.hpp"

#include <xapian.h>

#include <algorithm>
#include <array>

#include "text/utf8.hpp"

namespace broadsheet::query {

namespace {

// Words are the terms that begin with no upper-case letter: see archive/terms.hpp.
bool is_word_term(std::string_view term) { return term[0] < 'A' || term[0] > 'Z'; }

// Of all words that Porter2 knows, those that do not begin as their stem (die, lie, tie) does.
constexpr std::array<std::string_view, 3> irregular_forms = {"dying", "lying", "tying"};

// Characters, for comparing by edits.
std::u32string characters(std::string_view text) {
    std::u32string out;
    for (std::size_t at = 0; at < text.size();) out += text::decode(text, at);
    return out;
}

// Restricted Damerau-Levenshtein distance (optimal string alignment), or `limit` + 1.
int edits_within(const std::u32string& a, const std::u32string& b, int limit) {
    const int rows = static_cast<int>(a.size()), columns = static_cast<int>(b.size());
    if (std::abs(rows - columns) > limit) return limit + 1;
    std::vector<int> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
    for (int j = 0; j <= columns; ++j) last[static_cast<std::size_t>(j)] = j;
    for (int i = 1; i <= rows; ++i) {
        row[0] = i;
        int best = i;
        for (int j = 1; j <= columns; ++j) {
            const auto x = static_cast<std::size_t>(i - 1), y = static_cast<std::size_t>(j - 1);
            int cost = std::min({last[y + 1] + 1, row[y] + 1, last[y] + (a[x] == b[y] ? 0 : 1)});
            if (x > 0 && y > 0 && a[x] == b[y - 1] && a[x - 1] == b[y]) {
                cost = std::min(cost, before[y - 1] + 1);
            }
            row[y + 1] = cost;
            best = std::min(best, cost);
        }
        if (best > limit) return limit + 1;
        std::swap(before, last);
        std::swap(last, row);
    }
    return last[b.size()];
}

}  // namespace

Lexicon::Lexicon(const Xapian::Database& database) {
    for (auto term = database.allterms_begin(), end = database.allterms_end(); term != end;
         ++term) {
        const std::string name = *term;
        if (is_word_term(name)) {
            entries_.push_back({static_cast<std::uint32_t>(arena_.size()),
                                static_cast<std::uint32_t>(name.size()), term.get_termfreq()});
            arena_ += name;
        }
    }
    constexpr std::string_view prefix = "XJ";
    constexpr std::size_t joined_at = prefix.size() + 2;  // XJ2:ceasefire
    for (auto term = database.allterms_begin(std::string(prefix)),
              end = database.allterms_end(std::string(prefix));
         term != end; ++term) {
        const std::string name = *term;
        if (name.size() <= joined_at) continue;
        compounds_.push_back({name.substr(joined_at),
                              static_cast<std::uint8_t>(name[prefix.size()] - '0')});
    }
    std::ranges::stable_sort(compounds_, {}, &Compound::joined);
    arena_.shrink_to_fit();
    entries_.shrink_to_fit();
}

std::uint32_t Lexicon::frequency(std::string_view form) const {
    const auto found = std::ranges::lower_bound(entries_, form, {},
                                                [this](const Entry& entry) { return text(entry); });
    return found != entries_.end() && text(*found) == form ? found->articles : 0;
}

std::span<const Lexicon::Entry> Lexicon::with_prefix(std::string_view prefix) const {
    const auto shortened = [&](const Entry& entry) { return text(entry).substr(0, prefix.size()); };
    const auto range = std::ranges::equal_range(entries_, prefix, {}, shortened);
    return {range.begin(), range.end()};
}

std::vector<Form> Lexicon::same_stem(std::string_view form) const {
    thread_local const Xapian::Stem stemmer("english");
    const std::string stem = stemmer(std::string(form));
    // Porter2 only cuts and replaces endings (y and i; e added: "using" is "use"), so forms of one
    // stem share all of it but its last two letters. Of three letters only the last may differ, and
    // only if it is one of these: two letters are the beginning of too many words.
    const bool may_differ = stem.ends_with('e') || stem.ends_with('i') || stem.ends_with('y');
    const std::size_t cut = stem.size() > 3 ? 2 : stem.size() == 3 && may_differ ? 1 : 0;
    const std::string prefix = stem.substr(0, stem.size() - cut);
    std::vector<Form> forms;
    for (const Entry& entry : with_prefix(prefix)) {
        const std::string_view candidate = text(entry);
        if (candidate == form || stemmer(std::string(candidate)) == stem) {
            forms.push_back({candidate, entry.articles});
        }
    }
    for (const std::string_view irregular : irregular_forms) {
        const std::uint32_t articles = frequency(irregular);
        if (articles > 0 && stemmer(std::string(irregular)) == stem) {
            forms.push_back({irregular, articles});
        }
    }
    std::ranges::sort(forms, {}, &Form::text);
    return forms;
}

std::vector<std::uint8_t> Lexicon::compound_lengths(std::string_view form) const {
    std::vector<std::uint8_t> lengths;
    const auto range = std::ranges::equal_range(compounds_, form, {}, [](const Compound& compound) {
        return std::string_view(compound.joined);
    });
    for (const Compound& compound : range) lengths.push_back(compound.parts);
    return lengths;
}

std::string_view Lexicon::nearest(std::string_view form) const {
    constexpr int max_edits = 2;
    constexpr std::size_t shortest_for_two = 6;  // two edits make any short word of any other
    const std::u32string wanted = characters(form);
    const int limit = wanted.size() >= shortest_for_two ? max_edits : 1;
    if (wanted.size() < 3) return {};
    // Typing errors spare the first letter nearly always, and it makes the search a short one.
    std::size_t first = 0;
    text::decode(form, first);
    int best_edits = limit + 1;
    std::uint32_t best_articles = 0;
    std::string_view best;
    for (const Entry& entry : with_prefix(form.substr(0, first))) {
        const std::string_view candidate = text(entry);
        if (candidate.size() + 8 < form.size() || candidate.size() > form.size() + 8) continue;
        const int edits = edits_within(wanted, characters(candidate), std::min(limit, best_edits));
        if (edits > limit || candidate == form) continue;
        if (edits < best_edits || (edits == best_edits && entry.articles > best_articles)) {
            best_edits = edits;
            best_articles = entry.articles;
            best = candidate;
        }
    }
    return best;
}

}  // namespace broadsheet::query
