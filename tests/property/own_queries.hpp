// Queries as trees of our own: drawn at random, written out as text, made smaller. Nothing of query/.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tests/property/random_news.hpp"

namespace broadsheet::tests {

/// A piece of a phrase: a word, a wildcard, or (a|b) with choices of words in a row.
struct OwnItem {
    std::string text;
    bool wildcard = false;
    std::vector<Words> choices;
};

struct OwnQuery {
    enum class Kind {
        word,      ///< text
        verbatim,  ///< =text
        fuzzy,     ///< text~n
        wildcard,  ///< text
        singular,  ///< SINGULAR(text)
        plural,    ///< PLURAL(text)
        phrase,    ///< "items"
        window,    ///< "items"~n
        near,      ///< two children
        cased,     ///< text is the function's name, one child
        zone,      ///< text is the field's name, one child
        at_least,  ///< n, one child
        both,      ///< AND
        either,    ///< OR
        negated,   ///< NOT, within AND only
        source,    ///< source:text
        date,      ///< date:text
    };

    Kind kind = Kind::word;
    std::string text;
    unsigned n = 0;
    std::vector<OwnItem> items;
    bool ordered = false, not_near = false;  ///< of near
    std::string stretch;                     ///< of near: "", S, P or SEG
    std::vector<OwnQuery> children;
};

OwnQuery random_own_query(Dice& dice);

/// As someone types it.
std::string written(const OwnQuery& query);

/// Smaller queries that are made of it: the children by themselves, one child or item less, ….
std::vector<OwnQuery> smaller(const OwnQuery& query);

}  // namespace broadsheet::tests
