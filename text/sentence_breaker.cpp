#include "text/sentence_breaker.hpp"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "text/characters.hpp"
#include "text/sentence_words.hpp"
#include "text/utf8.hpp"

namespace broadsheet::text {

namespace {

// A paragraph's item may be numbered so far: `12. The court …`.
constexpr std::size_t longest_item_number = 3;
// `36. Treffen` is an ordinal; `1945. Danach` a year.
constexpr std::size_t longest_ordinal = 2;
// In words.
constexpr std::size_t longest_reporting_clause = 3;
// How many bytes to look back or ahead at most, so that no paragraph takes quadratic time.
constexpr std::size_t longest_look = 300;
// `U.S`, `m.in`, `Ph.D`, `यू.एस`: no part of a dotted abbreviation has more letters.
constexpr std::size_t longest_dotted_part = 2;

// Directional marks, joiners and the like: they have no width and say nothing here.
bool is_invisible(char32_t c) {
    return (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2060 && c <= 0x2069) || c == 0xFEFF;
}

bool is_question_or_exclamation(char32_t c) {
    switch (c) {
        case '!': case '?': case 0x203C: case 0x203D: case 0x2047: case 0x2048: case 0x2049:
        case 0x061F: case 0x1367: case 0xFF01: case 0xFF1F: case 0x37E: return true;
        default: return false;
    }
}

// Full stops of scripts that need no white space after them. ። of Ethiopic is often typed as ፡፡.
bool ends_without_space(char32_t c) {
    switch (c) {
        case 0x3002: case 0xFF01: case 0xFF1F: case 0xFF61: case 0x0964: case 0x0965: case 0x104B:
        case 0x17D4: case 0x17D5: case 0x1362: case 0x1368: return true;
        default: return false;
    }
}

bool is_terminator(char32_t c) {
    return c == '.' || c == 0x2026 || c == 0x0589 || c == 0x06D4 || c == 0x2E3C ||
           is_question_or_exclamation(c) || ends_without_space(c);
}

bool is_closing_quote(char32_t c) {
    switch (c) {
        case '"': case '\'': case 0x201D: case 0x2019: case 0xBB: case 0x203A: case 0x300D:
        case 0x300F: return true;
        default: return false;
    }
}

// No sentence begins with these.
bool is_joining_punctuation(char32_t c) {
    return c == ',' || c == ';' || c == ':' || c == 0x60C || c == 0xFF0C || c == 0x3001 ||
           c == 0xFF1B;
}

bool is_closing_bracket(char32_t c) {
    return c == ')' || c == ']' || c == '}' || c == 0xFF09 || c == 0x3011;
}

// Open in one language what they close in another (`“ ‘ « ‹`): they close where a word ends.
bool may_close(char32_t c) {
    return c == 0x201C || c == 0x2018 || c == 0xAB || c == 0x2039;
}

bool is_opener(char32_t c) {
    switch (c) {
        case '"': case '\'': case '(': case '[': case '{': case 0x201C: case 0x2018: case 0xAB:
        case 0x2039: case 0x201E: case 0x201A: case 0x300C: case 0x300E: case '-': case 0x2013:
        case 0x2014: case 0xBF: case 0xA1: case 0x201D: case 0x2019: case 0xBB: case 0x2022:
            return true;
        default: return false;
    }
}

bool is_digit(char32_t c) {
    return c < 0x80 ? c >= '0' && c <= '9' : u_isdigit(static_cast<UChar32>(c));
}

// Georgian letters count as small in Unicode, yet begin sentences.
bool is_lower(char32_t c) {
    if (c < 0x80) return c >= 'a' && c <= 'z';
    if (c == invalid_character || (c >= 0x10D0 && c <= 0x10FF)) return false;
    return u_isULowercase(static_cast<UChar32>(c));
}

bool is_caseless_letter(char32_t c) {
    if (c < 0x80 || c == invalid_character) return false;
    return (c >= 0x10D0 && c <= 0x10FF) || u_charType(static_cast<UChar32>(c)) == U_OTHER_LETTER;
}

// Signs that belong to the letter before them; the vowel signs of Indic scripts too.
bool is_mark(char32_t c) {
    return c >= 0x300 && c != invalid_character &&
           (U_GET_GC_MASK(static_cast<UChar32>(c)) & U_GC_M_MASK) != 0;
}

bool is_word_character(char32_t c) {
    if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    return c != invalid_character && (u_isalnum(static_cast<UChar32>(c)) || is_mark(c));
}

bool is_thai(char32_t c) { return c >= 0xE00 && c <= 0xE7F; }
bool is_greek(char32_t c) { return (c >= 0x370 && c <= 0x3FF) || (c >= 0x1F00 && c <= 0x1FFF); }

std::string lower_case(std::string_view word) {
    std::string out;
    for (std::size_t at = 0; at < word.size();) {
        const char32_t c = decode(word, at);
        if (c == invalid_character) continue;
        append_utf8(static_cast<char32_t>(u_tolower(static_cast<UChar32>(c))), out);
    }
    return out;
}

std::size_t letters(std::string_view word) {
    std::size_t count = 0;
    for (std::size_t at = 0; at < word.size();) count += is_mark(decode(word, at)) ? 0 : 1;
    return count;
}

/// Letters and stops in turn, no part long: `U.S`, `p.m`, `т.е`, `ए.आई`.
bool is_dotted(std::string_view word) {
    if (word.find('.') == std::string_view::npos || is_digit(static_cast<unsigned char>(word[0]))) {
        return false;
    }
    std::size_t start = 0;
    std::size_t longest = longest_dotted_part;
    if (is_caseless_letter(decode(word, start))) ++longest;  // a preposition may be written to it
    while (!word.empty()) {
        const std::size_t stop = std::min(word.find('.'), word.size());
        const std::size_t length = letters(word.substr(0, stop));
        if (length == 0 || length > longest) return false;
        longest = longest_dotted_part;
        word.remove_prefix(std::min(stop + 1, word.size()));
    }
    return true;
}

/// The terminators at one place, with what closes behind them.
struct Marks {
    std::size_t begin;
    std::size_t end;
    bool single_stop = false;
    bool ellipsis = false;
    bool question = false;  // or exclamation
    bool without_space = false;
    bool quoted = false;
    bool bracketed = false;
};

class Breaker {
  public:
    Breaker(std::string_view text, const SentenceWords& words, std::vector<ByteRange>& out)
        : text_(text), words_(words), out_(out) {}

    void run() {
        begin_ = skip_space(0);
        std::size_t at = begin_;
        while (at < text_.size()) {
            const std::size_t mark = next_mark(at);
            if (mark >= text_.size()) break;
            const Marks marks = marks_at(mark);
            at = marks.end;
            if (!ends_sentence(marks)) continue;
            push(begin_, marks.end);
            begin_ = at = skip_space(marks.end);
        }
        push(begin_, text_.size());
    }

  private:
    std::size_t next_mark(std::size_t at) const {
        while (at < text_.size()) {
            const auto byte = static_cast<unsigned char>(text_[at]);
            if (byte < 0x80) {
                if (byte == '.' || byte == '!' || byte == '?') return at;
                if (byte == ';' && is_greek(decode_before(text_, at))) return at;
                ++at;
                continue;
            }
            const std::size_t mark = at;
            const char32_t c = decode(text_, at);
            if (is_terminator(c) || is_ethiopic_stop(mark)) return mark;
        }
        return at;
    }

    bool is_ethiopic_stop(std::size_t at) const { return text_.substr(at).starts_with("፡፡"); }

    Marks marks_at(std::size_t at) const {
        Marks marks{at, at};
        std::size_t stops = 0;
        if (is_ethiopic_stop(at)) {
            marks.without_space = true;
            marks.end = at + std::string_view("፡፡").size();
        } else if (text_[at] == ';') {
            marks.question = true;
            marks.end = at + 1;
        }
        while (marks.end < text_.size()) {
            std::size_t next = marks.end;
            const char32_t c = decode(text_, next);
            if (is_terminator(c)) {
                stops += c == '.' ? 1 : 0;
                marks.ellipsis = marks.ellipsis || c == 0x2026 || stops > 1;
                marks.question = marks.question || is_question_or_exclamation(c);
                marks.without_space = marks.without_space || ends_without_space(c);
            } else if (is_closing_quote(c) || (may_close(c) && word_ends_at(next))) {
                marks.quoted = true;
            } else if (is_closing_bracket(c)) {
                marks.bracketed = true;
            } else if (is_space(c) && closes_apart(next)) {
                marks.quoted = true;
            } else if (!is_invisible(c)) {
                break;
            }
            marks.end = next;
        }
        marks.single_stop = stops == 1 && !marks.ellipsis && !marks.question;
        return marks;
    }

    // Nothing of a word at `at`: white space, punctuation, the end.
    bool word_ends_at(std::size_t at) const {
        return at >= text_.size() || !is_word_character(decode(text_, at));
    }

    // A quote that stands apart, as in French (`… l’Arizona. »`), and does not open the next one.
    bool closes_apart(std::size_t at) const {
        at = skip_space(at);
        if (at >= text_.size()) return false;
        const char32_t quote = decode(text_, at);
        if (!is_closing_quote(quote)) return false;
        if (at >= text_.size()) return true;
        if (quote == '\'' || quote == 0x2019) return false;
        const char32_t after = decode(text_, at);
        return is_space(after) || after == ',' || after == '.';
    }

    bool ends_sentence(const Marks& marks) {
        const std::size_t next = skip_space(marks.end);
        if (next >= text_.size()) return true;
        if (words_.no_sentence_marks() || stands_in_thai(marks.begin, next)) return false;
        if (next == marks.end && !ends_glued(marks, next)) return false;
        std::size_t behind = next;
        const char32_t following = decode(text_, behind);
        if (is_joining_punctuation(following) || is_terminator(following)) return false;
        const char32_t opening = first_word_character(next);
        const bool remark = text_[next] == '[';  // `I can't remember. [laughs]`
        if (is_lower(opening) && !remark) return false;
        if (is_caseless_letter(opening) && goes_on_without_capitals(marks, next)) return false;
        if (marks.question && marks.quoted && is_reporting_clause(next)) return false;
        return !marks.single_stop || stop_ends_sentence(marks, next, opening);
    }

    // `“Are you ready?” CNN reported.`: no more than these few words, and then the paragraph ends.
    bool is_reporting_clause(std::size_t next) const {
        const std::string_view rest = text_.substr(next);
        if (rest.size() > longest_look) return false;
        if (is_opener(static_cast<unsigned char>(rest[0])) || sentence_opens(next)) return false;
        const auto spaces = static_cast<std::size_t>(std::count(rest.begin(), rest.end(), ' '));
        return spaces >= 1 && spaces < longest_reporting_clause &&
               rest.find('.') == rest.size() - 1;
    }

    bool stands_in_thai(std::size_t mark, std::size_t next) const {
        return is_thai(decode_before(text_, mark)) || is_thai(first_word_character(next));
    }

    // Without white space: marks that need none, and an ellipsis between a small letter and a
    // capital (`Have we leaked...No`).
    bool ends_glued(const Marks& marks, std::size_t next) const {
        if (marks.without_space) return true;
        if (!marks.ellipsis || marks.bracketed) return false;
        std::size_t at = next;
        const char32_t c = decode(text_, at);
        return u_isupper(static_cast<UChar32>(c)) && is_lower(last_letter_before(marks.begin));
    }

    char32_t last_letter_before(std::size_t at) const {
        while (at > begin_ && is_space(decode_before(text_, at))) {
            at = floor_boundary(text_, at - 1);
        }
        return decode_before(text_, at);
    }

    // Where no capital can tell: a quotation goes on into its reporting clause, what ends in
    // brackets into the sentence around them, an ellipsis is a pause.
    bool goes_on_without_capitals(const Marks& marks, std::size_t next) const {
        if (marks.ellipsis && !marks.quoted && !marks.without_space) return true;
        if (marks.bracketed && opens_bracket_within(marks.begin)) return true;
        if (!marks.quoted) return false;
        std::size_t at = next;
        if (is_opener(decode(text_, at))) return false;
        if (marks.question) return true;
        return words_.continues_quotation(text_.substr(next));
    }

    bool opens_bracket_within(std::size_t mark) const {
        const std::size_t from = std::max(begin_ + 1, mark - std::min(mark, longest_look));
        return text_.substr(std::min(from, mark), mark - std::min(from, mark)).find_last_of("([") !=
               std::string_view::npos;
    }

    // The first character of what follows, behind its opening quotes and dashes.
    char32_t first_word_character(std::size_t at) const {
        while (at < text_.size()) {
            const char32_t c = decode(text_, at);
            if (!is_opener(c) && !is_space(c) && !is_invisible(c)) return c;
        }
        return invalid_character;
    }

    bool stop_ends_sentence(const Marks& marks, std::size_t next, char32_t opening) {
        std::size_t end = marks.begin;  // `U.S .` is met too
        while (end > begin_ && is_space(decode_before(text_, end))) {
            end = floor_boundary(text_, end - 1);
        }
        const std::size_t from = word_start(end);
        const std::string_view word = text_.substr(from, end - from);
        if (word.empty()) return true;
        const bool digit_follows = is_digit(opening);
        const bool one_letter = letters(word) == 1;  // `p. 5` is a page, `P. Diddy` is not
        switch (words_.stop_after(word, one_letter ? std::string(word) : lower_case(word))) {
            case StopAfter::title: return false;
            case StopAfter::number_label:
                if (digit_follows) return false;
                if (!one_letter) return true;
                break;
            case StopAfter::abbreviation: return !digit_follows && sentence_opens(next);
            case StopAfter::anything: break;
        }
        if (is_number(word)) return !goes_on_after_number(from, word, next, opening);
        if (one_letter) return is_attached(from) || sentence_opens(next);
        if (is_dotted(word)) return !digit_follows && sentence_opens(next);
        return !is_caseless_letter(opening) || !is_caseless_letter(decode_before(text_, end)) ||
               !has_own_full_stop();
    }

    static bool is_number(std::string_view word) {
        return std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
    }

    bool goes_on_after_number(std::size_t from, std::string_view number, std::size_t next,
                              char32_t opening) const {
        if (from == begin_ && number.size() <= longest_item_number) return true;
        return words_.ordinals_before_capitals() && number.size() <= longest_ordinal &&
               is_space(decode_before(text_, from)) && u_isalpha(static_cast<UChar32>(opening)) &&
               !sentence_opens(next);
    }

    // No initial, but the end of `couldn't`, `km/h`, `ארה"ב`.
    bool is_attached(std::size_t from) const {
        const char32_t before = decode_before(text_, from);
        const bool joint = before == '\'' || before == 0x2019 || before == '/' || before == '"' ||
                           before == 0x201C || before == 0x201D || before == 0x5F4;
        if (!joint) return false;
        return is_word_character(decode_before(text_, floor_boundary(text_, from - 1)));
    }

    bool sentence_opens(std::size_t next) const {
        if (text_[next] == '(') return false;
        const std::string_view word = word_at(next);
        const auto end = static_cast<std::size_t>(word.data() - text_.data()) + word.size();
        const bool initial = letters(word) == 1 && text_.substr(end, 1) == ".";
        return !initial && words_.opens_sentence(lower_case(word));
    }

    // Where a script's own full stop is used, `.` belongs to abbreviations.
    bool has_own_full_stop() {
        if (own_full_stop_) return *own_full_stop_;
        constexpr std::array<std::string_view, 7> stops{"।", "።", "፡፡", "။", "។", "۔", "。"};
        own_full_stop_ = std::any_of(stops.begin(), stops.end(), [&](std::string_view stop) {
            return text_.find(stop) != std::string_view::npos;
        });
        return *own_full_stop_;
    }

    std::size_t skip_space(std::size_t at) const {
        while (at < text_.size()) {
            std::size_t next = at;
            if (!is_space(decode(text_, next))) break;
            at = next;
        }
        return at;
    }

    // Of the word that ends at `end`; stops within it belong to it.
    std::size_t word_start(std::size_t end) const {
        std::size_t from = end;
        while (from > begin_ && end - from < longest_look) {
            const char32_t c = decode_before(text_, from);
            if (!is_word_character(c) && c != '.') break;
            from = floor_boundary(text_, from - 1);
        }
        return from;
    }

    std::string_view word_at(std::size_t at) const {
        while (at < text_.size()) {
            std::size_t next = at;
            const char32_t c = decode(text_, next);
            if (!is_opener(c) && !is_space(c)) break;
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
    const SentenceWords& words_;
    std::vector<ByteRange>& out_;
    std::size_t begin_ = 0;  // of the sentence at hand
    std::optional<bool> own_full_stop_;  // once asked
};

}  // namespace

void break_sentences(std::string_view text, std::string_view language,
                     std::vector<ByteRange>& out) {
    out.clear();
    Breaker(text, SentenceWords::of(language), out).run();
}

void break_sentences(std::string_view text, std::vector<ByteRange>& out) {
    break_sentences(text, "", out);
}

}  // namespace broadsheet::text
