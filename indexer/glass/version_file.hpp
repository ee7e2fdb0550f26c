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
#include <filesystem>
#include <string>
#include <string_view>

#include "indexer/glass/table.hpp"

namespace broadsheet::indexer::glass {

inline constexpr std::string_view version_file_name = "iamglass";
/// The files of the tables.
inline constexpr std::string_view postlist_name = "postlist.glass", docdata_name = "docdata.glass",
                                  termlist_name = "termlist.glass";

using Uuid = std::array<std::uint8_t, 16>;

/// A random one (RFC 4122, version 4).
Uuid new_uuid();

/// As Xapian writes it: 550e8400-e29b-41d4-a716-446655440000.
std::string text_of(const Uuid& uuid);

struct Totals {
    std::uint32_t documents = 0, last_document = 0;
    std::uint32_t shortest = 0, longest = 0;  ///< of those that are not empty; 0 where all are
    std::uint32_t most_counts = 0;
    std::uint64_t length = 0;

    /// Takes account of the next document, of this length.
    void add_document(std::uint32_t length);

    /// Takes account of another database; not of which number its last article gets.
    void add_database(const Totals& other);
};

struct Roots {
    TableRoot postlist, docdata, termlist;
};

struct Version {
    Uuid uuid{};
    std::uint64_t revision = first_revision;
    Roots roots;
    Totals totals;
};

/// The bytes of the file of a database whose tables were all written by TableBuilder.
std::string version_file(const Version& version);

/// The bytes of the file of a database. Throws DamagedTable where it has none.
std::string read_version_file(const std::filesystem::path& database);

/// What the file of any database says. Throws DamagedTable.
Version parse_version_file(std::string_view bytes);

/// The bytes of a file with another table of terms in the place of that which it names. Throws DamagedTable.
std::string with_termlist(std::string_view bytes, const TableRoot& termlist);

}  // namespace broadsheet::indexer::glass
