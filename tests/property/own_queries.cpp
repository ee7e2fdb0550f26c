#include "tests/property/own_queries.hpp"

namespace broadsheet::tests {

namespace {

using Kind = OwnQuery::Kind;

const Words asked_words = {"oil",  "opec", "truce", "truces", "talk",       "talks",      "fire",           "fires",
                           "who",  "may",  "cease", "talked", "ceasefire",  "ceasefires", "cease-fire",     "oil-truce",
                           "fire", "oil",  "OPEC",  "Truce",  "oil-fire",   "truce-oil",  "oil-fire-truce", "fire-oil"};
const Words asked_wildcards = {"cease*", "*fire",  "*fire*", "tal?s",   "tr?ce*", "talk$1",     "ceas$4", "oil*",
                               "op*c",   "fire!",  "who*",   "c?as*re", "*lks",   "cease-fir*", "oil*-truce"};
const Words asked_typos = {"ope", "opce", "talsk", "truec", "cease", "fre", "ceasefir", "oils"};
const Words asked_numbers = {"truce", "truces", "talk", "talks", "fire", "fires", "ceasefire"};
const Words asked_zones = {"headline", "deck",  "lead",    "hlead",      "heading",
                           "body",     "quote", "caption", "commentary", "correction"};

bool has_place(Kind kind) { return kind < Kind::at_least; }

class Writer {
  public:
    explicit Writer(Dice& dice) : dice_(dice) {}

    OwnQuery whole(int depth) {
        switch (depth > 0 ? dice_.roll(12) : dice_.roll(8)) {
            case 0: case 1: case 2: return placed(2);
            case 3: return placed(1);
            case 4: return joined(Kind::at_least, "", dice_.between(1, 4), {placed(static_cast<int>(dice_.roll(3)))});
            case 5: return joined(Kind::zone, dice_.pick(asked_zones), 0, {zoned(1)});
            case 6: return dice_.one_in(3) ? filter() : placed(2);
            case 7: return words();
            case 8: case 9: {
                OwnQuery both = joined(Kind::both, "", 0, {whole(depth - 1), whole(depth - 1)});
                if (dice_.one_in(2)) both.children.push_back(joined(Kind::negated, "", 0, {whole(depth - 1)}));
                if (dice_.one_in(3)) std::swap(both.children.front(), both.children.back());
                return both;
            }
            case 10: return joined(Kind::both, "", 0, {whole(depth - 1), joined(Kind::negated, "", 0, {whole(depth - 1)})});
            default: return joined(Kind::either, "", 0, {whole(depth - 1), whole(depth - 1)});
        }
    }

  private:
    static OwnQuery joined(Kind kind, std::string text, std::size_t n, std::vector<OwnQuery> children) {
        return {kind, std::move(text), static_cast<unsigned>(n), {}, false, false, "", std::move(children)};
    }
    static OwnQuery plain(Kind kind, std::string text, std::size_t n = 0) {
        return joined(kind, std::move(text), n, {});
    }

    OwnQuery filter() {
        if (dice_.one_in(2)) return plain(Kind::source, "north");
        return plain(Kind::date, dice_.pick(Words{"2024", "2024-02", "2025-07-09", "2023", "2022"}));
    }

    // Within a zone: no zone and no filter.
    OwnQuery zoned(int depth) {
        switch (depth > 0 ? dice_.roll(8) : dice_.roll(4)) {
            case 0: return near(1, false);
            case 1: return joined(Kind::at_least, "", dice_.between(1, 3), {operand(1, false)});
            case 2: case 3: return words();
            case 4: return joined(Kind::both, "", 0, {zoned(0), zoned(0)});
            case 5: return joined(Kind::both, "", 0, {zoned(0), joined(Kind::negated, "", 0, {zoned(0)})});
            case 6: return joined(Kind::either, "", 0, {zoned(0), zoned(0)});
            default: return near(2, false);
        }
    }

    OwnQuery placed(int depth) { return depth == 0 ? words() : near(depth, true); }

    OwnQuery near(int depth, bool zones) {
        static const Words stretches = {"S", "P", "SEG"};
        static const std::vector<unsigned> distances = {1, 1, 2, 2, 3, 4, 5, 9, 40, 255};
        OwnQuery near = joined(Kind::near, "", dice_.pick(distances),
                               {operand(depth - 1, zones), operand(depth - 1, zones)});
        near.ordered = dice_.one_in(3);
        near.not_near = dice_.one_in(5);
        if (dice_.one_in(3)) near.stretch = dice_.pick(stretches);
        if (!near.stretch.empty() && !near.ordered && dice_.one_in(2)) near.n = 0;
        return near;
    }

    OwnQuery operand(int depth, bool zones) {
        switch (dice_.roll(10)) {
            case 0: case 1: return depth > 0 ? near(depth, zones) : words();
            case 2: return joined(Kind::either, "", 0, {words(), depth > 0 && dice_.one_in(2) ? near(depth, zones) : words()});
            case 3: return joined(Kind::cased, dice_.pick(Words{"CAPS", "ALLCAPS", "NOCAPS"}), 0, {cased()});
            case 4: if (zones) return joined(Kind::zone, dice_.pick(asked_zones), 0, {operand(depth, false)});
                return words();
            default: return words();
        }
    }

    OwnQuery cased() {
        if (dice_.one_in(4)) return joined(Kind::either, "", 0, {plain(Kind::word, dice_.pick(asked_words)), phrase(Kind::phrase)});
        if (dice_.one_in(4)) return phrase(Kind::phrase);
        if (dice_.one_in(5)) return plain(Kind::wildcard, dice_.pick(asked_wildcards));
        return plain(Kind::word, dice_.pick(asked_words));
    }

    // A word or some in a row.
    OwnQuery words() {
        switch (dice_.roll(16)) {
            case 0: case 1: return phrase(Kind::phrase);
            case 2: case 3: return phrase(Kind::window);
            case 4: case 5: return plain(Kind::wildcard, dice_.pick(asked_wildcards));
            case 6: return plain(Kind::fuzzy, dice_.pick(asked_typos), 1);
            case 7: return plain(dice_.one_in(2) ? Kind::singular : Kind::plural, dice_.pick(asked_numbers));
            case 8: case 9: return plain(Kind::verbatim, dice_.pick(asked_words));
            case 10: return joined(Kind::cased, dice_.pick(Words{"CAPS", "ALLCAPS", "NOCAPS"}), 0, {cased()});
            default: return plain(Kind::word, dice_.pick(asked_words));
        }
    }

    OwnQuery phrase(Kind kind) {
        OwnQuery phrase = plain(kind, "", kind == Kind::window ? dice_.roll(6) : 0);
        for (std::size_t i = dice_.between(dice_.one_in(6) ? 1 : 2, 3); i > 0; --i) {
            OwnItem item{dice_.pick(asked_words), false, {}};
            if (dice_.one_in(6)) item = {dice_.pick(asked_wildcards), true, {}};
            if (item.text.ends_with('!') || item.text.find('$') != std::string::npos) item = {"oil", false, {}};
            if (dice_.one_in(5)) {
                item = {"", false, {{dice_.pick(asked_words)}, {dice_.pick(asked_words)}}};
                if (dice_.one_in(2)) item.choices[1].push_back(dice_.pick(asked_words));
            }
            phrase.items.push_back(std::move(item));
        }
        return phrase;
    }

    Dice& dice_;
};

std::string written(const Words& words) {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
    return text;
}

std::string written(const std::vector<OwnItem>& items) {
    std::string text;
    for (const OwnItem& item : items) {
        if (!text.empty()) text += " ";
        if (item.choices.empty()) {
            text += item.text;
            continue;
        }
        std::string choices;
        for (const Words& choice : item.choices) choices += (choices.empty() ? "" : "|") + written(choice);
        text += "(" + choices + ")";
    }
    return "\"" + text + "\"";
}

std::string in_parentheses(const OwnQuery& query) {
    const bool list = query.kind == Kind::both || query.kind == Kind::either || query.kind == Kind::near;
    return list ? "(" + written(query) + ")" : written(query);
}

std::string operator_of(const OwnQuery& near) {
    std::string text = near.not_near ? "NOT " : "";
    text += near.ordered ? "PRE" : "W";
    if (near.n > 0) text += "/" + std::to_string(near.n);
    if (!near.stretch.empty()) text += "/" + near.stretch;
    return text;
}

// What may stand in the place of a query whose child it is.
bool may_replace(const OwnQuery& child, const OwnQuery& query) {
    if (child.kind == Kind::negated) return false;
    return has_place(child.kind) || !has_place(query.kind);
}

}  // namespace

OwnQuery random_own_query(Dice& dice) { return Writer(dice).whole(2); }

std::string written(const OwnQuery& query) {
    switch (query.kind) {
        case Kind::word:
        case Kind::wildcard: return query.text;
        case Kind::verbatim: return "=" + query.text;
        case Kind::fuzzy: return query.text + "~" + std::to_string(query.n);
        case Kind::singular: return "SINGULAR(" + query.text + ")";
        case Kind::plural: return "PLURAL(" + query.text + ")";
        case Kind::phrase: return written(query.items);
        case Kind::window: return written(query.items) + "~" + std::to_string(query.n);
        case Kind::near:
            return in_parentheses(query.children[0]) + " " + operator_of(query) + " " +
                   in_parentheses(query.children[1]);
        case Kind::cased: return query.text + "(" + written(query.children[0]) + ")";
        case Kind::zone: return query.text + ":(" + written(query.children[0]) + ")";
        case Kind::at_least:
            return "ATLEAST" + std::to_string(query.n) + "(" + written(query.children[0]) + ")";
        case Kind::negated: return "NOT " + in_parentheses(query.children[0]);
        case Kind::source: return "source:" + query.text;
        case Kind::date: return "date:" + query.text;
        case Kind::both:
        case Kind::either: break;
    }
    std::string text;
    for (const OwnQuery& child : query.children) {
        if (!text.empty()) text += query.kind == Kind::both ? " AND " : " OR ";
        text += in_parentheses(child);
    }
    return text;
}

std::vector<OwnQuery> smaller(const OwnQuery& query) {
    std::vector<OwnQuery> out;
    for (std::size_t i = 0; i < query.children.size(); ++i) {
        if (may_replace(query.children[i], query)) out.push_back(query.children[i]);
        for (OwnQuery& child : smaller(query.children[i])) {
            out.push_back(query);
            out.back().children[i] = std::move(child);
        }
        if (query.children.size() > 2) {
            out.push_back(query);
            out.back().children.erase(out.back().children.begin() + static_cast<std::ptrdiff_t>(i));
            if (query.kind == Kind::both && out.back().children[0].kind == Kind::negated &&
                out.back().children[1].kind == Kind::negated) {
                out.pop_back();
            }
        }
    }
    for (std::size_t i = 0; i < query.items.size(); ++i) {
        const auto at = static_cast<std::ptrdiff_t>(i);
        if (query.items.size() > 1) {
            out.push_back(query);
            out.back().items.erase(out.back().items.begin() + at);
        }
        for (const Words& choice : query.items[i].choices) {
            out.push_back(query);
            auto& items = out.back().items;
            items.erase(items.begin() + at);
            for (std::size_t k = choice.size(); k > 0; --k) items.insert(items.begin() + at, OwnItem{choice[k - 1], false, {}});
        }
    }
    if (query.kind == Kind::word && query.text != "oil") out.push_back({Kind::word, "oil", 0, {}, false, false, "", {}});
    return out;
}

}  // namespace broadsheet::tests
