// The article as it is kept: a zstd frame behind a checksum.
//
//   bytes 0-3   the first four bytes of the XXH3-64 of all that follows, big-endian (XXH3's canonical form)
//   byte  4     format: 2
//   varint      the number of the dictionary that the frame needs (dictionary.hpp), 0 for none
//   the rest    a zstd frame (RFC 8878) without its magic number, of a record (stored_record.hpp)
//
// The checksum is verified on every read: Xapian does not notice a flipped bit in document data
// (measured: 19 of 30 passed xapian-check and came back as wrong text).
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "archive/article.hpp"

namespace broadsheet::archive {

class Dictionaries;
class Dictionary;

/// An article with the positions of its text units, as the index holds them.
struct StoredArticle {
    Article article;
    std::uint32_t word_count = 0;
    /// The position of the first word of each of text_units(article), in that order, so that a span
    /// of positions leads to its paragraph without analysing what stands before it.
    std::vector<std::uint32_t> unit_positions;
    bool operator==(const StoredArticle&) const = default;
};

/// What is read is not what was written.
class CorruptArticle : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

/// The article as bytes for the archive, by a dictionary of that archive, if it has any.
std::string encode(const StoredArticle& stored, const Dictionary* dictionary = nullptr);

/// The article back from bytes. Throws CorruptArticle, saying what is wrong, for anything that
/// encode() did not write, and ArchiveError where the dictionary that it needs is missing or damaged: then
/// most articles of the archive are unreadable, and this one is not to blame.
StoredArticle decode_stored(std::string_view bytes, const Dictionaries& dictionaries);

/// The number of the dictionary that stored bytes name; 0 where they name none, or are damaged.
std::uint32_t dictionary_named_by(std::string_view bytes);

/// The article as one line of JSON with the names that the JSONL reader takes.
std::string to_json(const StoredArticle& stored);

/// An article that is kept beside the index, as one line of JSON with a checksum, and back. The
/// second throws CorruptArticle for anything that the first did not write.
std::string to_line(const Article& article);
Article article_of_line(std::string_view line);

/// A checksum of the content of an article as it was delivered (without the languages that the
/// indexer identifies), by which a delivery that changes nothing is recognised.
std::uint64_t content_hash(const Article& article);

/// It as text, 16 hexadecimal digits.
std::string content_hash_text(std::uint64_t hash);

/// It as a value of its document (terms.hpp: slot_content), 8 bytes, big-endian; and back: 0 of what is none.
std::string content_hash_value(std::uint64_t hash);
std::uint64_t parse_content_hash(std::string_view value);

}  // namespace broadsheet::archive
