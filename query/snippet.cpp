#include "query/snippet.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "text/sentence_breaker.hpp"
#include "text/utf8.hpp"

namespace broadsheet::query {

namespace {

using archive::TextUnit;
using archive::Zone;
using text::ByteRange;

// How many units are looked at closely: those with the most of the query in them. An article with
// hundreds of matching paragraphs is a list, of which any serve.
constexpr std::size_t max_units = 6;

constexpr std::string_view ellipsis = "…";

struct UnitSpans {
    std::size_t unit;
    std::set<std::uint32_t> leaves;
    std::size_t matches = 0;
};

// A sentence, or several in a row, of a unit.
struct Passage {
    std::size_t unit = 0;
    ByteRange range{0, 0};
    std::set<std::uint32_t> leaves;
    double score = 0;
};

Zone shown_zone(archive::ZoneSet zones) {
    for (const Zone zone : {Zone::commentary, Zone::correction, Zone::deck, Zone::caption,
                            Zone::quote, Zone::lead, Zone::body, Zone::dateline}) {
        if (archive::contains(zones, zone)) return zone;
    }
    return Zone::body;
}

bool is_alone(const TextUnit& unit) { return unit.section == archive::no_section; }

// The units that hold spans, those with most of the query first, at most max_units; by place.
std::vector<UnitSpans> busiest_units(const std::vector<TextUnit>& units,
                                     const std::vector<std::uint32_t>& positions,
                                     const std::vector<LeafSpan>& spans) {
    std::vector<UnitSpans> found;
    for (const LeafSpan& leaf : spans) {
        const auto after = std::ranges::upper_bound(positions, leaf.span.begin);
        if (after == positions.begin()) continue;
        const auto unit = static_cast<std::size_t>(after - positions.begin()) - 1;
        if (is_alone(units[unit])) continue;
        if (found.empty() || found.back().unit != unit) found.push_back({unit, {}, 0});
        found.back().leaves.insert(leaf.leaf);
        ++found.back().matches;
    }
    std::ranges::stable_sort(found, std::greater<>(), [](const UnitSpans& unit) {
        return std::pair(unit.leaves.size(), std::min<std::size_t>(unit.matches, 4));
    });
    if (found.size() > max_units) found.resize(max_units);
    std::ranges::sort(found, {}, &UnitSpans::unit);
    return found;
}

// Close matches count more than distant ones, the lead more than the rest, the earlier more.
double score_of(const std::vector<Highlight>& inside, ByteRange range, const TextUnit& unit) {
    const double matches = std::min<double>(static_cast<double>(inside.size()), 4);
    const double spread = static_cast<double>(inside.back().bytes.end - inside.front().bytes.begin);
    const double length = static_cast<double>(range.end - range.begin);
    double score = matches - 0.5 * spread / (length + 1);
    if (archive::contains(unit.zones, Zone::lead)) score += 0.5;
    if (archive::contains(unit.zones, Zone::deck)) score += 0.25;
    if (archive::contains(unit.zones, Zone::heading)) score -= 2;  // it is shown as the path
    return score;
}

std::vector<Highlight> within(const std::vector<Highlight>& highlights, ByteRange range) {
    std::vector<Highlight> inside;
    for (const Highlight& highlight : highlights) {
        if (highlight.bytes.begin >= range.begin && highlight.bytes.begin < range.end) {
            inside.push_back(highlight);
        }
    }
    return inside;
}

// Sentence `index`, with those behind it while it is short.
ByteRange passage_from(const std::vector<ByteRange>& sentences, std::size_t index) {
    ByteRange range = sentences[index];
    while (range.end - range.begin < snippet_bytes && index + 1 < sentences.size() &&
           sentences[index + 1].end - range.begin <= max_snippet_bytes) {
        range.end = sentences[++index].end;
    }
    return range;
}

bool is_space_before(std::string_view text, std::uint32_t at) { return at > 0 && text[at - 1] == ' '; }

// A passage that is too long is cut around its first matches, at white space where there is some.
ByteRange cut(std::string_view text, ByteRange range, const std::vector<Highlight>& inside) {
    if (range.end - range.begin <= max_snippet_bytes) return range;
    constexpr std::uint32_t context = 60;  // of text before the first match
    const std::uint32_t first = inside.empty() ? range.begin : inside.front().bytes.begin;
    std::uint32_t begin = first > range.begin + context ? first - context : range.begin;
    begin = static_cast<std::uint32_t>(text::floor_boundary(text, begin));
    const std::uint32_t wanted = begin;
    while (begin > range.begin && begin < first && !is_space_before(text, begin)) ++begin;
    if (begin == first && wanted != first) begin = wanted;  // a script without spaces
    std::uint32_t end = std::min(range.end, begin + max_snippet_bytes);
    if (end < range.end) {
        end = static_cast<std::uint32_t>(text::floor_boundary(text, end));
        const std::uint32_t full = end;
        while (end > first && text[end] != ' ') --end;
        if (end <= first) end = full;
    }
    begin = static_cast<std::uint32_t>(text::floor_boundary(text, begin));
    return {begin, end};
}

void add_text(TextParts& parts, bool front, std::string_view added) {
    if (parts.empty()) return;
    TextPart& part = front ? parts.front() : parts.back();
    if (!part.hit) {
        front ? part.text.insert(0, added) : part.text.append(added);
    } else {
        parts.insert(front ? parts.begin() : parts.end(), TextPart{std::string(added), false, 0});
    }
}

TextParts cut_parts(std::string_view text, ByteRange range,
                    const std::vector<Highlight>& highlights) {
    const ByteRange shown = cut(text, range, within(highlights, range));
    TextParts parts = parts_of(text, shown, highlights);
    if (shown.begin != range.begin) add_text(parts, true, ellipsis);
    if (shown.end != range.end) add_text(parts, false, ellipsis);
    return parts;
}

class Chooser {
  public:
    Chooser(const archive::StoredArticle& stored, const std::vector<LeafSpan>& spans,
            UnitHighlighter& highlighter)
        : stored_(stored), units_(archive::text_units(stored.article)), spans_(spans),
          highlighter_(highlighter) {}

    std::vector<Snippet> run() {
        for (const UnitSpans& unit : busiest_units(units_, stored_.unit_positions, spans_)) {
            add_passages(unit.unit);
        }
        std::vector<Passage> chosen = choose();
        if (chosen.empty()) return beginning();
        std::ranges::sort(chosen, {}, [](const Passage& passage) {
            return std::pair(passage.unit, passage.range.begin);
        });
        std::vector<Snippet> snippets;
        for (const Passage& passage : chosen) {
            snippets.push_back(snippet(passage.unit, passage.range, highlights_.at(passage.unit)));
        }
        return snippets;
    }

  private:
    void add_passages(std::size_t unit) {
        auto highlights = highlighter_.highlights(units_[unit].text, stored_.unit_positions[unit],
                                                  spans_);
        std::vector<ByteRange> sentences;
        text::break_sentences(units_[unit].text, stored_.article.language, sentences);
        for (std::size_t i = 0; i < sentences.size(); ++i) {
            if (within(highlights, sentences[i]).empty()) continue;
            Passage passage{unit, passage_from(sentences, i), {}, 0};
            const auto inside = within(highlights, passage.range);
            for (const Highlight& highlight : inside) passage.leaves.insert(highlight.leaf);
            passage.score = score_of(inside, passage.range, units_[unit]);
            passages_.push_back(std::move(passage));
        }
        highlights_[unit] = std::move(highlights);
    }

    std::vector<Passage> choose() const {
        std::vector<Passage> chosen;
        std::set<std::uint32_t> covered;
        while (chosen.size() < snippets_per_hit) {
            const Passage* best = nullptr;
            std::size_t best_new = 0;
            for (const Passage& passage : passages_) {
                if (overlaps(passage, chosen)) continue;
                const auto fresh = static_cast<std::size_t>(
                    std::ranges::count_if(passage.leaves, [&](auto leaf) { return !covered.contains(leaf); }));
                if (best == nullptr || fresh > best_new ||
                    (fresh == best_new && passage.score > best->score)) {
                    best = &passage;
                    best_new = fresh;
                }
            }
            if (best == nullptr) break;
            covered.insert(best->leaves.begin(), best->leaves.end());
            chosen.push_back(*best);
        }
        return chosen;
    }

    static bool overlaps(const Passage& passage, const std::vector<Passage>& chosen) {
        return std::ranges::any_of(chosen, [&](const Passage& other) {
            return other.unit == passage.unit && passage.range.begin < other.range.end &&
                   other.range.begin < passage.range.end;
        });
    }

    // What an article found by its headline or metadata alone begins with.
    std::vector<Snippet> beginning() const {
        for (const Zone zone : {Zone::deck, Zone::lead, Zone::body, Zone::commentary}) {
            for (std::size_t i = 0; i < units_.size(); ++i) {
                if (!archive::contains(units_[i].zones, zone) || units_[i].paragraph == 0) continue;
                std::vector<ByteRange> sentences;
                text::break_sentences(units_[i].text, stored_.article.language, sentences);
                if (sentences.empty()) continue;
                return {snippet(i, passage_from(sentences, 0), {})};
            }
        }
        return {};
    }

    Snippet snippet(std::size_t index, ByteRange range,
                    const std::vector<Highlight>& highlights) const {
        const TextUnit& unit = units_[index];
        std::vector<std::string> path = archive::section_path(stored_.article, unit.section);
        const bool is_heading = unit.paragraph == 0;
        if (is_heading && !path.empty()) path.pop_back();  // it is the text
        return {std::move(path), shown_zone(unit.zones), unit.paragraph,
                cut_parts(unit.text, range, highlights)};
    }

    const archive::StoredArticle& stored_;
    const std::vector<TextUnit> units_;
    const std::vector<LeafSpan>& spans_;
    UnitHighlighter& highlighter_;
    std::vector<Passage> passages_;
    std::map<std::size_t, std::vector<Highlight>> highlights_;
};

}  // namespace

TextParts SnippetMaker::headline(const archive::StoredArticle& stored,
                                 const std::vector<LeafSpan>& spans) {
    const auto units = archive::text_units(stored.article);
    if (units.empty() || !archive::contains(units[0].zones, Zone::headline)) return {};
    return parts_of(units[0].text,
                    highlighter_.highlights(units[0].text, stored.unit_positions[0], spans));
}

std::vector<Snippet> SnippetMaker::snippets(const archive::StoredArticle& stored,
                                            const std::vector<LeafSpan>& spans) {
    return Chooser(stored, spans, highlighter_).run();
}

}  // namespace broadsheet::query
