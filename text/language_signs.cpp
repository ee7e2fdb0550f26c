#include "text/language_signs.hpp"

#include <algorithm>
#include <cstdint>
#include <iterator>

#include "text/ascii.hpp"

namespace broadsheet::text {

namespace {

struct Words {
    std::string_view signs;      ///< every sentence has some, and no other language many of them
    std::string_view relatives;  ///< stand in near relations and hardly ever in the language
};

// As long as a sign may be: it is kept as a number. In the order of signed_languages.
constexpr std::size_t most_sign_bytes = 8;
constexpr std::array<Words, signed_languages.size()> words_of = {{
    {// English
     "the of and to that with from which said this they their has have been were would who its it is was are be "
     "by had not but more about than when could there she his her he you your what into after also will we our",
     // Scots, pidgin, Dutch, Polish, Czech
     "tae wis frae wi o nae haes ane thair whaur fowk leid oot intae ower aff fae dey dem dis di wetin het een en dat je "
     "się že"},
    {// German
     "der die und den von zu das mit sich auf für ist im dem des nicht ein eine einen einer eines als auch werden "
     "aus er hat dass sie nach wird bei um am sind noch wie oder wurde haben über zum zur vom kann ich wir",
     // Dutch, Afrikaans, Luxembourgish, Low German
     "het een van niet zijn voor maar met vun mat ass dat fir och déi dee un nich mien ik"},
    {// French
     "le les des est dans une du et pour qui pas au aux ont été cette sont avec il elle ce ses "
     "leur leurs mais ou nous vous était deux selon aussi comme où même ainsi après très fait ans",
     // Catalan, Occitan, Italian, Spanish, Creole, Dutch
     "els amb dels del al los las el y per que che il di una lo ei dins nan yo ki ak je het een"},
}};

// A text has one sign at least in so many words. In news it is one in three or four; nine of ten paragraphs
// have enough (docs/text.md), and of half a text hardly any.
constexpr std::size_t most_words_a_sign = 6;
// Fewer may be a foreign title, or words that another language has too.
constexpr std::size_t least_signs = 3;
// For one sign of another language so many.
constexpr std::size_t signs_to_foreign_one = 4;
constexpr std::size_t most_relatives = 1;
// And to one byte of a foreign script so many words.
constexpr std::size_t words_to_foreign_byte = 2;

/// What a word is, a bit each: a sign of a language, a word of its relatives.
struct Sign {
    std::uint64_t word = 0;  ///< its bytes in lower case; 0: none
    std::uint8_t sign_of = 0, relative_of = 0;
};

constexpr std::uint8_t latin_1_lead = 0xC3;

/// Of each byte what it is within a word: itself, in lower case where it is ASCII; 0 where it parts words.
constexpr auto bytes_in_words = [] {
    std::array<std::uint8_t, 256> bytes{};
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const char lower = ascii_lower(static_cast<char>(i));
        if (is_ascii_letter(lower) || i >= 0x80) bytes[i] = static_cast<std::uint8_t>(lower);
    }
    return bytes;
}();

constexpr std::uint8_t in_word(char c) { return bytes_in_words[static_cast<std::uint8_t>(c)]; }

/// Open addressing; at most half full.
class SignTable {
  public:
    constexpr SignTable() {
        for (std::size_t i = 0; i < words_of.size(); ++i) {
            const auto bit = static_cast<std::uint8_t>(1U << i);
            each(words_of[i].signs, [&](std::uint64_t word) { entry(word).sign_of |= bit; });
            each(words_of[i].relatives, [&](std::uint64_t word) { entry(word).relative_of |= bit; });
        }
    }

    constexpr const Sign* find(std::uint64_t word) const {
        std::size_t at = place(word);
        while (signs_[at].word != 0 && signs_[at].word != word) at = (at + 1) % size;
        return signs_[at].word == word ? &signs_[at] : nullptr;
    }

  private:
    static constexpr unsigned bits = 9;
    static constexpr std::size_t size = std::size_t{1} << bits;

    static constexpr std::size_t place(std::uint64_t word) {
        constexpr std::uint64_t mixer = 0x9E3779B97F4A7C15;  // of Fibonacci hashing
        return (word * mixer) >> (64 - bits);
    }

    template <typename Take>
    static constexpr void each(std::string_view list, Take take) {
        std::uint64_t word = 0;
        for (const char c : list) {
            const std::uint8_t byte = in_word(c);
            if (byte == 0) take(word);
            word = byte == 0 ? 0 : word << 8 | byte;
        }
        take(word);
    }

    constexpr Sign& entry(std::uint64_t word) {
        std::size_t at = place(word);
        while (signs_[at].word != 0 && signs_[at].word != word) at = (at + 1) % size;
        signs_[at].word = word;
        return signs_[at];
    }

    std::array<Sign, size> signs_{};
};

constinit const SignTable table;

/// One word or separator after the other.
class SignCounter {
  public:
    explicit SignCounter(std::string_view text) : text_(text) {}

    LanguageSigns count() {
        while (at_ < text_.size()) {
            read_ascii();
            if (at_ < text_.size()) read_beyond_ascii(static_cast<std::uint8_t>(text_[at_]));
        }
        end_word();
        return out_;
    }

  private:
    /// Up to the next byte beyond ASCII.
    void read_ascii() {
        std::uint64_t word = word_;
        std::size_t length = length_, at = at_;
        for (; at < text_.size(); ++at) {
            const std::uint8_t byte = in_word(text_[at]);
            if (byte >= 0x80) break;
            if (byte != 0) {
                word = word << 8 | byte;
                ++length;
            } else if (length > 0) {
                take(word, length);
                word = 0;
                length = 0;
            }
        }
        word_ = word;
        length_ = length;
        at_ = at;
    }

    void end_word() {
        if (length_ > 0) take(word_, length_);
        word_ = 0;
        length_ = 0;
    }

    void take(std::uint64_t word, std::size_t length) {
        ++out_.words;
        const Sign* sign = length <= most_sign_bytes ? table.find(word) : nullptr;
        if (sign == nullptr) return;
        for (std::size_t i = 0; i < signed_languages.size(); ++i) {
            out_.signs[i] += sign->sign_of >> i & 1U;
            out_.relatives[i] += sign->relative_of >> i & 1U;
        }
    }

    /// Signs of Latin-1 (0xC2) and general punctuation (0xE2 0x80) part words.
    void read_beyond_ascii(std::uint8_t lead) {
        const auto next = at_ + 1 < text_.size() ? static_cast<std::uint8_t>(text_[at_ + 1]) : 0;
        if (lead == 0xC2 || (lead == 0xE2 && next == 0x80)) {
            end_word();
            at_ = std::min(text_.size(), at_ + (lead == 0xC2 ? 2 : 3));
            return;
        }
        const std::size_t most = lead == latin_1_lead ? 2 : text_.size() - at_;
        for (std::size_t i = 0; i < most && at_ < text_.size(); ++i, ++at_) {
            const auto byte = static_cast<std::uint8_t>(text_[at_]);
            if (byte < 0x80 || (i > 0 && byte >= 0xC0)) return;
            if (lead != latin_1_lead) ++out_.foreign_bytes;
            word_ = word_ << 8 | byte;
            ++length_;
        }
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::uint64_t word_ = 0;
    std::size_t length_ = 0;
    LanguageSigns out_;
};

}  // namespace

LanguageSigns count_signs(std::string_view text) { return SignCounter(text).count(); }

std::string_view plain_language(const LanguageSigns& of) {
    const auto most = std::ranges::max_element(of.signs);
    const auto language = static_cast<std::size_t>(std::distance(of.signs.begin(), most));
    std::size_t others = 0;
    for (const std::size_t count : of.signs) others += count;
    others -= *most;
    if (*most < least_signs || *most * most_words_a_sign < of.words) return {};
    if (others * signs_to_foreign_one > *most) return {};
    if (of.relatives[language] > most_relatives) return {};
    if (of.foreign_bytes * words_to_foreign_byte > of.words) return {};
    return signed_languages[language];
}

}  // namespace broadsheet::text
