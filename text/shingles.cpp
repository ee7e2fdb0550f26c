#include "text/shingles.hpp"

#include <unicode/uchar.h>

#include <array>

#include "text/utf8.hpp"

namespace broadsheet::text {

namespace {

// What a character is for a word: nothing of it, nothing at all, one by itself, or a letter.
enum : char32_t { separator = 0, ignored = 1, dense_mark = 0x80000000 };

constexpr bool is_dense(char32_t c) {
    // Thai and Lao; Burmese; Khmer; Han, kana, hangul and what lies around them, up to Arabic's forms.
    return (c >= 0xE00 && c <= 0xEFF) || (c >= 0x1000 && c <= 0x109F) ||
           (c >= 0x1780 && c <= 0x17FF) || (c >= 0x2E80 && c <= 0xFAFF) ||
           (c >= 0xFF66 && c <= 0xFFDC) || (c >= 0x20000 && c <= 0x3FFFF);
}

/// The folded character, with dense_mark where it is a word by itself; or separator, or ignored.
char32_t classify(char32_t character) {
    const auto c = static_cast<UChar32>(character);
    if (character == invalid_character || character > 0x10FFFF) return separator;
    if (u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT)) return ignored;
    const bool is_mark = (U_GET_GC_MASK(c) & U_GC_M_MASK) != 0;
    if (!u_isalnum(c) && !is_mark) return separator;
    const auto folded = static_cast<char32_t>(u_foldCase(c, U_FOLD_CASE_DEFAULT));
    return is_dense(character) && !is_mark ? folded | dense_mark : folded;
}

// The alphabets of the basic plane; the rest is asked of ICU.
constexpr char32_t table_end = 0x3000;

const std::array<char32_t, table_end>& table() {
    static const auto made = [] {
        std::array<char32_t, table_end> classes{};
        for (char32_t c = 0; c < table_end; ++c) classes[c] = classify(c);
        return classes;
    }();
    return made;
}

// The finalizer of SplitMix64 (Steele, Lea and Flood 2014), by which each bit depends on all.
constexpr std::uint64_t mix(std::uint64_t x) {
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
    return x ^ (x >> 31);
}

// Odd, so that multiplying loses nothing (the fraction of the golden ratio).
constexpr std::uint64_t base = 0x9E3779B97F4A7C15;

constexpr std::uint64_t power(std::uint64_t of, std::size_t exponent) {
    std::uint64_t result = 1;
    for (std::size_t i = 0; i < exponent; ++i) result *= of;
    return result;
}

/// The hash of a word, character by character: eight bytes of it at a time are mixed.
class WordHash {
  public:
    bool empty() const { return bytes_ == 0; }
    void add(char32_t folded) {
        do {
            if (bytes_ % 8 == 0 && bytes_ > 0) fold_in();
            chunk_ = (chunk_ << 8) | (folded & 0xFF);
            ++bytes_;
            folded >>= 8;
        } while (folded != 0);
    }
    std::uint64_t finish() {
        fold_in();
        const std::uint64_t hash = hash_ ^ bytes_;
        *this = {};
        return hash;
    }

  private:
    void fold_in() {
        hash_ = (hash_ ^ chunk_) * base;
        hash_ ^= hash_ >> 32;
        chunk_ = 0;
    }
    std::uint64_t hash_ = 0, chunk_ = 0, bytes_ = 0;
};

}  // namespace

void Shingler::add(std::string_view piece) {
    const auto& classes = table();
    WordHash word;
    for (std::size_t at = 0; at < piece.size();) {
        const auto byte = static_cast<unsigned char>(piece[at]);
        char32_t character = byte;
        if (byte < 0x80) {
            ++at;
        } else {
            character = decode(piece, at);
        }
        const char32_t folded = character < table_end ? classes[character] : classify(character);
        if (folded == ignored) continue;
        const bool dense = (folded & dense_mark) != 0;
        if ((folded == separator || dense) && !word.empty()) add_word(word.finish());
        if (folded == separator) continue;
        word.add(folded & ~dense_mark);
        if (dense) add_word(word.finish());
    }
    if (!word.empty()) add_word(word.finish());
}

void Shingler::add_word(std::uint64_t hash) {
    constexpr std::uint64_t oldest = power(base, shingle_words);
    std::uint64_t& place = last_[words_ % shingle_words];
    rolling_ = rolling_ * base + hash - place * oldest;
    place = hash;
    ++words_;
    if (words_ >= shingle_words) shingles_.push_back(mix(rolling_));
}

void Shingler::end_part() {
    if (words_ > 0 && words_ < shingle_words) shingles_.push_back(mix(rolling_));
    last_.fill(0);
    rolling_ = 0;
    words_ = 0;
}

void Shingler::clear() {
    end_part();
    shingles_.clear();
}

}  // namespace broadsheet::text
