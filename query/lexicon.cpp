#include "query/lexicon.hpp"

#include <algorithm>
#include <functional>
#include <limits>
#include <set>
#include <utility>

#include "query/wildcard.hpp"
#include "text/utf8.hpp"

namespace broadsheet::query {

namespace {

const Form& form_of(const Form& form) { return form; }
const Form& form_of(const NearForm& near) { return near.form; }
std::uint32_t& articles_of(Form& form) { return form.articles; }
std::uint32_t& articles_of(NearForm& near) { return near.form.articles; }

// What `ask` gives for each segment, in lists sorted by text, as one such list, the articles of one
// form added up.
template <typename Ask>
auto merged(const std::vector<SegmentLexicon>& segments, Ask ask) {
    const auto text = [](const auto& of) { return form_of(of).text; };
    decltype(ask(segments[0])) all;
    for (const SegmentLexicon& segment : segments) {
        auto found = ask(segment);
        if (all.empty()) {
            all = std::move(found);
            continue;
        }
        const auto former = static_cast<std::ptrdiff_t>(all.size());
        all.insert(all.end(), found.begin(), found.end());
        std::ranges::inplace_merge(all, all.begin() + former, {}, text);
    }
    if (segments.size() < 2) return all;
    std::size_t kept = 0;
    for (std::size_t i = 1; i < all.size(); ++i) {
        if (text(all[kept]) == text(all[i])) articles_of(all[kept]) += articles_of(all[i]);
        else all[++kept] = all[i];
    }
    if (!all.empty()) all.resize(kept + 1);
    return all;
}

}  // namespace

Lexicon::Lexicon(const std::vector<archive::LexiconImage>& segments) {
    for (const auto& image : segments) segments_.emplace_back(image);
    settle_undetermined_language();
}

// In an archive with one language its articles without one are taken for it: so must be those of a
// segment in which none has a language, which are otherwise English (binder.cpp, inflections).
void Lexicon::settle_undetermined_language() {
    std::set<std::string_view> languages;
    for (const SegmentLexicon& segment : segments_) {
        const auto own = segment.languages();
        languages.insert(own.begin(), own.end());
    }
    const bool undetermined = languages.erase(archive::undetermined_language) > 0;
    if (!undetermined || languages.size() != 1) return;
    const std::string_view only = *languages.begin();
    for (SegmentLexicon& segment : segments_) {
        if (segment.languages() == std::vector{archive::undetermined_language}) {
            segment.assume_language(only);
        }
    }
}

std::size_t Lexicon::size() const {
    std::size_t size = 0;
    for (const SegmentLexicon& segment : segments_) size += segment.size();
    return size;
}

std::uint32_t Lexicon::frequency(std::string_view form) const {
    std::uint32_t articles = 0;
    for (const SegmentLexicon& segment : segments_) articles += segment.frequency(form);
    return articles;
}

std::vector<Form> Lexicon::same_stem(std::string_view form, std::string_view language) const {
    auto forms = merged(segments_, [&](const SegmentLexicon& segment) {
        return segment.same_stem(form, language);
    });
    const bool all_answered = std::ranges::all_of(segments_, [&](const SegmentLexicon& segment) {
        return segment.has_stems_of(language);
    });
    if (all_answered) return forms;
    // Segments without the language did not answer for the forms of it that they hold all the same.
    for (Form& found : forms) found.articles = frequency(found.text);
    return forms;
}

std::vector<NearForm> Lexicon::within_edits(std::string_view form, int max_edits) const {
    return merged(segments_, [&](const SegmentLexicon& segment) {
        return segment.within_edits(form, max_edits);
    });
}

std::vector<Form> Lexicon::matching(const Wildcard& pattern) const {
    return merged(segments_,
                  [&](const SegmentLexicon& segment) { return segment.matching(pattern); });
}

// The threshold algorithm (Fagin, Lotem, Naor 2003): of each segment the most frequent, with what all
// segments hold of them; a form that no segment has named yet has at most as many articles as the
// last ones named have together.
std::vector<Form> Lexicon::completions(std::string_view prefix, std::size_t limit) const {
    if (limit == 0 || segments_.empty()) return {};
    if (segments_.size() == 1) return segments_[0].most_frequent(prefix, limit);
    for (std::size_t depth = 2 * limit;; depth *= 2) {
        std::uint64_t unnamed_at_most = 0;
        auto named = merged(segments_, [&](const SegmentLexicon& segment) {
            auto most = segment.most_frequent(prefix, depth);
            if (most.size() == depth) unnamed_at_most += most.back().articles;
            std::ranges::sort(most, {}, &Form::text);
            return most;
        });
        for (Form& form : named) form.articles = frequency(form.text);
        std::ranges::stable_sort(named, std::greater<>(), &Form::articles);
        const bool certain = unnamed_at_most == 0 ||
                             (named.size() >= limit && named[limit - 1].articles > unnamed_at_most);
        if (!certain) continue;
        if (named.size() > limit) named.resize(limit);
        return named;
    }
}

std::string_view Lexicon::nearest(std::string_view form) const {
    constexpr std::size_t shortest = 3;          // below, everything is near
    constexpr std::size_t shortest_for_two = 6;  // two edits make any short word of any other
    std::size_t length = 0;
    for (std::size_t at = 0; at < form.size(); ++length) text::decode(form, at);
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
