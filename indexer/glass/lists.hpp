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
// In a list of which every article was deleted there is one chunk without articles. Source:
// xapian-core/backends/glass/ (1.4), glass_postlist.cc, glass_values.cc and glass_termlisttable.cc, and
// xapian-core/common/pack.h.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "archive/renumbering.hpp"
#include "indexer/glass/table.hpp"

namespace broadsheet::indexer::glass {

/// Appends a number so that the bytes sort as the numbers do.
void put_sortable(std::string& out, std::uint32_t number);

/// The number that `bytes` begin with, which are cut behind it. Throws DamagedTable.
std::uint32_t take_sortable(std::string_view& bytes);

/// The number that put_varint() wrote, likewise.
std::uint64_t take_number(std::string_view& bytes);

/// The key of an article in the tables `docdata` and `termlist`.
std::string document_key(std::uint32_t document);

enum class EntryKind { value_totals, values, lengths, term };

/// What the key of an entry of `postlist` says of it. Throws DamagedTable for what we never write.
EntryKind kind_of(std::string_view key);

/// What a key begins with: kind_of() it …
inline constexpr std::string_view totals_key{"\x00\xD0", 2}, values_key{"\x00\xD8", 2}, lengths_key{"\x00\xE0", 2};

/// … or a term; and back, of the first chunk of its list.
std::string term_key(std::string_view term);
std::string term_of(std::string_view key);

struct Posting {
    std::uint32_t document, count;
};

/// What stands before the first chunk of a list.
struct ListHead {
    std::uint64_t documents = 0, counts = 0;  ///< 0 of the list of lengths
    std::uint32_t first = 0;
};
ListHead take_head(std::string_view& tag);

/// Articles `first` to `last` of a list, some of which it has.
struct Chunk {
    std::uint32_t first = 0, last = 0;
    bool is_last = false;   ///< of the list
    std::string_view body;  ///< the counts, and what lies between; empty in a list that has no article
};

/// The rest of a tag. Throws DamagedTable.
Chunk take_chunk(std::string_view tag, std::uint32_t first);

/// The chunk of an entry, if it is one of the list whose first key is `list`, behind its first. Throws
/// DamagedTable.
std::optional<Chunk> later_chunk(std::string_view list, std::string_view key, std::string_view tag);

/// Visits the postings of a chunk. Throws DamagedTable.
void each_posting(const Chunk& chunk, const std::function<void(Posting)>& visit);

/// The chunk with its articles numbered anew; `room` is for what has to be written for that. Throws DamagedTable
/// where one has no number.
Chunk renumbered(const Chunk& chunk, const archive::Renumbering& numbers, std::string& room);

/// Writes lists into a table, chunk by chunk; short ones that follow each other become one.
class ListWriter {
  public:
    explicit ListWriter(TableBuilder& postlist) : postlist_(postlist) {}

    /// Begins the list of that key: lengths_key, or that of a term, higher than those before.
    void begin(std::string_view key, std::uint64_t documents, std::uint64_t counts);
    /// Behind those before.
    void add(const Chunk& chunk);
    /// Closes the list.
    void finish() { flush(true); }

  private:
    void flush(bool is_last);

    TableBuilder& postlist_;
    std::string key_, head_, body_, tag_;
    bool is_first_ = true;  ///< whether the open chunk is the first of the list
    std::uint32_t first_ = 0, last_ = 0;
};

/// Writes the list of a term, whose postings ascend.
void add_postings(TableBuilder& postlist, std::string_view term, std::span<const Posting> postings);

/// Writes the list of all articles' lengths: the nth is that of article n + 1.
void add_lengths(TableBuilder& postlist, std::span<const std::uint32_t> lengths);

/// What is known of all values of a slot.
struct ValueTotals {
    std::uint64_t documents = 0;
    std::string least, greatest;

    void add(const ValueTotals& other);
};
void add_totals(TableBuilder& postlist, std::uint32_t slot, const ValueTotals& totals);
std::uint32_t slot_of_totals(std::string_view key);
ValueTotals parse_totals(std::string_view tag);

/// Where a chunk of values begins.
struct ValuesKey {
    std::uint32_t slot, first;
};
std::string values_chunk_key(ValuesKey key);
ValuesKey parse_values_key(std::string_view key);

struct ValuesChunk {
    ValuesKey key;
    std::string_view tag;
};
/// As renumbered() above.
ValuesChunk renumbered(const ValuesChunk& chunk, const archive::Renumbering& numbers, std::string& room);

/// Visits the articles of a chunk of values.
void each_valued(ValuesKey key, std::string_view tag, const std::function<void(std::uint32_t document)>& visit);

/// The values of a slot, article by article.
class ValueStream {
  public:
    /// Not empty; articles ascend.
    void add(std::uint32_t document, std::string_view value);

    const ValueTotals& totals() const { return totals_; }
    void add_chunks(TableBuilder& postlist, std::uint32_t slot) const;

  private:
    struct Values {
        std::uint32_t first;
        std::string bytes;
    };
    std::vector<Values> chunks_;
    std::uint32_t last_ = 0;
    ValueTotals totals_;
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

/// The tag of the slots that an article uses, ascending.
std::string slot_list(std::span<const std::uint32_t> slots);

}  // namespace broadsheet::indexer::glass
