// How is a term spelt in the index? The one place that knows; writer and reader both use it.
//
//   word                 folded surface form, no prefix
//   S, A + word          the same in headline, byline
//   XPR: + word + word   two common words side by side          boolean
//   XZ: + zone           the article has words in the zone      boolean
//   XKP: + words         a key phrase, its folded words with a space between   boolean
//   Q + id               unique id                                 boolean
//   XSN: XSE: L XPL: K   source, desk, language, place, topic      boolean, folded values
//   D M Y + digits       day 20250709, month 202507, year 2025     boolean
//
// Where the words stand is kept beside the database: positions_file.hpp.
//
// Prefixes follow Omega's conventions where it has one (S, A, Q, L, K, D, M, Y). A word begins with a
// lower-case letter, a digit or a character beyond ASCII, so no word can be taken for a prefix.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "archive/article.hpp"

namespace broadsheet::archive {

/// Xapian's limit is 245 bytes, of which a NUL takes two; a longer one would discard the whole
/// uncommitted batch.
inline constexpr std::size_t max_term_bytes = 245;

/// Whether Xapian takes a term; it writes a NUL as two bytes.
bool fits_a_term(std::string_view term);

inline constexpr std::string_view headline_prefix = "S";
inline constexpr std::string_view byline_prefix = "A";
inline constexpr std::string_view language_prefix = "L";
inline constexpr std::string_view phrase_prefix = "XKP:";

/// The term of a word in a zone that has words of its own ("S" + "truce").
std::string prefixed(std::string_view prefix, std::string_view form);

/// Whether a term is a word: the only ones that begin with no upper-case letter.
bool is_word_term(std::string_view term);

/// The boolean term of two common words (text/common_words.hpp) of which the second begins where the
/// first ends; only of words under no prefix.
std::string pair_term(std::string_view first, std::string_view second);

/// The boolean term of a key phrase by its words, see archive/key_phrases.hpp; by its hash where it is
/// too long for a term.
std::string phrase_term(std::string_view words);

/// The boolean term of articles that have words in a zone.
std::string zone_term(Zone zone);

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
    slot_cluster = 5,   ///< of copies, where its sketch does not say it: cluster_value()
    slot_content = 6,   ///< content_hash_value()
    slot_id = 7,        ///< the article's id
    slot_phrases = 8,   ///< its key phrases as shown, the first first: join_phrases()
    slot_sketch = 9,    ///< of its text, to find copies by: sketch_value()
};

inline constexpr std::uint32_t slot_count = 10;

/// The sortable digits of an ISO 8601 date, in its own zone; empty where there is none.
std::string date_digits(std::string_view iso_date);

}  // namespace broadsheet::archive
