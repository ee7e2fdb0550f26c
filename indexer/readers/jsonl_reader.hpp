// How do lines of JSON become articles? One object a line (JSON Lines), one article an object.
//
//   id, version, title|headline, author|byline|by, dateline, date|published, source,
//   desk|section|category, language|lang, url, places, topics      text; lists may be arrays
//   deck|standfirst|summary     text, or an array of bullets
//   text|body|content           HTML, paragraphs parted by blank lines, or an array of paragraphs
//   status, embargo             usable, withheld, withdrawn; a date
//   sections                    as an archive's export writes them; then text is not looked at
//
// and more of such names: the table in metadata.cpp. Items of ninjs are read as ninjs.hpp says.
// Null and missing are unknown; other keys are left out.
#pragma once

#include "indexer/readers/input_stream.hpp"
#include "indexer/readers/reader.hpp"

namespace broadsheet::indexer {

/// A longer line is refused. The longest articles, live pages of a whole election, have 2 MB.
inline constexpr std::size_t max_line_bytes = 64 << 20;

/// Reads line by line: a line that gives no article is reported with its offset, and the rest goes
/// on. Throws InputError where the input breaks off; what was read before stands.
void read_jsonl(const InputName& name, InputStream& stream, const ReadOptions& options,
                ArticleSink& sink);

}  // namespace broadsheet::indexer
