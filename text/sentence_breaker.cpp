#include "text/sentence_breaker.hpp"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <iterator>

#include "text/utf8.hpp"

namespace broadsheet::text {

namespace {

// Sorted, for std::binary_search. Lower case, without the final stop.

// Stand before a name or a number: never the end of a sentence.
constexpr auto always_go_on = std::to_array<std::string_view>({
    "adm", "amb", "art", "atty", "brig", "capt", "cf", "cmdr", "col", "cpl", "det", "dr", "e.g",
    "ens", "fig", "figs", "fr", "ft", "gen", "gov", "hon", "i.e", "insp", "lt", "maj", "messrs",
    "mlle", "mme", "mr", "mrs", "ms", "msgr", "mt", "mx", "no", "nos", "pp", "pres", "prof",
    "pvt", "rep", "reps", "rev", "rt", "sec", "sen", "sens", "sgt", "st", "ste", "supt", "v",
    "viz", "vs"});

// May end a sentence; they do where a word follows that usually begins one.
constexpr auto may_end = std::to_array<std::string_view>({
    "ala", "approx", "apr", "ariz", "ark", "assn", "assoc", "aug", "ave", "bldg", "blvd", "bros",
    "calif", "cent", "co", "colo", "conn", "corp", "ct", "dec", "del", "dept", "dist", "div",
    "dlrs", "est", "etc", "feb", "fla", "fri", "ga", "govt", "ill", "inc", "ind", "jan", "jr",
    "jul", "jun", "kan", "ky", "la", "lb", "lbs", "llc", "ltd", "mar", "mass", "md", "mfg",
    "mich", "minn", "miss", "mln", "mo", "mon", "mont", "nat", "neb", "nev", "nov", "oct", "okla",
    "ont", "ore", "pa", "ph", "plc", "pty", "rd", "sat", "sept", "sq", "sr", "sun", "tenn", "tex",
    "thu", "tue", "univ", "va", "wash", "wed", "wis"});

// Words with which an English sentence often begins and a name hardly ever.
constexpr auto sentence_openers = std::to_array<std::string_view>({
    "a", "about", "according", "after", "all", "also", "although", "among", "an", "and",
    "another", "any", "as", "asked", "at", "because", "before", "both", "but", "by", "critics",
    "despite", "during", "each", "earlier", "even", "every", "few", "for", "from", "he", "her",
    "his", "how", "however", "i", "if", "in", "instead", "it", "its", "last", "later", "many",
    "meanwhile", "more", "most", "no", "nor", "of", "officials", "on", "one", "or", "others",
    "our", "she", "since", "so", "some", "such", "that", "the", "their", "there", "these", "they",
    "this", "to", "we", "what", "when", "while", "you"});

template <std::size_t n>
bool holds(const std::array<std::string_view, n>& sorted, std::string_view word) {
    return std::binary_search(sorted.begin(), sorted.end(), word);
}

bool is_space(char32_t c) {
    return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xA0 || c == 0x2028 || c == 0x2029 ||
           c == 0x3000 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F;
}

// Marks after which a sentence may end, given white space.
bool is_terminator(char32_t c) {
    switch (c) {
        case '.': case '!': case '?': case 0x2026: case 0x203C: case 0x203D: case 0x2047:
        case 0x2048: case 0x2049: case 0x0589: case 0x061F: case 0x06D4: case 0x0964: case 0x0965:
        case 0x104A: case 0x104B: case 0x1362: case 0x1367: case 0x1368: case 0x17D4: case 0x17D5:
            return true;
        default: return false;
    }
}

// Marks that end a sentence whatever follows.
bool is_ideographic_terminator(char32_t c) {
    return c == 0x3002 || c == 0xFF01 || c == 0xFF1F || c == 0xFF61;
}

bool is_closer(char32_t c) {
    switch (c) {
        case '"': case '\'': case ')': case ']': case '}': case 0x201D: case 0x2019: case 0xBB:
        case 0x203A: case 0x300D: case 0x300F: case 0xFF09: case 0x3011: return true;
        default: return false;
    }
}

bool is_opener(char32_t c) {
    switch (c) {
        case '"': case '\'': case '(': case '[': case '{': case 0x201C: case 0x2018: case 0xAB:
        case 0x2039: case 0x201E: case 0x201A: case 0x300C: case 0x300E: case '-': case 0x2013:
        case 0x2014: case 0xBF: case 0xA1: return true;
        default: return false;
    }
}

bool is_lower(char32_t c) {
    return c < 0x80 ? c >= 'a' && c <= 'z'
                    : c != invalid_character && u_isULowercase(static_cast<UChar32>(c));
}

bool is_word_character(char32_t c) {
    if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    return c != invalid_character && u_isalnum(static_cast<UChar32>(c));
}

std::string lower_ascii(std::string_view word) {
    std::string out(word);
    std::transform(out.begin(), out.end(), out.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
    return out;
}

class Breaker {
  public:
    Breaker(std::string_view text, std::vector<ByteRange>& out) : text_(text), out_(out) {}

    void run() {
        std::size_t begin = skip_space(0);
        std::size_t at = begin;
        while (at < text_.size()) {
            const auto byte = static_cast<unsigned char>(text_[at]);
            if (byte < 0x80 && byte != '.' && byte != '!' && byte != '?') {
                ++at;
                continue;
            }
            const std::size_t mark = at;
            const char32_t c = decode(text_, at);
            if (!is_terminator(c) && !is_ideographic_terminator(c)) continue;
            const std::size_t end = end_of_marks(at);
            if (!ends_sentence(begin, mark, c, end)) {
                at = end;
                continue;
            }
            push(begin, end);
            begin = at = skip_space(end);
        }
        push(begin, text_.size());
    }

  private:
    std::size_t skip_space(std::size_t at) const {
        while (at < text_.size()) {
            std::size_t next = at;
            if (!is_space(decode(text_, next))) break;
            at = next;
        }
        return at;
    }

    // Past further terminators and the quotes and brackets that close behind them.
    std::size_t end_of_marks(std::size_t at) const {
        while (at < text_.size()) {
            std::size_t next = at;
            const char32_t c = decode(text_, next);
            if (!is_terminator(c) && !is_ideographic_terminator(c) && !is_closer(c)) break;
            at = next;
        }
        return at;
    }

    bool ends_sentence(std::size_t begin, std::size_t mark, char32_t terminator,
                       std::size_t end) const {
        if (is_ideographic_terminator(terminator)) return true;
        if (end >= text_.size()) return true;
        const std::size_t next = skip_space(end);
        if (next == end) return false;
        if (next >= text_.size()) return true;
        const char32_t opening = first_word_character(next);
        if (is_lower(opening)) return false;
        const bool single_stop = terminator == '.' && text_.substr(mark + 1, 1) != ".";
        return !single_stop || stop_ends_sentence(begin, mark, next, opening);
    }

    // The first character of what follows, behind its opening quotes and dashes.
    char32_t first_word_character(std::size_t at) const {
        while (at < text_.size()) {
            const char32_t c = decode(text_, at);
            if (!is_opener(c) && !is_space(c)) return c;
        }
        return invalid_character;
    }

    bool stop_ends_sentence(std::size_t begin, std::size_t mark, std::size_t next,
                            char32_t opening) const {
        const std::string_view original = word_before(begin, mark);
        if (original.empty()) return true;
        const std::string word = lower_ascii(original);
        const bool before_digit = opening >= '0' && opening <= '9';
        if (word == "no" || word == "nos") return !before_digit;
        if (holds(always_go_on, word)) return false;
        if (word.size() == 1) return word == "i" || (word[0] >= '0' && word[0] <= '9');
        const bool dotted = word.find('.') != std::string::npos && is_dotted(word);
        if (!dotted && !holds(may_end, word)) return true;
        if (before_digit) return false;
        return holds(sentence_openers, lower_ascii(word_at(next)));
    }

    static bool is_dotted(std::string_view word) {
        for (std::size_t i = 0; i < word.size(); ++i) {
            const bool stop_expected = i % 2 == 1;
            if ((word[i] == '.') != stop_expected) return false;
        }
        return true;
    }

    std::string_view word_before(std::size_t begin, std::size_t mark) const {
        std::size_t from = mark;
        while (from > begin) {
            const char32_t c = decode_before(text_, from);
            if (!is_word_character(c) && c != '.') break;
            from = floor_boundary(text_, from - 1);
        }
        return text_.substr(from, mark - from);
    }

    std::string_view word_at(std::size_t at) const {
        while (at < text_.size()) {
            std::size_t next = at;
            if (!is_opener(decode(text_, next))) break;
            at = next;
        }
        std::size_t end = at;
        while (end < text_.size()) {
            std::size_t next = end;
            if (!is_word_character(decode(text_, next))) break;
            end = next;
        }
        return text_.substr(at, end - at);
    }

    void push(std::size_t begin, std::size_t end) {
        while (end > begin && is_space(decode_before(text_, end))) {
            end = floor_boundary(text_, end - 1);
        }
        if (end > begin) {
            out_.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
        }
    }

    std::string_view text_;
    std::vector<ByteRange>& out_;
};

static_assert(std::is_sorted(always_go_on.begin(), always_go_on.end()));
static_assert(std::is_sorted(may_end.begin(), may_end.end()));
static_assert(std::is_sorted(sentence_openers.begin(), sentence_openers.end()));

}  // namespace

void break_sentences(std::string_view text, std::vector<ByteRange>& out) {
    out.clear();
    Breaker(text, out).run();
}

}  // namespace broadsheet::text
