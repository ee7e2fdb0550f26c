#include "query/binder.hpp"

#include <fmt/format.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <functional>
#include <limits>
#include <optional>

#include "archive/field_table.hpp"
#include "archive/key_phrases.hpp"
#include "archive/terms.hpp"
#include "query/date_terms.hpp"
#include "query/snapshot.hpp"
#include "query/syntax/phrase_items.hpp"
#include "query/wildcard.hpp"
#include "text/analyzer.hpp"
#include "text/english_number.hpp"
#include "text/folding.hpp"
#include "text/utf8.hpp"

namespace broadsheet::query {

namespace {

using archive::FieldKind;

// The boolean term of a value of one of the fields that filter.
std::string filter_term(std::string_view field, std::string_view value) {
    return archive::value_term(archive::find_field(field)->term_prefix, value);
}

constexpr std::string_view wildcard_signs = "*?$";

// The parts of a wildcard between hyphens, stops and apostrophes.
std::vector<std::string> wildcard_parts(std::string_view text) {
    std::vector<std::string> parts(1);
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        const auto c = static_cast<UChar32>(text::decode(text, at));
        const bool sign = c < 0x80 && wildcard_signs.find(static_cast<char>(c)) != std::string_view::npos;
        const bool inside = sign || u_isalnum(c) || (U_GET_GC_MASK(c) & U_GC_M_MASK) != 0;
        if (inside) parts.back() += text.substr(begin, at - begin);
        else if (!parts.back().empty()) parts.emplace_back();
    }
    if (parts.back().empty()) parts.pop_back();
    return parts;
}

std::string_view without_outer_stars(std::string_view part) {
    while (part.starts_with('*')) part.remove_prefix(1);
    while (part.ends_with('*')) part.remove_suffix(1);
    return part;
}

Pattern one_form(std::string_view form) { return {AnyForm{{std::string(form)}, false}}; }

template <typename Kind>
Pattern grouped(std::vector<Pattern> children) {
    if (children.size() == 1) return std::move(children.front());
    return {Kind{std::move(children)}};
}

class Binder {
  public:
    Binder(const Snapshot& snapshot, Patience* patience)
        : snapshot_(snapshot), patience_(patience) {}

    BoundQuery run(const Node& tree) {
        query_.root = bind_node(tree);
        query_.leaf_count = leaves_;
        return std::move(query_);
    }

  private:
    BoundNode bind_node(const Node& node) {
        return std::visit([&](const auto& kind) { return bind_kind(kind, node.range); }, node.kind);
    }

    // What has a place in the text.
    template <typename Kind>
    BoundNode bind_kind(const Kind& kind, InputRange range) {
        return matched(span_of(kind, range));
    }

    BoundNode bind_kind(const AtLeast& counted, InputRange) {
        return matched(span_node(*counted.child), counted.count);
    }

    BoundNode matched(SpanNode spans, std::uint32_t at_least = 1) {
        if (zones_ != 0) spans = {ZonedSpan{{std::move(spans)}, zones_}};
        return {Match{std::move(spans), at_least}};
    }

    BoundNode bind_kind(const And& both, InputRange) { return {BoundAnd{bind_all(both.children)}}; }
    BoundNode bind_kind(const Or& either, InputRange) { return {BoundOr{bind_all(either.children)}}; }
    BoundNode bind_kind(const Not& negated, InputRange) {
        return {BoundNot{{bind_node(*negated.child)}}};
    }

    BoundNode bind_kind(const InField& in, InputRange range) {
        const archive::Field& field = *archive::find_field(in.name);
        if (field.kind == FieldKind::zones) {
            zones_ = field.zones;
            BoundNode node = bind_node(*in.child);
            zones_ = 0;
            return node;
        }
        Filter filter;
        add_values(field, *in.child, range, filter);
        return {std::move(filter)};
    }

    BoundNode bind_kind(const DateRange& range, InputRange) {
        return {Filter{date_terms(range, snapshot_.columns())}};
    }

    BoundNode bind_kind(const NumberRange& range, InputRange) {
        const archive::Field& field = *archive::find_field(range.name);
        constexpr auto most = std::numeric_limits<std::uint32_t>::max();
        NumberFilter filter{field.slot.value(), 0, most};
        switch (range.kind) {
            case RangeKind::equal: filter.from = filter.to = range.from; break;
            case RangeKind::between: filter.from = range.from; filter.to = range.to; break;
            case RangeKind::at_least: filter.from = range.from; break;
            case RangeKind::at_most: filter.to = range.from; break;
            case RangeKind::greater:
                if (range.from == most) return {Filter{}};
                filter.from = range.from + 1;
                break;
            case RangeKind::less:
                if (range.from == 0) return {Filter{}};
                filter.to = range.from - 1;
                break;
        }
        return {filter};
    }

    SpanNode span_node(const Node& node) {
        return std::visit([&](const auto& kind) { return span_of(kind, node.range); }, node.kind);
    }

    SpanNode span_of(const Word& word, InputRange range) {
        check(patience_);
        analyzer_.analyze(word.text, tokens_);
        return leaf(word_pattern(word, range), range);
    }

    SpanNode span_of(const WildcardWord& word, InputRange range) {
        return leaf(wildcard_pattern(word.text, range), range);
    }

    SpanNode span_of(const Phrase& phrase, InputRange range) {
        const std::uint32_t offset = range.offset + phrase.text_offset;
        std::vector<Pattern> items = bind_items(phrase_items(phrase.text), offset);
        if (phrase.others) return {Window{std::move(items), *phrase.others, leaves_++, range}};
        if (items.empty()) return leaf({AnyForm{}}, range);
        return leaf(grouped<Sequence>(std::move(items)), range);
    }

    SpanNode span_of(const Or& either, InputRange) {
        EitherSpan spans;
        for (const Node& child : either.children) spans.children.push_back(span_node(child));
        return {std::move(spans)};
    }

    SpanNode span_of(const Proximity& proximity, InputRange) {
        NearSpan near{{}, proximity.rule};
        near.operands.push_back(span_node(*proximity.left));
        near.operands.push_back(span_node(*proximity.right));
        return {std::move(near)};
    }

    SpanNode span_of(const Cased& cased, InputRange) {
        return {CasedSpan{{span_node(*cased.child)}, cased.rule}};
    }

    SpanNode span_of(const Numbered& numbered, InputRange) {
        number_ = numbered.number;
        SpanNode spans = span_node(*numbered.child);
        number_.reset();
        return spans;
    }

    SpanNode span_of(const InField& in, InputRange) {
        return {ZonedSpan{{span_node(*in.child)}, archive::find_field(in.name)->zones}};
    }

    // The parser lets none of these into a distance.
    template <typename Kind>
    SpanNode span_of(const Kind&, InputRange range) {
        return leaf({AnyForm{}}, range);
    }

    SpanNode leaf(Pattern pattern, InputRange range) {
        return {Leaf{std::move(pattern), leaves_++, range}};
    }

    // One behind the other; `offset` is where the phrase's text begins in the query.
    std::vector<Pattern> bind_items(const std::vector<PhraseItem>& items, std::uint32_t offset) {
        std::vector<Pattern> patterns;
        for (const PhraseItem& item : items) {
            const std::uint32_t begin = offset + item.offset;
            switch (item.kind) {
                case PhraseItemKind::text: add_words(item.text, begin, patterns); break;
                case PhraseItemKind::wildcard:
                    patterns.push_back(wildcard_pattern(
                        item.text, {begin, static_cast<std::uint32_t>(item.text.size())}));
                    break;
                case PhraseItemKind::alternatives: {
                    std::vector<Pattern> choices;
                    for (const auto& alternative : item.alternatives) {
                        std::vector<Pattern> words = bind_items(alternative, offset);
                        if (!words.empty()) choices.push_back(grouped<Sequence>(std::move(words)));
                    }
                    if (!choices.empty()) patterns.push_back(grouped<Alternatives>(std::move(choices)));
                    break;
                }
            }
        }
        return patterns;
    }

    // The words of a text as they stand.
    void add_words(const std::string& text, std::uint32_t offset, std::vector<Pattern>& patterns) {
        analyzer_.analyze(text, tokens_);
        for (const text::Token& token : tokens_) {
            if (token.kind == text::TokenKind::word && !inside_compound(token)) {
                note_verbatim(token, {offset + token.begin, token.end - token.begin});
            }
        }
        for (Pattern& pattern : patterns_of_tokens()) patterns.push_back(std::move(pattern));
    }

    // A wildcard's forms; one with hyphens also as its parts in a row.
    Pattern wildcard_pattern(const std::string& text, InputRange range) {
        const std::vector<std::string> parts = wildcard_parts(text);
        std::vector<Pattern> row;
        for (const std::string& part : parts) {
            const std::string_view inside = without_outer_stars(part);
            analyzer_.analyze(inside, tokens_);
            const bool is_word = tokens_.empty() || tokens_[0].kind == text::TokenKind::word;
            const bool has_sign = part.find_first_of(wildcard_signs) != std::string::npos;
            if (has_sign && is_word) {
                row.push_back(wildcard_forms(part, range));
            } else {  // where words are not parted, any run of characters is found within longer ones
                for (Pattern& pattern : patterns_of_tokens()) row.push_back(std::move(pattern));
            }
        }
        if (parts.size() < 2) return grouped<Sequence>(std::move(row));
        std::string joined;
        for (const std::string& part : parts) joined += part;
        Pattern as_one = wildcard_forms(joined, range);
        std::get<AnyForm>(as_one.kind).written_as_one = true;
        std::vector<Pattern> spellings;
        spellings.push_back(std::move(as_one));
        spellings.push_back(grouped<Sequence>(std::move(row)));
        return grouped<Alternatives>(std::move(spellings));
    }

    // Of more forms than are searched, those that most articles hold.
    Pattern wildcard_forms(const std::string& text, InputRange range) {
        check(patience_);
        const Wildcard wildcard = Wildcard::parse(text::fold(text));
        std::vector<Form> found = snapshot_.lexicon().matching(wildcard);
        BoundWord bound{wildcard.text(), {}};
        if (found.empty()) {
            query_.notices.push_back({"unknown-word", range,
                                      fmt::format("no article holds a word like '{}'", text), ""});
        }
        if (found.size() > max_wildcard_forms) {
            query_.cut = true;
            query_.notices.push_back(
                {"cut-expansion", range,
                 fmt::format("{} forms fit '{}'; the {} most frequent were searched", found.size(),
                             text, max_wildcard_forms),
                 "write more of the word"});
            std::ranges::stable_sort(found, std::greater<>(), &Form::articles);
            found.resize(max_wildcard_forms);
        }
        AnyForm any;
        any.equal_weight = found.size() > max_weighted_forms;
        for (const Form& form : found) {
            any.forms.emplace_back(form.text);
            bound.forms.push_back({std::string(form.text), form.articles});
        }
        std::ranges::sort(any.forms);
        query_.words.push_back(std::move(bound));
        return {std::move(any)};
    }

    std::vector<BoundNode> bind_all(const std::vector<Node>& nodes) {
        std::vector<BoundNode> out;
        for (const Node& node : nodes) out.push_back(bind_node(node));
        return out;
    }

    // The pattern of a word that was analysed to tokens_: its forms by stem if it is one token, else
    // all its spellings.
    Pattern word_pattern(const Word& word, InputRange range) {
        if (tokens_.empty()) return {AnyForm{}};
        if (number_) return numbered_forms(word, range);
        const text::Token& first = tokens_[0];
        const bool one_token = tokens_.size() == 1;
        const bool one_compound = first.is_compound() && tokens_.size() == first.length + 1U;
        if (word.verbatim) {
            if (one_token) return verbatim_form(first, range);
            return sequence_of_tokens();
        }
        if (word.edits > 0) return near_forms(first, word, range);
        if (one_token) return inflected_form(first, word, range);
        if (!one_compound) return sequence_of_tokens();
        AnyForm joined = inflections(std::string(tokens_.form(first)));
        std::vector<Pattern> spellings;
        if (!is_unknown(joined)) spellings.push_back({std::move(joined)});
        spellings.push_back(parts_of(0));
        return grouped<Alternatives>(std::move(spellings));
    }

    // SINGULAR(talks), PLURAL(talk)
    Pattern numbered_forms(const Word& word, InputRange range) {
        const std::string form(tokens_.form(tokens_[0]));
        const Lexicon& lexicon = snapshot_.lexicon();
        const auto exists = [&](std::string_view of) { return lexicon.frequency(of) > 0; };
        const text::NumberForms both = text::english_number(form, exists);
        const bool singular = number_ == GrammaticalNumber::singular;
        AnyForm any{singular ? both.singular : both.plural};
        std::ranges::sort(any.forms);
        BoundWord bound{fmt::format("{}({})", number_name(*number_), form), {}};
        for (const auto& found : any.forms) bound.forms.push_back({found, lexicon.frequency(found)});
        query_.words.push_back(std::move(bound));
        if (any.forms.empty()) {
            query_.notices.push_back({"unknown-word", range,
                                      fmt::format("no article holds a {} of '{}'",
                                                  singular ? "singular" : "plural", word.text),
                                      ""});
        }
        return {std::move(any)};
    }

    Pattern inflected_form(const text::Token& token, const Word& word, InputRange range) {
        const std::string form(tokens_.form(token));
        AnyForm forms = inflections(form);
        if (is_unknown(forms)) note_unknown(word.text, form, range);
        return {std::move(forms)};
    }

    // The forms within edits; of too many, those that most articles hold.
    Pattern near_forms(const text::Token& token, const Word& word, InputRange range) {
        const std::string form(tokens_.form(token));
        std::vector<NearForm> near = snapshot_.lexicon().within_edits(form, word.edits);
        if (near.size() > max_expanded_forms) {
            query_.cut = true;
            query_.notices.push_back(
                {"cut-expansion", range,
                 fmt::format("{} forms are near '{}'; the {} most frequent were searched",
                             near.size(), word.text, max_expanded_forms),
                 "allow fewer edits"});
            std::ranges::stable_sort(near, std::greater<>(),
                                     [](const NearForm& of) { return of.form.articles; });
            near.resize(max_expanded_forms);
        }
        BoundWord bound{form + (word.edits == 1 ? "~" : "~2"), {}};
        AnyForm any;
        for (const NearForm& of : near) {
            any.forms.emplace_back(of.form.text);
            bound.forms.push_back({std::string(of.form.text), of.form.articles});
        }
        std::ranges::sort(any.forms);
        any.equal_weight = any.forms.size() > max_weighted_forms;
        query_.words.push_back(std::move(bound));
        if (any.forms.empty()) note_unknown(word.text, form, range);
        return {std::move(any)};
    }

    static bool is_unknown(const AnyForm& any) { return any.forms.empty() && any.by_language.empty(); }

    // The forms of a word: in an archive of one language those of its stemmer, else the word itself
    // anywhere, and what each stemmer adds in articles of its language. Where no article has a
    // language, they are taken to be English.
    AnyForm inflections(const std::string& form) {
        const auto& languages = snapshot_.columns().of(Facet::language).values();
        constexpr std::size_t first_language = 1;  // [0] is none
        BoundWord bound{form, {}};
        AnyForm any;
        if (languages.size() <= first_language + 1) {
            const auto language = languages.size() == first_language ? "en" : languages.back();
            for (const Form& found : snapshot_.lexicon().same_stem(form, language)) {
                any.forms.emplace_back(found.text);
                bound.forms.push_back({std::string(found.text), found.articles});
            }
            query_.words.push_back(std::move(bound));
            return any;
        }
        if (const std::uint32_t articles = snapshot_.lexicon().frequency(form)) {
            any.forms.push_back(form);
            bound.forms.push_back({form, articles});
        }
        for (std::size_t i = first_language; i < languages.size(); ++i) {
            add_inflections(form, languages[i], any, bound);
        }
        query_.words.push_back(std::move(bound));
        return any;
    }

    void add_inflections(const std::string& form, const std::string& language, AnyForm& any,
                         BoundWord& bound) {
        FormsInLanguage added{filter_term("lang", language), {}};
        for (const Form& found : snapshot_.lexicon().same_stem(form, language)) {
            if (found.text == form) continue;
            added.forms.emplace_back(found.text);
            const bool listed = std::ranges::any_of(
                bound.forms, [&](const auto& count) { return count.form == found.text; });
            if (!listed) bound.forms.push_back({std::string(found.text), found.articles});
        }
        if (!added.forms.empty()) any.by_language.push_back(std::move(added));
    }

    Pattern verbatim_form(const text::Token& token, InputRange range) {
        note_verbatim(token, range);
        return one_form(tokens_.form(token));
    }

    // The tokens in a row; a compound in either of its spellings.
    Pattern sequence_of_tokens() {
        std::vector<Pattern> items = patterns_of_tokens();
        if (items.empty()) return {AnyForm{}};
        return grouped<Sequence>(std::move(items));
    }

    std::vector<Pattern> patterns_of_tokens() {
        std::vector<Pattern> items;
        for (std::size_t i = 0; i < tokens_.size(); ++i) {
            const text::Token& token = tokens_[i];
            if (token.kind == text::TokenKind::pair) {
                items.push_back(character_run(i));
                continue;
            }
            if (!token.is_compound()) {
                items.push_back(one_form(tokens_.form(token)));
                continue;
            }
            std::vector<Pattern> spellings;
            // Of an amount, other spellings have other parts.
            const bool written_as_one = token.kind != text::TokenKind::amount;
            spellings.push_back({AnyForm{{std::string(tokens_.form(token))}, written_as_one}});
            spellings.push_back(parts_of(i));
            items.push_back(grouped<Alternatives>(std::move(spellings)));
            i += token.length;
        }
        return items;
    }

    // The run of characters that begins with the pair at `index`, which is moved to its last token.
    Pattern character_run(std::size_t& index) {
        CharacterRun run;
        for (; tokens_[index].kind == text::TokenKind::pair; index += 2) {
            run.pairs.emplace_back(tokens_.form(tokens_[index]));
        }
        run.last = tokens_.form(tokens_[index]);
        return {std::move(run)};
    }

    // The parts of the compound at `index`, one behind the other.
    Pattern parts_of(std::size_t index) {
        std::vector<Pattern> parts;
        for (std::size_t i = 1; i <= tokens_[index].length; ++i) {
            parts.push_back(one_form(tokens_.form(tokens_[index + i])));
        }
        return grouped<Sequence>(std::move(parts));
    }

    bool inside_compound(const text::Token& token) const {
        return std::ranges::any_of(tokens_, [&](const text::Token& other) {
            return other.is_compound() && other.begin <= token.begin && token.end <= other.end;
        });
    }

    void note_verbatim(const text::Token& token, InputRange range) {
        check(patience_);
        const std::string form(tokens_.form(token));
        const std::uint32_t articles = snapshot_.lexicon().frequency(form);
        BoundWord bound{form, {}};
        if (articles > 0) bound.forms.push_back({form, articles});
        query_.words.push_back(std::move(bound));
        if (articles == 0) note_unknown(form, form, range);
    }

    void note_unknown(std::string_view shown, std::string_view form, InputRange range) {
        const std::string_view near = snapshot_.lexicon().nearest(form);
        query_.notices.push_back(
            {"unknown-word", range, fmt::format("no article holds '{}'", shown),
             near.empty() ? std::string() : fmt::format("did you mean {}", near)});
    }

    // The terms of the values of a filter. Where no value is the one that was given, those that hold
    // its words in a row: source:reuters finds "Reuters News". A notice says so.
    void add_values(const archive::Field& field, const Node& node, InputRange range,
                    Filter& filter) {
        if (const auto* either = std::get_if<Or>(&node.kind)) {
            for (const Node& child : either->children) add_values(field, child, child.range, filter);
            return;
        }
        const auto* word = std::get_if<Word>(&node.kind);
        const std::string& value = word != nullptr ? word->text : std::get<Phrase>(node.kind).text;
        if (field.kind == FieldKind::id) {
            filter.terms.push_back(archive::id_term(value));
            return;
        }
        if (field.term_prefix == archive::phrase_prefix) {
            const std::string term = archive::key_phrase_term(value, analyzer_, tokens_);
            if (!term.empty()) filter.terms.push_back(term);
            return;
        }
        const std::string exact = archive::value_term(field.term_prefix, value);
        const Column* column = column_of(field);
        if (column == nullptr) {
            filter.terms.push_back(exact);
            return;
        }
        std::vector<std::string> partly;
        for (std::size_t i = 1; i < column->values().size(); ++i) {
            const std::string term = archive::value_term(field.term_prefix, column->values()[i]);
            if (term == exact) {
                filter.terms.push_back(exact);
                return;
            }
            if (holds_words(column->values()[i], value)) partly.push_back(column->values()[i]);
        }
        note_partly(field, value, partly, range);
        for (const auto& found : partly) {
            filter.terms.push_back(archive::value_term(field.term_prefix, found));
        }
    }

    const Column* column_of(const archive::Field& field) const {
        if (field.name == "source") return &snapshot_.columns().of(Facet::source);
        if (field.name == "desk") return &snapshot_.columns().of(Facet::desk);
        if (field.name == "lang") return &snapshot_.columns().of(Facet::language);
        return nullptr;
    }

    bool holds_words(const std::string& value, const std::string& words) {
        const auto forms_of = [this](const std::string& text) {
            std::vector<std::string> forms;
            analyzer_.analyze(text, tokens_);
            for (const text::Token& token : tokens_) {
                if (token.is_single()) forms.emplace_back(tokens_.form(token));
            }
            return forms;
        };
        const auto all = forms_of(value), wanted = forms_of(words);
        return !wanted.empty() && !std::ranges::search(all, wanted).empty();
    }

    void note_partly(const archive::Field& field, const std::string& value,
                     const std::vector<std::string>& found, InputRange range) {
        if (found.empty()) {
            query_.notices.push_back(
                {"unknown-value", range,
                 fmt::format("no article has the {} '{}'", field.name, value), ""});
            return;
        }
        constexpr std::size_t shown = 5;
        std::string list;
        for (std::size_t i = 0; i < std::min(found.size(), shown); ++i) {
            list += fmt::format("{}{}", i == 0 ? "" : ", ", found[i]);
        }
        if (found.size() > shown) list += fmt::format(" and {} more", found.size() - shown);
        query_.notices.push_back(
            {"partial-value", range,
             fmt::format("no {} is named '{}' in full; searched in {}", field.name, value, list),
             ""});
    }

    const Snapshot& snapshot_;
    Patience* patience_;  ///< asked before each word, for which the whole lexicon may be looked through
    text::Analyzer analyzer_;
    text::TokenList tokens_;
    archive::ZoneSet zones_ = 0;
    std::optional<GrammaticalNumber> number_;  ///< of the words being bound: SINGULAR, PLURAL
    std::uint32_t leaves_ = 0;
    BoundQuery query_;
};

void add_date_bounds(const Filters& filters, const Snapshot& snapshot, BoundAnd& all) {
    if (filters.from.empty() && filters.to.empty()) return;
    DateProblem problem;
    DateRange range{RangeKind::between, {1, 0, 0}, {9999, 0, 0}};
    if (!filters.from.empty()) range.from = parse_date(filters.from, problem).value_or(range.from);
    if (!filters.to.empty()) range.to = parse_date(filters.to, problem).value_or(range.to);
    all.children.push_back({Filter{date_terms(range, snapshot.columns())}});
}

std::string facet_term(Facet facet, const std::string& value) {
    switch (facet) {
        case Facet::source: return filter_term("source", value);
        case Facet::desk: return filter_term("desk", value);
        case Facet::language: return filter_term("lang", value);
        case Facet::year: return archive::year_term(value);
        case Facet::month: return archive::month_term(value);
        case Facet::phrase: {
            text::Analyzer analyzer;
            text::TokenList tokens;
            return archive::key_phrase_term(value, analyzer, tokens);
        }
    }
    return {};
}

}  // namespace

BoundQuery bind(const Node& tree, const Snapshot& snapshot, Patience* patience) {
    return Binder(snapshot, patience).run(tree);
}

BoundNode bind_filters(const Filters& filters, const Snapshot& snapshot) {
    BoundAnd all;
    for (const std::string& phrase : filters.of(Facet::phrase)) {
        const std::string term = facet_term(Facet::phrase, phrase);
        all.children.push_back({term.empty() ? Filter{} : Filter{{term}}});
    }
    for (std::size_t i = 0; i < facet_count; ++i) {
        if (filters.values[i].empty() || i == static_cast<std::size_t>(Facet::phrase)) continue;
        Filter filter;
        for (const auto& value : filters.values[i]) {
            const std::string term = facet_term(static_cast<Facet>(i), value);
            if (!term.empty()) filter.terms.push_back(term);
        }
        all.children.push_back({std::move(filter)});
    }
    add_date_bounds(filters, snapshot, all);
    if (all.children.empty()) return {Everything{}};
    if (all.children.size() == 1) return std::move(all.children.front());
    return {std::move(all)};
}

}  // namespace broadsheet::query
