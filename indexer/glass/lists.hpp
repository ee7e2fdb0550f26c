// How are lists written in the tables of Xapian's glass format? Of the articles of a term, of the lengths and
// the values of articles, and of the terms of an article.
//
// Articles have numbers from 1. A list is cut into chunks, each an entry of the table `postlist`; what a
// key begins with says what it is of:
//
//   00 D0 slot             totals of a slot: varint articles, varint bytes of the least value, it, then the greatest,
//                          if that is another
//   00 D8 varint slot, n   a chunk of its values from article n on: for each varint articles passed over, but for the
//                          first, varint bytes, the value
//   00 E0 [n]              a chunk of the lengths, like those of a term
//   term [00 n]            a chunk of its articles; a NUL in the term is 00 FF
//
//   the first chunk of a list: varint articles, varint counts in all, varint first article less 1; of lengths zeros
//   each chunk: '1' if it is the last, else '0'; varint last article less the first; varint count of the first; for
//   each other varint articles passed over, varint count
//
// n is in an encoding that sorts as the number does. The table `termlist` has two entries for each article: the
// key n, and n with a NUL behind it:
//
//   varint length; varint terms; for each u8 bytes that it has in common with the one before, u8 bytes that
//   follow, these, varint count, with the count in the first byte where it has room; of the first without the first
//   byte
//   for each slot that it uses, varint slots passed over
//
// Source: xapian-core/backends/glass/ (1.4): glass_postlist.cc, glass_values.cc, glass_termlisttable.cc, and
// common/pack.h.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/glass/table.hpp"

namespace broadsheet::indexer::glass {

/// Appends a number so that the bytes sort as the numbers do.
void put_sortable(std::string& out, std::uint32_t number);

/// The key of an article in the tables `docdata` and `termlist`.
std::string document_key(std::uint32_t document);

struct Posting {
    std::uint32_t document, count;
};

/// Appends the chunks of a term, whose entries ascend; keys of terms must ascend, too.
void add_postings(TableBuilder& postlist, std::string_view term, std::span<const Posting> entries);

/// Appends the chunks of all articles' lengths: the nth is that of article n + 1. Goes before terms.
void add_lengths(TableBuilder& postlist, std::span<const std::uint32_t> lengths);

/// The values of a slot, article by article.
class ValueStream {
  public:
    /// Not empty; articles ascend.
    void add(std::uint32_t document, std::string_view value);

    /// For each slot in turn, first this …
    void add_totals(TableBuilder& postlist, std::uint32_t slot) const;
    /// … then, for each, that; then lengths, then terms.
    void add_chunks(TableBuilder& postlist, std::uint32_t slot) const;

  private:
    struct Chunk {
        std::uint32_t first;
        std::string bytes;
    };
    std::vector<Chunk> chunks_;
    std::uint32_t last_ = 0, documents_ = 0;
    std::string least_, greatest_;
};

/// The list of an article's terms, term by term.
class TermList {
  public:
    /// Terms ascend.
    void add(std::string_view term, std::uint32_t count);

    /// The tag of an article of this length; empties this.
    std::string finish(std::uint32_t length);

  private:
    std::string bytes_, last_;
    std::uint32_t terms_ = 0;
};

/// The tag of the slots that an article uses, a bit each.
std::string slot_list(std::uint32_t slots);

/// `bytes` as a stream of deflate (RFC 1951) that does not compress: so Xapian hands them on from table to table as they
/// are, where it would try to compress what it takes for uncompressed each time.
std::string stored_stream(std::string_view bytes);

}  // namespace broadsheet::indexer::glass
