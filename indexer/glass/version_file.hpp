// What does a database of Xapian's glass format say of itself? The file `iamglass`: which tables it has,
// where their roots are, and the totals that ranking rests on.
//
//   char[14] "\x0f\x0dXapian Glass"; u16 version of the format, big-endian
//   u8[16]   UUID; varint revision
//   for each table of postlist, docdata, termlist, position, spelling, synonym:
//     varint block of the root; varint its level times 4, plus 2 (written in order), plus 1 (there is no table)
//     varint entries; varint bytes of a block / 2048; varint bytes from which on tags are compressed
//     varint bytes of what follows, of the free blocks: varint revision, varint blocks, and four zeros: none
//   varint articles; varint highest number less articles; varint length of the shortest article
//   varint most counts of a term in an article; varint length of the longest less that
//   varint 0; varint length of all; varint 0
//
// Source: xapian-core/backends/glass/glass_version.cc (1.4).
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "indexer/glass/table.hpp"

namespace broadsheet::indexer::glass {

using Uuid = std::array<std::uint8_t, 16>;

struct Totals {
    std::uint32_t documents = 0, last_document = 0;
    std::uint32_t shortest = 0, longest = 0;  ///< of those that are not empty; 0 where all are
    std::uint32_t most_counts = 0;
    std::uint64_t length = 0;

    /// Takes account of the next document, of this length.
    void add_document(std::uint32_t length);
};

struct Roots {
    TableRoot postlist, docdata, termlist;
};

/// The bytes of the file.
std::string version_file(const Uuid& uuid, const Roots& roots, const Totals& totals);

}  // namespace broadsheet::indexer::glass
