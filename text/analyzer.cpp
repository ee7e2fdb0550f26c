#include "text/analyzer.hpp"

#include <unicode/brkiter.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utext.h>

#include <algorithm>
#include <array>
#include <stdexcept>

#include "text/folding.hpp"
#include "text/utf8.hpp"

namespace broadsheet::text {

namespace {

enum class CharClass : std::uint8_t {
    separator,
    upper,   // cased letters of the scripts that the scanner reads itself
    lower,
    letter,  // without case
    digit,
    mark,    // goes on with the word it stands in: combining marks, soft hyphen, joiners
    other,   // a letter of a script that goes through ICU
};

constexpr bool is_word(CharClass c) {
    return c == CharClass::upper || c == CharClass::lower || c == CharClass::letter ||
           c == CharClass::digit;
}
constexpr bool is_letter(CharClass c) { return is_word(c) && c != CharClass::digit; }

CharClass classify_by_unicode(char32_t character) {
    if (character == invalid_character) return CharClass::separator;
    const auto c = static_cast<UChar32>(character);
    const auto type = u_charType(c);
    if (type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK || c == 0xAD || c == 0x200D ||
        c == 0x200C || c == 0x2060) {
        return CharClass::mark;
    }
    UErrorCode status = U_ZERO_ERROR;
    const UScriptCode script = uscript_getScript(c, &status);
    const bool own = script == USCRIPT_LATIN || script == USCRIPT_GREEK ||
                     script == USCRIPT_CYRILLIC || script == USCRIPT_COMMON;
    if (!own) return u_isalnum(c) || type == U_COMBINING_SPACING_MARK ? CharClass::other
                                                                       : CharClass::separator;
    if (u_isdigit(c)) return CharClass::digit;
    if (type == U_OTHER_NUMBER) return CharClass::separator;  // ½ and ² are signs beside the word
    if (!u_isalpha(c)) return CharClass::separator;
    if (script == USCRIPT_COMMON && type != U_LOWERCASE_LETTER && type != U_UPPERCASE_LETTER &&
        type != U_MODIFIER_LETTER) {
        return CharClass::other;
    }
    if (u_isUUppercase(c)) return CharClass::upper;
    return u_isULowercase(c) ? CharClass::lower : CharClass::letter;
}

// Classes of the characters up to the end of Cyrillic; the rest is asked of ICU.
constexpr char32_t class_table_end = 0x530;

const std::array<CharClass, class_table_end>& class_table() {
    static const auto table = [] {
        std::array<CharClass, class_table_end> made{};
        for (char32_t c = 0; c < class_table_end; ++c) made[c] = classify_by_unicode(c);
        made['_'] = CharClass::letter;           // handles and file names: un_news
        made[0x2BC] = CharClass::separator;      // the letter apostrophe, which is read as the others
        return made;
    }();
    return table;
}

bool is_apostrophe(char32_t c) { return c == '\'' || c == 0x2019 || c == 0x2BC || c == 0xFF07; }
bool is_hyphen(char32_t c) { return c == '-' || c == 0x2010 || c == 0x2011; }
bool has_no_word_spaces(UScriptCode script) {
    return script == USCRIPT_HAN || script == USCRIPT_HIRAGANA || script == USCRIPT_KATAKANA ||
           script == USCRIPT_HANGUL || script == USCRIPT_BOPOMOFO || script == USCRIPT_YI;
}

// The endings of English contractions; a word with one is a single word. (n’t is told by its n.)
bool is_contraction_ending(std::string_view folded) {
    return folded == "ll" || folded == "ve" || folded == "re" || folded == "d" || folded == "m";
}

}  // namespace

struct Analyzer::Boundaries {
    std::unique_ptr<icu::BreakIterator> words;
    UText text = UTEXT_INITIALIZER;
    ~Boundaries() { utext_close(&text); }
};

Analyzer::Analyzer() : boundaries_(std::make_unique<Boundaries>()) {
    UErrorCode status = U_ZERO_ERROR;
    boundaries_->words.reset(
        icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
    if (U_FAILURE(status)) throw std::runtime_error("ICU has no word break data");
}
Analyzer::~Analyzer() = default;
Analyzer::Analyzer(Analyzer&&) noexcept = default;
Analyzer& Analyzer::operator=(Analyzer&&) noexcept = default;

// Reads words of Latin, Greek and Cyrillic letters and digits, and their joints.
class WordScanner {
  public:
    WordScanner(std::string_view text, TokenList& out)
        : text_(text),
          table_(class_table()),
          tokens_(Analyzer::tokens_of(out)),
          arena_(Analyzer::arena_of(out)),
          position_(Analyzer::positions_of(out)) {}

    struct Char {
        char32_t value = invalid_character;
        CharClass cls = CharClass::separator;
        std::size_t end = 0;
    };

    Char at(std::size_t offset) const {
        if (offset >= text_.size()) return {invalid_character, CharClass::separator, offset};
        const auto byte = static_cast<unsigned char>(text_[offset]);
        if (byte < 0x80) return {byte, table_[byte], offset + 1};
        std::size_t end = offset;
        const char32_t value = decode(text_, end);
        const CharClass cls = value < class_table_end ? table_[value] : classify_by_unicode(value);
        return {value, cls, end};
    }

    /// Reads the word that starts at `from` with all that is joined to it; gives where it ends.
    std::size_t read(std::size_t from) {
        parts_.clear();
        joined_with_and_ = false;
        std::size_t end = read_part(from);
        while (parts_.size() < max_chain) {
            const std::size_t next = joint(end);
            if (next == 0) break;
            if (!is_word(at(next).cls)) break;
            end = read_part(next);
        }
        emit();
        return end;
    }

  private:
    struct Part {
        std::size_t begin, end;  // of the original
        std::size_t form_begin, form_length;
        CaseShape shape;
        bool dotted;
    };

    // A chain longer than this is cut in two; only the parts of such a chain are kept anyway.
    static constexpr std::size_t max_chain = 64;

    // The offset of the part after a joint that stands at `end` of the last part; 0 if none does.
    std::size_t joint(std::size_t end) {
        const Char c = at(end);
        if (is_hyphen(c.value)) return c.end;
        const bool after_letter = parts_.back().shape != CaseShape::none;
        if (is_apostrophe(c.value) && after_letter && is_letter(at(c.end).cls)) return c.end;
        if (c.value == '&' && after_letter && is_letter(at(c.end).cls)) {
            joined_with_and_ = true;
            return c.end;
        }
        return 0;
    }

    std::size_t read_part(std::size_t from) {
        if (const std::size_t end = read_dotted(from)) return end;
        std::size_t end = from;
        bool digits_only = true;
        bool plain = true;  // lower-case ASCII and digits: already folded
        unsigned uppers = 0, lowers = 0, letters = 0;
        bool first_upper = false;
        while (true) {
            const Char c = at(end);
            if (!is_word(c.cls) && !(c.cls == CharClass::mark && end > from)) {
                const std::size_t next = digits_only ? number_goes_on(from, end) : 0;
                if (next == 0) break;
                plain = false;
                end = next;
                continue;
            }
            if (c.cls == CharClass::upper) {
                ++uppers;
                if (letters == 0) first_upper = true;
                plain = false;
            } else if (c.cls == CharClass::lower) {
                ++lowers;
            }
            if (c.cls != CharClass::digit && c.cls != CharClass::mark) {
                digits_only = false;
                ++letters;
            }
            if (c.value >= 0x80) plain = false;
            end = c.end;
        }
        end = read_plus_or_sharp(from, end, plain);
        Part part{from, end, arena_.size(), 0, shape_of(uppers, lowers, first_upper), false};
        append_form(text_.substr(from, end - from), plain);
        part.form_length = arena_.size() - part.form_begin;
        parts_.push_back(part);
        return read_ending(end);
    }

    static CaseShape shape_of(unsigned uppers, unsigned lowers, bool first_upper) {
        if (uppers == 0) return lowers == 0 ? CaseShape::none : CaseShape::lower;
        if (lowers == 0) return uppers == 1 ? CaseShape::capitalized : CaseShape::all_caps;
        return first_upper && uppers == 1 ? CaseShape::capitalized : CaseShape::mixed;
    }

    void append_form(std::string_view word, bool plain) {
        if (plain) {
            arena_ += word;
            return;
        }
        const auto begin = static_cast<std::ptrdiff_t>(arena_.size());
        fold_append(word, arena_);
        // The only commas of a word are those that group its digits: 1,000 and $1,500bn.
        arena_.erase(std::remove(arena_.begin() + begin, arena_.end(), ','), arena_.end());
    }

    // "3.14", "1,000": where the digits go on behind a stop or a grouping comma; 0 if they do not.
    std::size_t number_goes_on(std::size_t from, std::size_t end) const {
        if (end == from) return 0;
        const Char sign = at(end);
        if (sign.value == '.') return at(sign.end).cls == CharClass::digit ? sign.end : 0;
        if (sign.value != ',') return 0;
        std::size_t digit = sign.end;
        for (int i = 0; i < 3; ++i) {
            const Char c = at(digit);
            if (c.cls != CharClass::digit) return 0;
            digit = c.end;
        }
        return at(digit).cls == CharClass::digit ? 0 : sign.end;
    }

    // "C++", "C#": a single letter with its sign.
    std::size_t read_plus_or_sharp(std::size_t from, std::size_t end, bool& plain) const {
        if (end - from != 1 || !is_letter(at(from).cls)) return end;
        std::size_t sign_end = end;
        if (text_.substr(end, 2) == "++") sign_end = end + 2;
        if (text_.substr(end, 1) == "#") sign_end = end + 1;
        if (sign_end == end || is_word(at(sign_end).cls)) return end;
        plain = false;
        return sign_end;
    }

    // "U.S.", "p.m.", "J.K": single letters, a stop after each but perhaps the last.
    std::size_t read_dotted(std::size_t from) {
        std::size_t end = from;
        unsigned count = 0, uppers = 0, lowers = 0;
        bool first_upper = false;
        while (true) {
            const Char letter = at(end);
            if (!is_letter(letter.cls)) break;
            const Char after = at(letter.end);
            if (is_word(after.cls) || after.cls == CharClass::mark) {
                if (count == 0) return 0;
                break;
            }
            if (letter.cls == CharClass::upper) {
                ++uppers;
                if (count == 0) first_upper = true;
            } else {
                ++lowers;
            }
            ++count;
            end = letter.end;
            if (after.value != '.') break;
            end = after.end;
        }
        if (count < 2) return 0;
        Part part{from, end, arena_.size(), 0, shape_of(uppers, lowers, first_upper), true};
        std::string letters;
        for (const char c : text_.substr(from, end - from)) {
            if (c != '.') letters += c;
        }
        fold_append(letters, arena_);
        part.form_length = arena_.size() - part.form_begin;
        parts_.push_back(part);
        return read_ending(end);
    }

    // A possessive ’s is dropped from the form, a contraction’s ending is joined to it.
    std::size_t read_ending(std::size_t end) {
        Part& part = parts_.back();
        const Char apostrophe = at(end);
        if (!is_apostrophe(apostrophe.value)) return end;
        std::size_t stop = apostrophe.end;
        while (is_letter(at(stop).cls)) stop = at(stop).end;
        if (stop == apostrophe.end || is_word(at(stop).cls)) return end;
        const std::string ending = fold(text_.substr(apostrophe.end, stop - apostrophe.end));
        const auto form = std::string_view(arena_).substr(part.form_begin, part.form_length);
        if (ending == "s") {
            part.end = stop;
            return stop;
        }
        const bool negated = ending == "t" && form.ends_with('n');
        if (!negated && !is_contraction_ending(ending)) return end;
        if (ending.size() == 1 && form.size() == 1 && form != "i") return end;  // d’m… is no contraction
        arena_ += '\'';
        arena_ += ending;
        part.form_length += ending.size() + 1;
        part.end = stop;
        return stop;
    }

    void emit() {
        const std::size_t count = parts_.size();
        if (count > 1 && count <= max_compound_parts) emit_compound();
        for (const Part& part : parts_) {
            if (part.form_length == 0) continue;
            push(part.form_begin, part.form_length, 1, part.shape, part.begin, part.end, position_);
            ++position_;
        }
    }

    void emit_compound() {
        std::size_t length = 0;
        for (const Part& part : parts_) {
            if (part.form_length == 0) return;
            length += part.form_length;
        }
        if (length + parts_.size() > max_form_bytes) return;
        const std::size_t begin = arena_.size();
        for (std::size_t i = 0; i < parts_.size(); ++i) {
            if (i > 0 && joined_with_and_) arena_ += '&';
            arena_.append(arena_, parts_[i].form_begin, parts_[i].form_length);
        }
        push(begin, arena_.size() - begin, static_cast<std::uint8_t>(parts_.size()),
             compound_shape(), parts_.front().begin, parts_.back().end, position_);
    }

    CaseShape compound_shape() const {
        CaseShape shape = parts_.front().shape;
        for (const Part& part : parts_) {
            if (part.shape == CaseShape::none || part.shape == shape) continue;
            if (shape == CaseShape::none) shape = part.shape;
            else shape = CaseShape::mixed;
        }
        return shape;
    }

    void push(std::size_t form_begin, std::size_t form_length, std::uint8_t length,
              CaseShape shape, std::size_t begin, std::size_t end, std::uint32_t position) {
        if (form_length > max_form_bytes) {
            const auto form = std::string_view(arena_).substr(form_begin, form_length);
            form_length = floor_boundary(form, max_form_bytes);
        }
        tokens_.push_back({static_cast<std::uint32_t>(form_begin),
                           static_cast<std::uint16_t>(form_length), length, shape,
                           static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end),
                           position});
    }

    std::string_view text_;
    const std::array<CharClass, class_table_end>& table_;
    std::vector<Token>& tokens_;
    std::string& arena_;
    std::uint32_t& position_;
    std::vector<Part> parts_;
    bool joined_with_and_ = false;
};

void Analyzer::analyze(std::string_view text, TokenList& out) {
    out.clear();
    WordScanner scanner(text, out);
    std::size_t at = 0;
    while (at < text.size()) {
        const auto c = scanner.at(at);
        if (is_word(c.cls)) {
            at = scanner.read(at);
        } else if (c.cls == CharClass::other) {
            std::size_t end = c.end;
            while (true) {  // the whole run, so that the dictionaries see their context
                const auto next = scanner.at(end);
                if (next.cls != CharClass::other && next.cls != CharClass::mark) break;
                end = next.end;
            }
            analyze_other_scripts(text, at, end, out);
            at = end;
        } else {
            at = c.end;
        }
    }
}

void Analyzer::analyze_other_scripts(std::string_view text, std::size_t from, std::size_t to,
                                     TokenList& out) {
    UErrorCode status = U_ZERO_ERROR;
    utext_openUTF8(&boundaries_->text, text.data() + from, static_cast<int64_t>(to - from),
                   &status);
    boundaries_->words->setText(&boundaries_->text, status);
    if (U_FAILURE(status)) throw std::runtime_error("ICU could not read a text");
    const auto push = [&](std::size_t begin, std::size_t end) {
        const std::size_t form_begin = out.arena_.size();
        fold_append(text.substr(begin, end - begin), out.arena_);
        std::size_t length = out.arena_.size() - form_begin;
        if (length == 0) return;
        if (length > max_form_bytes) {
            length = floor_boundary(std::string_view(out.arena_).substr(form_begin),
                                    max_form_bytes);
        }
        out.tokens_.push_back({static_cast<std::uint32_t>(form_begin),
                               static_cast<std::uint16_t>(length), 1, CaseShape::none,
                               static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end),
                               out.position_count_});
        ++out.position_count_;
    };
    auto& words = *boundaries_->words;
    std::size_t begin = from;
    words.first();
    for (int32_t boundary = words.next(); boundary != icu::BreakIterator::DONE;
         boundary = words.next()) {
        const std::size_t end = from + static_cast<std::size_t>(boundary);
        std::size_t first_end = begin;
        const char32_t first = decode(text, first_end);
        const UScriptCode script = uscript_getScript(static_cast<UChar32>(first), &status);
        if (!has_no_word_spaces(script)) {
            push(begin, end);
        } else {
            for (std::size_t at = begin; at < end;) {  // a token a character, with its marks
                const std::size_t start = at;
                decode(text, at);
                while (at < end) {
                    std::size_t mark_end = at;
                    const char32_t mark = decode(text, mark_end);
                    if (u_charType(static_cast<UChar32>(mark)) != U_NON_SPACING_MARK) break;
                    at = mark_end;
                }
                push(start, at);
            }
        }
        begin = end;
    }
}

}  // namespace broadsheet::text
