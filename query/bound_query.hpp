// What a query means in one archive: words have become forms, names fields, dates terms.
//
// Three kinds of nodes. A Pattern says which words in a row match: what a word or phrase of the query
// has become. A SpanNode joins patterns by what has a place in the text: distances, zones, capitals; it
// is what the span evaluator runs. Over articles, a BoundNode joins these and filters by AND, OR, NOT.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "archive/article.hpp"
#include "query/syntax/ast.hpp"
#include "query/syntax/diagnostic.hpp"

namespace broadsheet::query {

struct Pattern;

/// Forms that count only in articles of one language.
struct FormsInLanguage {
    std::string term;                ///< the boolean term of the language
    std::vector<std::string> forms;  ///< sorted
};

/// Any token with one of these forms.
struct AnyForm {
    std::vector<std::string> forms;  ///< sorted; none: matches nothing
    /// Leaves out the joined forms of compounds: for the one spelling of "cease-fire" beside which
    /// its parts in a row stand as the other.
    bool written_as_one = false;
    /// The inflected forms of a bare word, where the archive has several languages: each stemmer
    /// decides for articles of its own language only.
    std::vector<FormsInLanguage> by_language = {};
    /// The forms of a wide wildcard: each article that has one weighs the same, however many forms it
    /// has and however rare they are.
    bool equal_weight = false;
};

/// A run of two or more characters of a script without spaces between words, by its pairs.
struct CharacterRun {
    std::vector<std::string> pairs;  ///< of each character but the last with the next
    std::string last;                ///< the last character
};

/// The children one right behind the other.
struct Sequence {
    std::vector<Pattern> children;
};

/// Any of the children.
struct Alternatives {
    std::vector<Pattern> children;
};

struct Pattern {
    std::variant<AnyForm, CharacterRun, Sequence, Alternatives> kind;
};

struct SpanNode;

/// A word or phrase of the query.
struct Leaf {
    Pattern pattern;
    std::uint32_t leaf = 0;  ///< the how-manieth of the query, from 0
    InputRange range;        ///< what it was made from
};

/// "…"~n: the items in any order, with at most so many other words among them.
struct Window {
    std::vector<Pattern> items;
    std::uint32_t others = 0;
    std::uint32_t leaf = 0;
    InputRange range;
};

/// The spans of all children: OR within a distance.
struct EitherSpan {
    std::vector<SpanNode> children;
};

struct NearSpan {
    std::vector<SpanNode> operands;  ///< left and right
    ProximityRule rule;
};

/// Those spans of the child that are written so.
struct CasedSpan {
    std::vector<SpanNode> child;  ///< exactly one
    CaseRule rule = CaseRule::caps;
};

/// Those spans of the child that lie within one run of one of the zones.
struct ZonedSpan {
    std::vector<SpanNode> child;  ///< exactly one
    archive::ZoneSet zones = 0;
};

struct SpanNode {
    std::variant<Leaf, Window, EitherSpan, NearSpan, CasedSpan, ZonedSpan> kind;
};

/// Whether a node asks how words are written, and not to ask finds more and never less.
bool is_narrowed_by_case(const SpanNode& node);

struct BoundNode;

/// Articles with at least so many spans.
struct Match {
    SpanNode spans;
    std::uint32_t at_least = 1;
    bool narrowed_by_case = is_narrowed_by_case(spans);
};

/// Articles whose metadata have one of these values.
struct Filter {
    std::vector<std::string> terms;  ///< boolean terms, joined by OR; none: no article
};

/// Articles whose value in a slot lies in [from, to] as numbers.
struct NumberFilter {
    std::uint32_t slot = 0;
    std::uint32_t from = 0;
    std::uint32_t to = 0;
};

/// Every article: an empty query.
struct Everything {};

struct BoundAnd {
    std::vector<BoundNode> children;
};
struct BoundOr {
    std::vector<BoundNode> children;
};
struct BoundNot {
    std::vector<BoundNode> child;  ///< exactly one
};

struct BoundNode {
    std::variant<Match, Filter, NumberFilter, Everything, BoundAnd, BoundOr, BoundNot> kind;
};

/// A word as it was bound, for --explain.
struct BoundWord {
    std::string word;
    struct Count {
        std::string form;
        std::uint32_t articles;
    };
    std::vector<Count> forms;
};

struct BoundQuery {
    BoundNode root;
    std::uint32_t leaf_count = 0;
    std::vector<BoundWord> words;
    Diagnostics notices;
    bool cut = false;  ///< a wildcard or near word stands for more forms than were searched
};

}  // namespace broadsheet::query
