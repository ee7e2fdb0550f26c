#include "text/shingles.hpp"

#include <unicode/uchar.h>

#include <array>
#include <bit>
#include <cstring>

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

/// The hash of a word: of eight of its bytes after the other.
class WordHash {
  public:
    bool empty() const { return bytes_ == 0; }

    /// One character; its bytes are those of its number.
    void add(char32_t folded) {
        do {
            add_bytes(folded & 0xFF, 1);
            folded >>= 8;
        } while (folded != 0);
    }

    /// The lowest `count` bytes, at most 8, of a number that has no others; all but the last time so many that
    /// eight are full.
    void add_bytes(std::uint64_t bytes, std::size_t count) {
        if (bytes_ % 8 == 0 && bytes_ > 0) fold_in();
        chunk_ |= bytes << (8 * (bytes_ % 8));
        bytes_ += count;
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

constexpr std::uint64_t each_byte(std::uint8_t value) { return std::uint64_t{0x0101010101010101} * value; }

/// Of eight bytes, the high bit of each that is in [first, last]; of bytes below 0x80 only.
constexpr std::uint64_t in_range(std::uint64_t bytes, char first, char last) {
    const std::uint64_t not_below = bytes + each_byte(static_cast<std::uint8_t>(0x80 - first));
    const std::uint64_t above = bytes + each_byte(static_cast<std::uint8_t>(0x7F - last));
    return not_below & ~above & each_byte(0x80);
}

/// The eight bytes from `at`, or what there is of them with zeros behind. The lowest is the first.
std::uint64_t load(std::string_view text, std::size_t at) {
    std::uint64_t bytes = 0;
    if (text.size() - at >= sizeof bytes) {
        std::memcpy(&bytes, text.data() + at, sizeof bytes);
    } else {
        std::memcpy(&bytes, text.data() + at, text.size() - at);
    }
    return bytes;
}
static_assert(std::endian::native == std::endian::little);

/// Up to eight letters and digits of ASCII that a text goes on with, in lower case.
struct AsciiRun {
    std::uint64_t lower;
    std::size_t length;
};

AsciiRun ascii_run(std::string_view text, std::size_t at) {
    const std::uint64_t bytes = load(text, at);
    const std::uint64_t low = bytes & each_byte(0x7F);
    const std::uint64_t lower = low | each_byte(0x20);  // digits have this bit
    const std::uint64_t word =
        (in_range(lower, 'a', 'z') | in_range(low, '0', '9')) & ~bytes;
    const std::uint64_t others = ~word & each_byte(0x80);
    if (others == 0) return {lower, sizeof bytes};
    const auto length = static_cast<std::size_t>(std::countr_zero(others)) / 8;
    return {lower & ((std::uint64_t{1} << (8 * length)) - 1), length};
}

bool is_ascii(char byte) { return static_cast<unsigned char>(byte) < 0x80; }

}  // namespace

void Shingler::add(std::string_view piece) {
    for (std::size_t at = 0; at < piece.size();) {
        // Most words are of ASCII alone: eight bytes are looked at at once.
        WordHash word;
        std::size_t end = at;
        AsciiRun run = ascii_run(piece, end);
        while (run.length > 0) {
            word.add_bytes(run.lower, run.length);
            end += run.length;
            if (run.length < sizeof run.lower || end == piece.size()) break;
            run = ascii_run(piece, end);
        }
        if (end == piece.size() || is_ascii(piece[end])) {
            if (!word.empty()) add_word(word.finish());
            at = end + 1;
        } else {
            at = add_any_word(piece, at);
        }
    }
}

/// Of any characters, from `at` up to the first that parts words; gives what is behind that.
std::size_t Shingler::add_any_word(std::string_view piece, std::size_t at) {
    const auto& classes = table();
    WordHash word;
    bool goes_on = true;
    while (goes_on && at < piece.size()) {
        const char32_t character = decode(piece, at);
        const char32_t folded = character < table_end ? classes[character] : classify(character);
        if (folded == ignored) continue;
        const bool dense = (folded & dense_mark) != 0;
        goes_on = folded != separator;
        if ((!goes_on || dense) && !word.empty()) add_word(word.finish());
        if (goes_on) word.add(folded & ~dense_mark);
        if (dense) add_word(word.finish());
    }
    if (!word.empty()) add_word(word.finish());
    return at;
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
