#include "query/lexicon.hpp"

#include <xapian.h>

#include <algorithm>
#include <array>
#include <functional>
#include <limits>
#include <map>
#include <mutex>
#include <numeric>
#include <utility>

#include "query/stemmer.hpp"
#include "query/wildcard.hpp"
#include "text/utf8.hpp"

namespace broadsheet::query {

namespace {

// Words are the terms that begin with no upper-case letter: see archive/terms.hpp.
bool is_word_term(std::string_view term) { return term[0] < 'A' || term[0] > 'Z'; }

// Characters, for comparing by edits.
std::u32string characters(std::string_view text) {
    std::u32string out;
    for (std::size_t at = 0; at < text.size();) out += text::decode(text, at);
    return out;
}

// Walks the sorted forms as a trie and keeps one row of the edit matrix for each character of the
// current branch: a row is made once for all forms that begin alike, and a branch of which every row
// entry is over the limit is left at once. (The rows are the states of a Levenshtein automaton, made
// as they are needed.) Distance: insertions, deletions, substitutions and exchanges of neighbours,
// no substring edited twice (optimal string alignment).
class EditWalk {
  public:
    EditWalk(std::u32string wanted, int limit) : wanted_(std::move(wanted)), limit_(limit) {
        rows_.emplace_back(wanted_.size() + 1);
        std::iota(rows_[0].begin(), rows_[0].end(), 0);
    }

    /// Goes to a form (after the last in order). Gives its distance; or, where it is over the limit,
    /// limit + 1, and in `dead_bytes` how much of its beginning no form within the limit shares, 0 if
    /// its continuations may yet be near.
    int go_to(std::string_view form, std::size_t& dead_bytes) {
        dead_bytes = 0;
        std::size_t at = 0, depth = 0;
        bool shared = true;
        while (at < form.size()) {
            const char32_t c = text::decode(form, at);
            shared = shared && depth < branch_.size() && branch_[depth] == c;
            if (!shared) {
                branch_.resize(depth);
                branch_.push_back(c);
                rows_.resize(depth + 1);
                add_row(c);
            }
            ++depth;
            if (best_of(rows_[depth]) > limit_) {
                dead_bytes = at;
                branch_.resize(depth);
                rows_.resize(depth + 1);
                return limit_ + 1;
            }
        }
        branch_.resize(depth);
        rows_.resize(depth + 1);
        return std::min(rows_[depth].back(), limit_ + 1);
    }

  private:
    void add_row(char32_t c) {
        const std::size_t depth = rows_.size();
        const std::vector<int>& above = rows_.back();
        std::vector<int> row(wanted_.size() + 1);
        row[0] = static_cast<int>(depth);
        for (std::size_t j = 1; j <= wanted_.size(); ++j) {
            row[j] = std::min({above[j] + 1, row[j - 1] + 1,
                               above[j - 1] + (wanted_[j - 1] == c ? 0 : 1)});
            const bool exchanged = depth > 1 && j > 1 && wanted_[j - 1] == branch_[depth - 2] &&
                                   wanted_[j - 2] == c;
            if (exchanged) row[j] = std::min(row[j], rows_[depth - 2][j - 2] + 1);
        }
        rows_.push_back(std::move(row));
    }

    static int best_of(const std::vector<int>& row) { return *std::ranges::min_element(row); }

    std::u32string wanted_;
    int limit_;
    std::u32string branch_;
    std::vector<std::vector<int>> rows_;  ///< [d]: of the first d characters of the branch
};

}  // namespace

Lexicon::Lexicon(const Xapian::Database& database) : Lexicon() {
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

struct Lexicon::StemTable {
    std::vector<std::pair<std::string, std::uint32_t>> entries;  ///< stem and place in entries_, sorted
};

struct Lexicon::StemTables {
    std::mutex mutex;
    std::map<std::string, StemTable, std::less<>> by_language;
};

Lexicon::Lexicon() : stem_tables_(std::make_shared<StemTables>()) {}

const Lexicon::StemTable& Lexicon::stem_table(std::string_view language) const {
    const std::lock_guard lock(stem_tables_->mutex);
    const auto found = stem_tables_->by_language.find(language);
    if (found != stem_tables_->by_language.end()) return found->second;
    const Stemmer& stemmer = stemmer_of(language);
    StemTable& table = stem_tables_->by_language[std::string(language)];
    for (std::uint32_t i = 0; i < entries_.size(); ++i) {
        table.entries.emplace_back(stemmer.stem(text(entries_[i])), i);
    }
    std::ranges::sort(table.entries);
    return table;
}

std::vector<Form> Lexicon::same_stem(std::string_view form, std::string_view language) const {
    const Stemmer& stemmer = stemmer_of(language);
    std::vector<Form> forms;
    if (!stemmer.exists()) {
        if (const std::uint32_t articles = frequency(form)) forms.push_back({form, articles});
        return forms;
    }
    const std::string stem = stemmer.stem(form);
    if (stemmer.changes_beginnings()) {
        const auto range = std::ranges::equal_range(stem_table(language).entries, stem, {},
                                                    &std::pair<std::string, std::uint32_t>::first);
        for (const auto& [unused, place] : range) {
            forms.push_back({text(entries_[place]), entries_[place].articles});
        }
        return forms;
    }
    const std::string_view prefix = std::string_view(stem).substr(0, stemmer.shared_beginning(stem));
    for (const Entry& entry : with_prefix(prefix)) {
        const std::string_view candidate = text(entry);
        if (candidate == form || stemmer.stem(candidate) == stem) {
            forms.push_back({candidate, entry.articles});
        }
    }
    for (const std::string_view irregular : stemmer.irregular_forms()) {
        const std::uint32_t articles = frequency(irregular);
        if (articles > 0 && !irregular.starts_with(prefix) && stemmer.stem(irregular) == stem) {
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

std::vector<NearForm> Lexicon::within_edits(std::string_view form, int max_edits) const {
    EditWalk walk(characters(form), max_edits);
    std::vector<NearForm> near;
    for (std::size_t i = 0; i < entries_.size();) {
        const std::string_view candidate = text(entries_[i]);
        std::size_t dead_bytes = 0;
        const int edits = walk.go_to(candidate, dead_bytes);
        if (edits <= max_edits) near.push_back({{candidate, entries_[i].articles}, edits});
        i = dead_bytes == 0 ? i + 1 : end_of_prefix(i, candidate.substr(0, dead_bytes));
    }
    return near;
}

std::size_t Lexicon::end_of_prefix(std::size_t from, std::string_view prefix) const {
    const auto shares = [&](const Entry& entry) { return text(entry).starts_with(prefix); };
    // Most branches are short: look at the next few before halving.
    constexpr std::size_t few = 8;
    for (std::size_t i = from; i < std::min(from + few, entries_.size()); ++i) {
        if (!shares(entries_[i])) return i;
    }
    const auto end = std::partition_point(entries_.begin() + static_cast<std::ptrdiff_t>(from),
                                          entries_.end(), shares);
    return static_cast<std::size_t>(end - entries_.begin());
}

std::vector<Form> Lexicon::matching(const Wildcard& pattern) const {
    std::vector<Form> forms;
    for (const Entry& entry : with_prefix(pattern.literal_prefix())) {
        if (pattern.matches(text(entry))) forms.push_back({text(entry), entry.articles});
    }
    return forms;
}

std::vector<Form> Lexicon::completions(std::string_view prefix, std::size_t limit) const {
    std::vector<Form> forms;
    for (const Entry& entry : with_prefix(prefix)) forms.push_back({text(entry), entry.articles});
    std::ranges::stable_sort(forms, std::greater<>(), &Form::articles);
    if (forms.size() > limit) forms.resize(limit);
    return forms;
}

std::string_view Lexicon::nearest(std::string_view form) const {
    constexpr std::size_t shortest = 3;          // below, everything is near
    constexpr std::size_t shortest_for_two = 6;  // two edits make any short word of any other
    const std::size_t length = characters(form).size();
    if (length < shortest) return {};
    NearForm best{{}, std::numeric_limits<int>::max()};
    for (const NearForm& near : within_edits(form, length >= shortest_for_two ? 2 : 1)) {
        if (near.form.text == form) continue;
        const auto rank = [](const NearForm& of) { return std::pair(-of.edits, of.form.articles); };
        if (best.form.text.empty() || rank(near) > rank(best)) best = near;
    }
    return best.form.text;
}

}  // namespace broadsheet::query
