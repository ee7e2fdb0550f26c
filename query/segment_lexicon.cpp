#include "query/segment_lexicon.hpp"

#include <algorithm>
#include <cstring>
#include <queue>
#include <string>
#include <utility>

#include "archive/lexicon_builder.hpp"
#include "query/edit_walk.hpp"
#include "query/wildcard.hpp"
#include "text/stemmer.hpp"

namespace broadsheet::query {

struct SegmentLexicon::AssumedStems {
    std::string language;
    archive::OwnedStems stems;
};

namespace {

// The first number in [from, end) of which `is_before` no longer holds, near ones looked at first.
template <typename IsBefore>
std::size_t gallop(std::size_t from, std::size_t end, IsBefore is_before) {
    std::size_t step = 1;
    while (from < end && is_before(std::min(from + step, end) - 1)) {
        from = std::min(from + step, end);
        step *= 2;
    }
    end = std::min(from + step, end);
    while (from < end) {
        const std::size_t middle = from + (end - from) / 2;
        if (is_before(middle)) from = middle + 1;
        else end = middle;
    }
    return from;
}

}  // namespace

std::size_t SegmentLexicon::lower_bound(std::string_view text) const {
    std::size_t begin = 0, end = size();
    while (begin < end) {
        const std::size_t middle = begin + (end - begin) / 2;
        if (image_.form(middle) < text) begin = middle + 1;
        else end = middle;
    }
    return begin;
}

bool SegmentLexicon::find(std::string_view form, std::size_t& number) const {
    number = lower_bound(form);
    return number < size() && image_.form(number) == form;
}

SegmentLexicon::Range SegmentLexicon::with_prefix(std::string_view prefix) const {
    if (prefix.empty()) return {0, size()};
    const std::size_t begin = lower_bound(prefix);
    return {begin, end_of_prefix(begin, prefix)};
}

std::size_t SegmentLexicon::end_of_prefix(std::size_t from, std::string_view prefix) const {
    return gallop(from, size(),
                  [&](std::size_t number) { return image_.form(number).starts_with(prefix); });
}

std::vector<Form> SegmentLexicon::all_in(Range range) const {
    std::vector<Form> forms;
    forms.reserve(range.end - range.begin);
    for (std::size_t i = range.begin; i < range.end; ++i) forms.push_back(at(i));
    return forms;
}

std::uint32_t SegmentLexicon::frequency(std::string_view form) const {
    std::size_t number = 0;
    return find(form, number) ? image_.articles(number) : 0;
}

archive::StemTable SegmentLexicon::stems_of(std::string_view language) const {
    const std::string_view wanted = text::primary_language(language);
    if (assumed_ && assumed_->language == wanted) return assumed_->stems.table(wanted);
    for (const archive::StemTable& table : image_.stem_tables()) {
        const bool undetermined = table.language == archive::undetermined_language;
        if ((undetermined ? archive::assumed_language : table.language) == wanted) return table;
    }
    return {};
}

std::vector<std::string_view> SegmentLexicon::languages() const {
    std::vector<std::string_view> languages;
    for (const auto& table : image_.stem_tables()) languages.push_back(table.language);
    return languages;
}

void SegmentLexicon::assume_language(std::string_view language) {
    AssumedStems assumed{std::string(language), archive::stem_forms(image_, language)};
    assumed_ = std::make_shared<const AssumedStems>(std::move(assumed));
}

std::vector<Form> SegmentLexicon::same_stem(std::string_view form, std::string_view language) const {
    const text::Stemmer& stemmer = text::stemmer_of(language);
    const std::string stem = stemmer.stem(form);
    std::vector<Form> forms;
    std::size_t own = 0;
    if (find(form, own)) forms.push_back(at(own));
    const archive::StemTable table = stems_of(language);
    if (table.language.empty()) return forms;

    // The stem itself, if it is a form and its own stem: those are not in the table.
    std::size_t number = 0;
    if (stem != form && find(stem, number) && stemmer.stem(stem) == stem) forms.push_back(at(number));
    const auto same = std::ranges::equal_range(table.hashes, archive::stem_hash(stem));
    for (auto hash = same.begin(); hash != same.end(); ++hash) {
        const Form found = at(table.forms[static_cast<std::size_t>(hash - table.hashes.begin())]);
        if (found.text != form && stemmer.stem(found.text) == stem) forms.push_back(found);
    }
    std::ranges::sort(forms, {}, &Form::text);
    return forms;
}

std::vector<NearForm> SegmentLexicon::within_edits(std::string_view form, int max_edits) const {
    EditWalk walk(form, max_edits);
    std::vector<NearForm> near;
    for (std::size_t i = 0; i < size();) {
        const Form candidate = at(i);
        const auto [edits, dead_bytes] = walk.go_to(candidate.text);
        if (edits <= max_edits) near.push_back({candidate, edits});
        i = dead_bytes == 0 ? i + 1 : end_of_prefix(i + 1, candidate.text.substr(0, dead_bytes));
    }
    return near;
}

std::vector<Form> SegmentLexicon::matching(const Wildcard& pattern) const {
    const Range range = with_prefix(pattern.literal_prefix());
    if (pattern.is_prefix()) return all_in(range);
    std::vector<Form> forms;
    if (pattern.literal_prefix().empty() && !pattern.longest_literal().empty()) {
        add_holding(pattern.longest_literal(), pattern, range, forms);
        return forms;
    }
    for (std::size_t i = range.begin; i < range.end; ++i) {
        if (pattern.matches(image_.form(i))) forms.push_back(at(i));
    }
    return forms;
}

// Looks for the literal in all texts at once, as in one: most forms do not have it, and are passed
// over at the speed of memory.
void SegmentLexicon::add_holding(std::string_view literal, const Wildcard& pattern, Range range,
                                 std::vector<Form>& forms) const {
    const std::string_view texts = image_.texts();
    const auto begins = image_.begins();
    for (std::size_t number = range.begin; number < range.end; ++number) {
        const char* rest = texts.data() + begins[number];
        const void* found = ::memmem(rest, begins[range.end] - begins[number], literal.data(),
                                     literal.size());
        if (found == nullptr) return;
        const auto place = static_cast<std::size_t>(static_cast<const char*>(found) - texts.data());
        number = gallop(number, range.end, [&](std::size_t i) { return begins[i + 1] <= place; });
        if (pattern.matches(image_.form(number))) forms.push_back(at(number));
    }
}

std::vector<Form> SegmentLexicon::most_frequent(std::string_view prefix, std::size_t limit) const {
    if (limit == 0) return {};
    const auto comes_first = [this](Number a, Number b) {
        return std::pair(image_.articles(b), a) < std::pair(image_.articles(a), b);
    };
    std::priority_queue<Number, std::vector<Number>, decltype(comes_first)> best(comes_first);
    const Range range = with_prefix(prefix);
    for (std::size_t i = range.begin; i < range.end; ++i) {
        if (best.size() == limit) {
            if (image_.articles(i) <= image_.articles(best.top())) continue;
            best.pop();
        }
        best.push(static_cast<Number>(i));
    }
    std::vector<Form> forms;
    for (; !best.empty(); best.pop()) forms.push_back(at(best.top()));
    std::ranges::reverse(forms);
    return forms;
}

}  // namespace broadsheet::query
