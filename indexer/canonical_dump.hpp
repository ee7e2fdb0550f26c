// Do two archives hold the same? They do if their dumps are equal.
#pragma once

#include <functional>
#include <string_view>

#include "archive/archive_layout.hpp"

namespace broadsheet::indexer {

/// Calls `write` with one line, without its end, for each article in the order of their ids:
///
///   a3f09c1be2d45678 {"id":"n1","headline":…}
///
/// a checksum, as 16 hexadecimal digits, of what the index says of the article
/// (index_contents.hpp) and of where the stored article says that its paragraphs lie; then what
/// `export` prints of it. The same for the same articles, whatever segments they are in, however
/// they came there. An article that a crash left in two versions has two lines.
///
/// Throws archive::ArchiveError, SegmentError, and archive::CorruptArticle for an article that is
/// not what was written.
void write_canonical_dump(const archive::ArchivePaths& paths,
                          const std::function<void(std::string_view line)>& write);

}  // namespace broadsheet::indexer
