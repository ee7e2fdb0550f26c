// The article as it is kept: JSON in a zstd frame, behind a checksum.
//
//   bytes 0-7   XXH3-64 of all that follows, big-endian (XXH3's canonical form)
//   byte  8     format: 1
//   bytes 9-    a zstd frame (RFC 8878) of UTF-8 JSON
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

/// The article as bytes for the archive.
std::string encode(const StoredArticle& stored);

/// The article back from bytes. Throws CorruptArticle, saying what is wrong, for anything that
/// encode() did not write.
StoredArticle decode_stored(std::string_view bytes);

/// The article as one line of JSON with the names that the JSONL reader takes.
std::string to_json(const StoredArticle& stored);

/// An article that is kept beside the index, as one line of JSON with a checksum, and back. The
/// second throws CorruptArticle for anything that the first did not write.
std::string to_line(const Article& article);
Article article_of_line(std::string_view line);

/// A checksum of the content of an article as it was delivered (without the languages that the
/// indexer identifies), by which a delivery that changes nothing is recognised.
std::uint64_t content_hash(const Article& article);

}  // namespace broadsheet::archive
