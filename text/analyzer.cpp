#include "text/analyzer.hpp"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <array>
#include <optional>

#include "text/amounts.hpp"
#include "text/folding.hpp"
#include "text/utf8.hpp"

namespace broadsheet::text {

namespace {

enum class CharClass : std::uint8_t {
    separator,
    upper,   // cased letters
    lower,
    letter,  // without case
    hebrew,  // a letter that geresh and gershayim, also as ' and ", go with
    digit,
    mark,    // goes on with what it stands behind: combining marks, soft hyphen, joiners
    dense,   // a character of a script that writes no spaces between words
};

constexpr bool is_letter(CharClass c) {
    return c == CharClass::upper || c == CharClass::lower || c == CharClass::letter ||
           c == CharClass::hebrew;
}
constexpr bool is_word(CharClass c) { return is_letter(c) || c == CharClass::digit; }

// Scripts whose text has no spaces between words (Korean has some, which writers set as they like).
bool is_dense_script(UScriptCode script) {
    switch (script) {
        case USCRIPT_HAN: case USCRIPT_HIRAGANA: case USCRIPT_KATAKANA: case USCRIPT_HANGUL:
        case USCRIPT_BOPOMOFO: case USCRIPT_YI: case USCRIPT_THAI: case USCRIPT_LAO:
        case USCRIPT_KHMER: case USCRIPT_MYANMAR: case USCRIPT_TAI_LE: case USCRIPT_NEW_TAI_LUE:
        case USCRIPT_LANNA: case USCRIPT_TAI_VIET: case USCRIPT_JAVANESE: case USCRIPT_BALINESE:
            return true;
        default: return false;
    }
}

// Vowels and finals of decomposed Hangul go with the initial before them, as do the half-width
// sound marks of Katakana and the vowel AM of Thai and Lao.
bool goes_with_character_before(char32_t c) {
    return (c >= 0x1160 && c <= 0x11FF) || c == 0xFF9E || c == 0xFF9F || c == 0xE33 || c == 0xEB3;
}

// Letters that are one character or two, and are read alike: the vowel AM of Thai and Lao (a ring and
// an AA), which goes with the consonant before it, and the Lao letters HO NO and HO MO.
bool is_second_half(char32_t last, char32_t c) {
    return (last == 0xE4D && c == 0xE32) || (last == 0xECD && c == 0xEB2) ||
           (last == 0xEAB && (c == 0xE99 || c == 0xEA1));
}

CharClass letter_class(UChar32 c, UScriptCode script) {
    if (u_isUUppercase(c)) return CharClass::upper;
    if (u_isULowercase(c)) return CharClass::lower;
    return script == USCRIPT_HEBREW ? CharClass::hebrew : CharClass::letter;
}

CharClass classify_by_unicode(char32_t character) {
    if (character == invalid_character) return CharClass::separator;
    if (character == '_') return CharClass::letter;  // handles and file names: un_news
    if (goes_with_character_before(character)) return CharClass::mark;
    const auto c = static_cast<UChar32>(character);
    switch (u_charType(c)) {
        case U_NON_SPACING_MARK:
        case U_ENCLOSING_MARK:
        case U_COMBINING_SPACING_MARK: return CharClass::mark;
        case U_FORMAT_CHAR:  // soft hyphen, joiners, zero-width space; but no signs of direction alone
            return u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT)
                       ? CharClass::mark : CharClass::separator;
        case U_DECIMAL_DIGIT_NUMBER: return CharClass::digit;
        default: break;
    }
    UErrorCode status = U_ZERO_ERROR;
    const UScriptCode script = uscript_getScript(c, &status);
    const bool kana_mark = c == 0x30FC || c == 0xFF70;  // ー, whose script is Common
    if (is_dense_script(script) || kana_mark) {
        return u_isalnum(c) || kana_mark || u_charType(c) == U_LETTER_NUMBER ? CharClass::dense
                                                                           : CharClass::separator;
    }
    return u_isalpha(c) ? letter_class(c, script) : CharClass::separator;
}

// Classes up to the end of the alphabets in the basic plane; the rest is asked of ICU, but for the
// commonest dense characters.
constexpr char32_t class_table_end = 0x3000;

const std::array<CharClass, class_table_end>& class_table() {
    static const auto table = [] {
        std::array<CharClass, class_table_end> made{};
        for (char32_t c = 0; c < class_table_end; ++c) made[c] = classify_by_unicode(c);
        made[0x2BC] = CharClass::separator;  // the letter apostrophe, which is read as the others
        return made;
    }();
    return table;
}

bool is_common_dense(char32_t c) {
    return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7A3) ||
           (c >= 0x3041 && c <= 0x3096) || (c >= 0x30A1 && c <= 0x30FA) ||
           (c >= 0x3400 && c <= 0x4DBF);
}

bool is_apostrophe(char32_t c) { return c == '\'' || c == 0x2019 || c == 0x2BC || c == 0xFF07; }
bool is_hyphen(char32_t c) { return c == '-' || c == 0x2010 || c == 0x2011 || c == 0x5BE; }
bool is_gershayim(char32_t c) { return c == '"' || c == 0x5F4 || c == 0x201D; }
bool is_geresh(char32_t c) { return is_apostrophe(c) || c == 0x5F3; }
bool is_decimal_sign(char32_t c) { return c == '.' || c == 0x66B; }
bool is_grouping_sign(char32_t c) { return c == ',' || c == 0x66C; }

// The endings of English contractions; a word with one is a single word. (n’t is told by its n.)
bool is_contraction_ending(std::string_view folded) {
    return folded == "ll" || folded == "ve" || folded == "re" || folded == "d" || folded == "m";
}

}  // namespace

// Reads words of letters and digits, with their joints, and runs of dense characters.
class WordScanner {
  public:
    WordScanner(std::string_view text, Folder& folder, TokenList& out)
        : text_(text),
          folder_(folder),
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
        return {value, class_of(value), end};
    }

    /// Reads a run of dense characters from `from`: each with the marks on it; gives where it ends.
    std::size_t read_dense(std::size_t from) {
        characters_.clear();
        std::size_t end = from;
        for (Char c = at(from); c.cls == CharClass::dense; c = at(end)) {
            std::size_t stop = c.end;
            char32_t last = c.value;
            for (Char next = at(stop);
                 next.cls == CharClass::mark || is_second_half(last, next.value);
                 next = at(stop)) {
                last = next.value;
                stop = next.end;
            }
            const std::size_t form_begin = arena_.size();
            folder_.append(text_.substr(end, stop - end), arena_);
            const std::size_t form_length = arena_.size() - form_begin;
            if (form_length > 0) characters_.push_back({end, stop, form_begin, form_length});
            end = stop;
        }
        for (std::size_t i = 0; i < characters_.size(); ++i) {
            const Character& one = characters_[i];
            // The forms of neighbours lie side by side in the arena: the pair is both.
            if (i + 1 < characters_.size()) {
                const Character& next = characters_[i + 1];
                push(one.form_begin, one.form_length + next.form_length, 2, TokenKind::pair,
                     CaseShape::none, one.begin, next.end);
            }
            push(one.form_begin, one.form_length, 1, TokenKind::character, CaseShape::none,
                 one.begin, one.end);
            ++position_;
        }
        return end;
    }

    CharClass class_of(char32_t value) const {
        if (value < class_table_end) return table_[value];
        return is_common_dense(value) ? CharClass::dense : classify_by_unicode(value);
    }

    /// Reads the word that starts at `from` with all that is joined to it; gives where it ends.
    std::size_t read(std::size_t from) {
        parts_.clear();
        joined_with_and_ = false;
        std::size_t end = read_part(from);
        if (const std::size_t after = read_spaced_unit(end)) {
            emit();
            return after;
        }
        while (parts_.size() < max_chain) {
            if (const std::size_t after = read_percent_sign(end)) {
                end = after;
                continue;
            }
            if (parts_.back().number && unit_at(end).unit != nullptr) {  // 60bn
                end = read_unit(end);
                continue;
            }
            const std::size_t next = joint(end);
            if (next == 0) break;
            if (!is_word(at(next).cls)) break;
            end = read_part(next);
        }
        emit();
        return end;
    }

  private:
    struct Character {
        std::size_t begin, end;  // of the original
        std::size_t form_begin, form_length;
    };

    struct Part {
        std::size_t begin, end;  // of the original
        std::size_t form_begin, form_length;
        CaseShape shape;
        bool number = false;  // digits alone, grouped or with a decimal sign
        // What stands for it in the joined form, where that is not its own form.
        std::optional<std::string_view> joined_as = std::nullopt;
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

    // The unit whose word stands at `from`; none if more of a word goes on behind it.
    FoundUnit unit_at(std::size_t from) const {
        const FoundUnit found = find_unit(text_, from);
        if (found.unit == nullptr) return {};
        const CharClass behind = at(found.end).cls;
        return is_word(behind) || behind == CharClass::mark ? FoundUnit{} : found;
    }

    // Reads the unit that stands at `from` as the next part.
    std::size_t read_unit(std::size_t from) {
        const Unit& unit = *unit_at(from).unit;
        const bool in_money = follows_currency_sign(parts_.back().begin);
        const std::size_t end = read_part(from);
        const bool other_in_money = in_money && !unit.joined_in_money.empty();
        parts_.back().joined_as = other_in_money ? unit.joined_in_money : unit.joined;
        return end;
    }

    bool follows_currency_sign(std::size_t begin) const {
        const char32_t c = begin == 0 ? invalid_character : decode_before(text_, begin);
        return c != invalid_character && u_charType(static_cast<UChar32>(c)) == U_CURRENCY_SYMBOL;
    }

    // "60 bn", "5 p.m.", "5 %", "5 per cent": a number alone, a space and its unit; 0 for anything else.
    std::size_t read_spaced_unit(std::size_t end) {
        if (parts_.size() != 1 || !parts_.back().number) return 0;
        const Char space = at(end);
        if (!is_amount_space(space.value)) return 0;
        if (const std::size_t after = read_percent_sign(space.end)) return after;
        if (const FoundUnit found = unit_at(space.end); found.unit != nullptr) {
            return joint(found.end) == 0 ? read_unit(space.end) : 0;
        }
        return read_per_cent(space.end);
    }

    std::size_t read_per_cent(std::size_t from) {
        constexpr std::string_view words[] = {"per", "cent"};
        const std::size_t second = from + words[0].size() + 1;
        if (text_.substr(from, words[0].size()) != words[0] || second >= text_.size()) return 0;
        if (text_[second - 1] != ' ' || text_.substr(second, words[1].size()) != words[1]) return 0;
        const std::size_t end = second + words[1].size();
        const Char after = at(end);
        if (is_word(after.cls) || after.cls == CharClass::mark || joint(end) != 0) return 0;
        read_part(from);
        parts_.back().joined_as = percent;
        read_part(second);
        parts_.back().joined_as = "";
        return end;
    }

    // "%" behind a number is the word percent.
    std::size_t read_percent_sign(std::size_t from) {
        if (!parts_.back().number) return 0;
        const Char sign = at(from);
        if (!is_percent_sign(sign.value)) return 0;
        Part part{from, sign.end, arena_.size(), percent.size(), CaseShape::none};
        part.joined_as = percent;
        arena_ += percent;
        parts_.push_back(part);
        return sign.end;
    }

    std::size_t read_part(std::size_t from) {
        if (const std::size_t end = read_dotted(from)) return end;
        std::size_t end = from;
        bool digits_only = true;
        bool plain = true;  // lower-case ASCII and digits: already folded
        unsigned uppers = 0, lowers = 0, letters = 0;
        bool first_upper = false;
        CharClass last = CharClass::separator;
        while (true) {
            const Char c = at(end);
            if (!is_word(c.cls) && !(c.cls == CharClass::mark && end > from)) {
                std::size_t next = digits_only ? number_goes_on(from, end) : 0;
                if (next == 0 && last == CharClass::hebrew) next = hebrew_goes_on(c);
                if (next == 0) break;
                plain = false;
                end = next;
                continue;
            }
            const bool letter_behind_digits = digits_only && end > from && is_letter(c.cls);
            if (letter_behind_digits && unit_at(end).unit != nullptr) break;
            if (c.cls != CharClass::mark) last = c.cls;
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
        Part part{from, end, arena_.size(), 0, shape_of(uppers, lowers, first_upper), digits_only};
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
        } else if (word.find_first_of(",\"'\xD9\xE2") == std::string_view::npos) {
            folder_.append(word, arena_);
        } else {
            folder_.append(without_signs(word), arena_);
        }
    }

    // The signs within a word: those that group its digits (1,000 and $1,500bn, also in Arabic) and the
    // quotes of a Hebrew abbreviation are no part of the form; the Arabic decimal sign is a stop.
    // (\xD9 and \xE2 lead the Arabic signs and the curly quotes in UTF-8.)
    static std::string without_signs(std::string_view word) {
        std::string out;
        for (std::size_t i = 0; i < word.size();) {
            const std::size_t from = i;
            const char32_t c = decode(word, i);
            if (is_grouping_sign(c) || c == '"' || c == '\'' || c == 0x201D || c == 0x2019) continue;
            if (is_decimal_sign(c)) out += '.';
            else out.append(word, from, i - from);
        }
        return out;
    }

    // "3.14", "1,000": where the digits go on behind a stop or a grouping comma; 0 if they do not.
    std::size_t number_goes_on(std::size_t from, std::size_t end) const {
        if (end == from) return 0;
        const Char sign = at(end);
        if (is_decimal_sign(sign.value)) {
            return at(sign.end).cls == CharClass::digit ? sign.end : 0;
        }
        if (!is_grouping_sign(sign.value)) return 0;
        std::size_t digit = sign.end;
        for (int i = 0; i < 3; ++i) {
            const Char c = at(digit);
            if (c.cls != CharClass::digit) return 0;
            digit = c.end;
        }
        return at(digit).cls == CharClass::digit ? 0 : sign.end;
    }

    // Past gershayim between Hebrew letters and a geresh behind one; 0 for any other sign.
    std::size_t hebrew_goes_on(const Char& sign) const {
        const bool letter_follows = at(sign.end).cls == CharClass::hebrew;
        if (is_gershayim(sign.value)) return letter_follows ? sign.end : 0;
        if (is_geresh(sign.value)) return letter_follows || sign.value == 0x5F3 ? sign.end : 0;
        return 0;
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
        Part part{from, end, arena_.size(), 0, shape_of(uppers, lowers, first_upper)};
        std::string letters;
        for (const char c : text_.substr(from, end - from)) {
            if (c != '.') letters += c;
        }
        folder_.append(letters, arena_);
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
            push(part.form_begin, part.form_length, 1, TokenKind::word, part.shape, part.begin,
                 part.end);
            ++position_;
        }
    }

    void emit_compound() {
        std::size_t length = 0;
        for (const Part& part : parts_) {
            if (part.form_length == 0) return;
            length += part.joined_as ? part.joined_as->size() : part.form_length;
        }
        if (length + parts_.size() > max_form_bytes) return;
        const std::size_t begin = arena_.size();
        for (std::size_t i = 0; i < parts_.size(); ++i) {
            if (i > 0 && joined_with_and_) arena_ += '&';
            const Part& part = parts_[i];
            if (part.joined_as) arena_ += *part.joined_as;
            else arena_.append(arena_, part.form_begin, part.form_length);
        }
        const bool amount = std::ranges::any_of(
            parts_, [](const Part& part) { return part.joined_as.has_value(); });
        push(begin, arena_.size() - begin, static_cast<std::uint8_t>(parts_.size()),
             amount ? TokenKind::amount : TokenKind::compound, compound_shape(),
             parts_.front().begin, parts_.back().end);
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

    // Adds a token at the position reached.
    void push(std::size_t form_begin, std::size_t form_length, std::uint8_t length, TokenKind kind,
              CaseShape shape, std::size_t begin, std::size_t end) {
        if (form_length > max_form_bytes) {
            const auto form = std::string_view(arena_).substr(form_begin, form_length);
            form_length = floor_boundary(form, max_form_bytes);
        }
        tokens_.push_back({static_cast<std::uint32_t>(form_begin),
                           static_cast<std::uint16_t>(form_length), length, kind, shape,
                           static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end),
                           position_});
    }

    std::string_view text_;
    Folder& folder_;
    const std::array<CharClass, class_table_end>& table_;
    std::vector<Token>& tokens_;
    std::string& arena_;
    std::uint32_t& position_;
    std::vector<Part> parts_;
    std::vector<Character> characters_;
    bool joined_with_and_ = false;
};

void Analyzer::analyze(std::string_view text, TokenList& out) {
    out.clear();
    WordScanner scanner(text, folder_, out);
    std::size_t at = 0;
    while (at < text.size()) {
        const auto c = scanner.at(at);
        if (is_word(c.cls)) {
            at = scanner.read(at);
        } else if (c.cls == CharClass::dense) {
            at = scanner.read_dense(at);
        } else {
            at = c.end;
        }
    }
}

}  // namespace broadsheet::text
