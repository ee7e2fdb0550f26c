#include "tests/property/own_evaluator.hpp"

#include <algorithm>
#include <functional>
#include <optional>

namespace broadsheet::tests {

namespace {

using Kind = OwnQuery::Kind;

/// A run of positions. One is loose if other words may lie within it: that of a distance.
struct OwnSpan {
    std::uint32_t begin = 0, end = 0;
    bool loose = false;
    auto operator<=>(const OwnSpan&) const = default;
};
using OwnSpans = std::set<OwnSpan>;
using Extents = std::set<std::pair<std::uint32_t, std::uint32_t>>;

Extents extents_of(const OwnSpans& spans) {
    Extents out;
    for (const OwnSpan& span : spans) out.emplace(span.begin, span.end);
    return out;
}

/// Which words are forms of one word, as anybody can see.
const std::vector<Words>& families() {
    static const std::vector<Words> table = {{"talk", "talks", "talked"},
                                             {"truce", "truces"},
                                             {"fire", "fires"},
                                             {"ceasefire", "ceasefires"}};
    return table;
}

Words family_of(const std::string& word) {
    for (const Words& family : families()) {
        if (std::ranges::find(family, word) != family.end()) return family;
    }
    return {word};
}

std::string joined(const Words& parts) {
    std::string out;
    for (const std::string& part : parts) out += lower_case(part);
    return out;
}

/// * any run, ? one letter, ! a run at the end, $n at most n letters at the end.
bool fits(const std::string& form, std::size_t at, const std::string& pattern, std::size_t sign) {
    if (sign == pattern.size()) return at == form.size();
    if (pattern[sign] == '*' || pattern[sign] == '!') {
        for (std::size_t next = at; next <= form.size(); ++next) {
            if (fits(form, next, pattern, sign + 1)) return true;
        }
        return false;
    }
    if (pattern[sign] == '$') {
        return form.size() - at <= std::stoul(pattern.substr(sign + 1));
    }
    if (at == form.size()) return false;
    return (pattern[sign] == '?' || pattern[sign] == form[at]) && fits(form, at + 1, pattern, sign + 1);
}

/// Edits: a letter more, less or other, or two neighbours exchanged.
std::size_t edits_between(const std::string& a, const std::string& b) {
    std::vector<std::vector<std::size_t>> table(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i) {
        for (std::size_t j = 0; j <= b.size(); ++j) {
            if (i == 0 || j == 0) {
                table[i][j] = i + j;
                continue;
            }
            table[i][j] = std::min({table[i - 1][j] + 1, table[i][j - 1] + 1,
                                    table[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                table[i][j] = std::min(table[i][j], table[i - 2][j - 2] + 1);
            }
        }
    }
    return table[a.size()][b.size()];
}

/// Those that hold no other.
OwnSpans minimal(const OwnSpans& spans) {
    OwnSpans out;
    for (const OwnSpan& span : spans) {
        const bool holds_other = std::ranges::any_of(spans, [&](const OwnSpan& other) {
            return other != span && other.begin >= span.begin && other.end <= span.end;
        });
        if (!holds_other) out.insert(span);
    }
    return out;
}

class SpanJudge {
  public:
    explicit SpanJudge(const Reading& article) : article_(article) {}

    OwnSpans spans(const OwnQuery& query) const {
        switch (query.kind) {
            case Kind::word: return word(query.text);
            case Kind::verbatim: return verbatim(query.text);
            case Kind::fuzzy:
                return tokens([&](const OwnToken& token) {
                    return edits_between(lower_case(query.text), token.form) <= query.n;
                });
            case Kind::wildcard: return wildcard(query.text);
            case Kind::singular: return tokens_of(singular(query.text));
            case Kind::plural: return tokens_of(singular(query.text) + "s");
            case Kind::phrase: return in_a_row(query.items);
            case Kind::window: return window(query);
            case Kind::near: return near(query);
            case Kind::cased: return cased(query);
            case Kind::zone: return zoned(query);
            case Kind::either: {
                OwnSpans out;
                for (const OwnQuery& child : query.children) out.merge(spans(child));
                return out;
            }
            default: return {};
        }
    }

    /// Adds the words that take part in the spans of `query` that are wanted.
    void show(const OwnQuery& query, const Extents& wanted, std::set<std::uint32_t>& shown) const {
        switch (query.kind) {
            case Kind::cased:
            case Kind::zone: return show(query.children[0], wanted, shown);
            case Kind::either:
                for (const OwnQuery& child : query.children) {
                    Extents own;
                    for (const auto& extent : extents_of(spans(child))) {
                        if (wanted.contains(extent)) own.insert(extent);
                    }
                    show(child, own, shown);
                }
                return;
            case Kind::near:
                if (query.not_near) return show(query.children[0], wanted, shown);
                return show_near(query, wanted, shown);
            case Kind::window: return show_window(query, wanted, shown);
            default:
                for (const OwnSpan& span : spans(query)) {
                    if (!wanted.contains({span.begin, span.end})) continue;
                    for (std::uint32_t at = span.begin; at < span.end; ++at) shown.insert(at);
                }
        }
    }

  private:
    OwnSpans tokens(const std::function<bool(const OwnToken&)>& wanted) const {
        OwnSpans out;
        for (const OwnToken& token : article_.tokens) {
            if (wanted(token)) out.insert({token.begin, token.end});
        }
        return out;
    }

    OwnSpans tokens_of(const std::string& form) const {
        return tokens([&](const OwnToken& token) { return token.form == form; });
    }

    static std::string singular(std::string word) {
        if (word.ends_with('s')) word.pop_back();
        return word;
    }

    static OwnSpans behind(const OwnSpans& heads, const OwnSpans& tails) {
        OwnSpans out;
        for (const OwnSpan& head : heads) {
            for (const OwnSpan& tail : tails) {
                if (head.end == tail.begin) out.insert({head.begin, tail.end});
            }
        }
        return out;
    }

    // The parts of a compound one behind the other.
    OwnSpans row(const Words& parts, const std::function<OwnSpans(const std::string&)>& spans_of) const {
        OwnSpans out = spans_of(parts[0]);
        for (std::size_t i = 1; i < parts.size(); ++i) out = behind(out, spans_of(parts[i]));
        return out;
    }

    OwnSpans parts_in_a_row(const Words& parts) const {
        return row(parts, [this](const std::string& part) { return tokens_of(lower_case(part)); });
    }

    // Any form; a compound also as its parts.
    OwnSpans word(const std::string& text) const {
        const Words parts = parts_of_compound(text);
        const Words forms = family_of(joined(parts));
        OwnSpans out = tokens([&](const OwnToken& token) {
            return std::ranges::find(forms, token.form) != forms.end();
        });
        if (parts.size() > 1) out.merge(parts_in_a_row(parts));
        return out;
    }

    // This form; a compound as its parts, or written as one word.
    OwnSpans verbatim(const std::string& text) const {
        const Words parts = parts_of_compound(text);
        if (parts.size() == 1) return tokens_of(lower_case(text));
        OwnSpans out = parts_in_a_row(parts);
        out.merge(tokens([&](const OwnToken& token) {
            return token.form == joined(parts) && token.end - token.begin == 1;
        }));
        return out;
    }

    OwnSpans wildcard(const std::string& text) const {
        const Words parts = parts_of_compound(text);
        const auto fitting = [this](const std::string& pattern) {
            return tokens([&](const OwnToken& token) { return fits(token.form, 0, pattern, 0); });
        };
        OwnSpans out = row(parts, fitting);
        if (parts.size() == 1) return out;
        out.merge(tokens([&](const OwnToken& token) {
            return token.end - token.begin == 1 && fits(token.form, 0, joined(parts), 0);
        }));
        return out;
    }

    OwnSpans item(const OwnItem& item) const {
        if (item.wildcard) return wildcard(item.text);
        if (item.choices.empty()) return verbatim(item.text);
        OwnSpans out;
        for (const Words& choice : item.choices) {
            OwnSpans in_row = verbatim(choice[0]);
            for (std::size_t i = 1; i < choice.size(); ++i) in_row = behind(in_row, verbatim(choice[i]));
            out.merge(in_row);
        }
        return out;
    }

    OwnSpans in_a_row(const std::vector<OwnItem>& items) const {
        OwnSpans out = item(items[0]);
        for (std::size_t i = 1; i < items.size(); ++i) out = behind(out, item(items[i]));
        return out;
    }

    // Every choice of one span an item, none within another, and few enough others.
    OwnSpans hulls(const OwnQuery& query) const {
        std::vector<std::vector<OwnSpan>> items;
        for (const OwnItem& one : query.items) {
            const OwnSpans found = item(one);
            items.emplace_back(found.begin(), found.end());
        }
        OwnSpans out;
        std::vector<OwnSpan> chosen;
        const std::function<void(std::size_t)> choose = [&](std::size_t i) {
            if (i == items.size()) {
                if (auto hull = window_of(chosen, query.n)) out.insert(*hull);
                return;
            }
            for (const OwnSpan& span : items[i]) {
                const bool taken = std::ranges::any_of(
                    chosen, [&](const OwnSpan& other) { return other.begin < span.end && span.begin < other.end; });
                if (taken) continue;
                chosen.push_back(span);
                choose(i + 1);
                chosen.pop_back();
            }
        };
        choose(0);
        return out;
    }

    static std::optional<OwnSpan> window_of(const std::vector<OwnSpan>& spans, unsigned others) {
        std::set<std::uint32_t> taken;
        OwnSpan hull{spans[0].begin, spans[0].end, true};
        for (const OwnSpan& span : spans) {
            for (std::uint32_t at = span.begin; at < span.end; ++at) taken.insert(at);
            hull.begin = std::min(hull.begin, span.begin);
            hull.end = std::max(hull.end, span.end);
        }
        if (hull.end - hull.begin > taken.size() + others) return std::nullopt;
        return hull;
    }

    OwnSpans window(const OwnQuery& query) const { return minimal(hulls(query)); }

    // All that fits an item within a wanted window, whether the window needs it or not.
    void show_window(const OwnQuery& query, const Extents& wanted, std::set<std::uint32_t>& shown) const {
        for (const OwnItem& one : query.items) {
            for (const OwnSpan& span : item(one)) {
                const bool inside = std::ranges::any_of(wanted, [&](const auto& window) {
                    return window.first <= span.begin && span.end <= window.second;
                });
                for (std::uint32_t at = span.begin; inside && at < span.end; ++at) shown.insert(at);
            }
        }
    }

    static OwnSpan hull(const OwnSpan& a, const OwnSpan& b) {
        return {std::min(a.begin, b.begin), std::max(a.end, b.end), true};
    }

    bool in_one_stretch(const OwnSpan& span, const std::string& stretch) const {
        const WordPlace& first = article_.places.at(span.begin);
        const WordPlace& last = article_.places.at(span.end - 1);
        if (stretch == "S") return first.sentence == last.sentence;
        if (stretch == "P") return first.paragraph == last.paragraph;
        return stretch.empty() || first.section == last.section;
    }

    bool allows(const OwnQuery& rule, const OwnSpan& left, const OwnSpan& right) const {
        const bool left_first = left.end <= right.begin, right_first = right.end <= left.begin;
        if (rule.ordered && !left_first) return false;
        if (!left_first && !right_first) {
            if (!left.loose && !right.loose) return false;
        } else if (rule.n > 0) {
            const std::uint32_t difference = left_first ? right.begin - (left.end - 1) : left.begin - (right.end - 1);
            if (difference > rule.n) return false;
        }
        return in_one_stretch(hull(left, right), rule.stretch);
    }

    OwnSpans near(const OwnQuery& query) const {
        const OwnSpans lefts = spans(query.children[0]), rights = spans(query.children[1]);
        OwnSpans out;
        for (const OwnSpan& left : lefts) {
            bool found = false;
            for (const OwnSpan& right : rights) {
                if (!allows(query, left, right)) continue;
                found = true;
                if (!query.not_near) out.insert(hull(left, right));
            }
            if (query.not_near && !found) out.insert(left);
        }
        return query.not_near ? out : minimal(out);
    }

    void show_near(const OwnQuery& query, const Extents& wanted, std::set<std::uint32_t>& shown) const {
        Extents of_left, of_right;
        for (const OwnSpan& left : spans(query.children[0])) {
            for (const OwnSpan& right : spans(query.children[1])) {
                const OwnSpan both = hull(left, right);
                if (!allows(query, left, right) || !wanted.contains({both.begin, both.end})) continue;
                of_left.emplace(left.begin, left.end);
                of_right.emplace(right.begin, right.end);
            }
        }
        show(query.children[0], of_left, shown);
        show(query.children[1], of_right, shown);
    }

    OwnSpans cased(const OwnQuery& query) const {
        OwnSpans out;
        for (const OwnSpan& span : spans(query.children[0])) {
            bool capital = false, small = false;
            for (std::uint32_t at = span.begin; at < span.end; ++at) {
                capital |= article_.places.at(at).capital;
                small |= article_.places.at(at).small;
            }
            const bool fits = query.text == "CAPS"      ? capital
                              : query.text == "ALLCAPS" ? capital && !small
                                                        : !capital;
            if (fits) out.insert(span);
        }
        return out;
    }

    OwnSpans zoned(const OwnQuery& query) const {
        Words zones = {query.text};
        if (query.text == "hlead") zones = {"headline", "deck", "lead"};
        OwnSpans out;
        for (const OwnSpan& span : spans(query.children[0])) {
            const auto& first = article_.places.at(span.begin).zones;
            const auto& last = article_.places.at(span.end - 1).zones;
            const bool inside = std::ranges::any_of(zones, [&](const std::string& zone) {
                return first.contains(zone) && last.contains(zone) && first.at(zone) == last.at(zone);
            });
            if (inside) out.insert(span);
        }
        return out;
    }

    const Reading& article_;
};

class Judge {
  public:
    explicit Judge(const Reading& article) : article_(article) {}

    // `zone` is the field around it, if any; AND, OR and NOT within a field are of matches in it.
    Verdict run(const OwnQuery& query, const std::string& zone) {
        switch (query.kind) {
            case Kind::both: return of_both(query, zone);
            case Kind::either: return of_either(query, zone);
            case Kind::negated: return {!run(query.children[0], zone).matches, {}};
            case Kind::source: return {article_.source == query.text, {}};
            case Kind::date: return {article_.date.starts_with(query.text), {}};
            case Kind::zone: return run(query.children[0], query.text);
            case Kind::at_least: return of_spans(query.children[0], query.n, zone);
            default: return of_spans(query, 1, zone);
        }
    }

  private:
    Verdict of_both(const OwnQuery& query, const std::string& zone) {
        Verdict verdict{true, {}};
        for (const OwnQuery& child : query.children) {
            Verdict one = run(child, zone);
            verdict.matches &= one.matches;
            verdict.shown.merge(one.shown);
        }
        if (!verdict.matches) verdict.shown.clear();
        return verdict;
    }

    Verdict of_either(const OwnQuery& query, const std::string& zone) {
        Verdict verdict;
        for (const OwnQuery& child : query.children) {
            Verdict one = run(child, zone);
            verdict.matches |= one.matches;
            verdict.shown.merge(one.shown);
        }
        return verdict;
    }

    // Of words and phrases the most of which no two overlap; of distances all.
    static std::size_t counted(const OwnSpans& found) {
        Extents tight, loose;
        for (const OwnSpan& span : found) (span.loose ? loose : tight).emplace(span.begin, span.end);
        return most_apart(tight) + loose.size();
    }

    static std::size_t most_apart(const Extents& found) {
        if (found.empty()) return 0;
        const auto first = std::ranges::min_element(found, {}, [](const auto& of) { return of.second; });
        Extents behind;
        for (const auto& extent : found) {
            if (extent.first >= first->second) behind.insert(extent);
        }
        return 1 + most_apart(behind);
    }

    Verdict of_spans(const OwnQuery& query, unsigned at_least, const std::string& zone) {
        const OwnQuery in_zone{Kind::zone, zone, 0, {}, false, false, "", {query}};
        const OwnQuery& asked = zone.empty() ? query : in_zone;
        const SpanJudge judge(article_);
        const OwnSpans spans = judge.spans(asked);
        const Extents found = extents_of(spans);
        if (found.empty() || (at_least > 1 && counted(spans) < at_least)) return {};
        Verdict verdict{true, {}};
        judge.show(asked, found, verdict.shown);
        return verdict;
    }

    const Reading& article_;
};

}  // namespace

Verdict judge(const OwnQuery& query, const Reading& article) { return Judge(article).run(query, ""); }

}  // namespace broadsheet::tests
