// How is a term spelt in the index? The one place that knows; writer and reader both use it.
//
//   word                 folded surface form, no prefix            with positions
//   S, A, XL + word      the same in headline, byline, lead        with the same positions
//   XJn: + joined        second to nth position of a compound of n parts, with positions
//   XPR: + word + word   two common words side by side          boolean
//   XPB  XSB  XGB        starts of paragraphs, sentences, sections with positions
//   XZB: XZE: + zone     first position, and one past the last, of each run of a zone
//   XKP: + words         a key phrase, its folded words with a space between   boolean
//   Q + id               unique id                                 boolean
//   XSN: XSE: L XPL: K   source, desk, language, place, topic      boolean, folded values
//   D M Y + digits       day 20250709, month 202507, year 2025     boolean
//
// Prefixes follow Omega's conventions where it has one (S, A, Q, L, K, D, M, Y). A word begins with a
// lower-case letter, a digit or a character beyond ASCII, so no word can be taken for a prefix.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "archive/article.hpp"

namespace broadsheet::archive {

/// Xapian's limit is 245 bytes, of which a NUL takes two; a longer one would discard the whole
/// uncommitted batch.
inline constexpr std::size_t max_term_bytes = 245;

inline constexpr std::string_view headline_prefix = "S";
inline constexpr std::string_view byline_prefix = "A";
inline constexpr std::string_view lead_prefix = "XL";
inline constexpr std::string_view language_prefix = "L";
inline constexpr std::string_view phrase_prefix = "XKP:";
inline constexpr std::string_view paragraph_start_term = "XPB";
inline constexpr std::string_view sentence_start_term = "XSB";
inline constexpr std::string_view section_start_term = "XGB";

/// The term of a word in a zone that has words of its own ("S" + "truce").
std::string prefixed(std::string_view prefix, std::string_view form);

/// The term that stands at the second to nth position of a compound of `parts` parts ("cease-fire":
/// "XJ2:ceasefire" beside "fire"), so that a phrase can step over a joined form.
std::string continuation_term(std::string_view joined, std::uint8_t parts);

/// Whether a term is a word: the only ones that begin with no upper-case letter.
bool is_word_term(std::string_view term);

struct Continuation {
    std::string_view joined;
    std::uint8_t parts;
};
/// What a term was made of by continuation_term(); nothing of other terms.
std::optional<Continuation> parse_continuation(std::string_view term);

/// The boolean term of two common words (text/common_words.hpp) of which the second begins where the
/// first ends; only of words under no prefix.
std::string pair_term(std::string_view first, std::string_view second);

/// The boolean term of a key phrase by its words, see archive/key_phrases.hpp; by its hash where it is
/// too long for a term.
std::string phrase_term(std::string_view words);

std::string zone_begin_term(Zone zone);
std::string zone_end_term(Zone zone);

/// The unique term of an article. An id too long for a term is replaced by its hash.
std::string id_term(std::string_view id);

/// The boolean term of a value under a prefix: folded, white space collapsed, and by its hash where
/// it is too long for a term.
std::string value_term(std::string_view prefix, std::string_view value);

/// "2025-07-09T10:00:00+03:00" gives D20250709; empty where the date has no day.
std::string day_term(std::string_view iso_date);
std::string month_term(std::string_view iso_date);
std::string year_term(std::string_view iso_date);

/// Slots of a document's values.
enum Slot : std::uint32_t {
    slot_date = 0,      ///< digits of the date, local to the article: 2025, 202507, 20250709, 20250709101500
    slot_source = 1,    ///< as shown
    slot_desk = 2,      ///< as shown
    slot_language = 3,  ///< as shown
    slot_words = 4,     ///< Xapian::sortable_serialise
    slot_cluster = 5,   ///< of copies: cluster_value()
    slot_content = 6,   ///< content_hash, 16 hexadecimal digits
    slot_id = 7,        ///< the article's id
    slot_phrases = 8,   ///< its key phrases as shown, the first first: join_phrases()
    slot_sketch = 9,    ///< of its text, to find copies by: sketch_value()
};

/// The sortable digits of an ISO 8601 date, in its own zone; empty where there is none.
std::string date_digits(std::string_view iso_date);

}  // namespace broadsheet::archive
