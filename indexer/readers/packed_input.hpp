// What lies in a compressed file or an archive of files? Streams the members out by libarchive
// (gzip, bzip2, xz, zstd; tar, zip), nothing is written to disk.
//
// Deliveries come from outside, so bombs are expected: see the limits. A member whose path leads
// out of the archive ("../"), a link, a device and an encrypted member are refused.
#pragma once

#include <cstdint>
#include <string_view>

#include "indexer/readers/input_stream.hpp"
#include "indexer/readers/reader.hpp"

namespace broadsheet::indexer {

/// One member may unpack to this much: more than all of the largest archive that is planned for
/// (10 million articles, 50 GB of text), in one file of JSONL.
inline constexpr std::uint64_t max_member_bytes = 64ULL << 30;

/// All that is unpacked from one file, on every level together, may be this many times its size.
/// News text packs to a third by gzip and, with its repeated keys, to a twentieth by zstd or xz at
/// best; gzip's own maximum is 1,032.
inline constexpr std::uint64_t max_unpacking_ratio = 200;

/// The ratio says nothing about small files: this much may be unpacked in any case.
inline constexpr std::uint64_t unpacking_allowance = 64ULL << 20;

/// A delivery may hold archives that hold compressed files; deeper is a bomb or a mistake.
inline constexpr int max_nesting = 4;

/// How many bytes of an input must be peeked at to tell (a tar file's mark lies at 257).
inline constexpr std::size_t packed_mark_bytes = 512;

/// Whether an input that begins so is compressed or an archive of files.
bool is_packed(std::string_view head);

/// Visits the input itself or, where it is packed, each file in it. Problems of single members are
/// reported to `sink`, and the rest goes on; throws InputError where nothing more can be read.
void visit_unpacked(const InputName& name, InputStream& stream, ArticleSink& sink,
                    const InputVisitor& visit);

}  // namespace broadsheet::indexer
