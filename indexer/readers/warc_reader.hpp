// How do web archives become articles? Each response that is a news page goes to the HTML reader.
//
// Kept of the capture: its address as the article's, its time as the article's version, so that of
// two captures of a page the later stands. The time of a capture is not that of publication: an
// article whose page tells no date has none.
#pragma once

#include "indexer/readers/input_stream.hpp"
#include "indexer/readers/opening.hpp"
#include "indexer/readers/reader.hpp"

namespace broadsheet::indexer {

bool is_warc(const Opening& opening);
bool is_arc(const Opening& opening);

/// Reads WARC (ISO 28500) record by record. Reported with the place in the unpacked bytes: records
/// that are broken, cut off, truncated by the crawler, or point to another capture (revisit). What
/// is no page of news (pictures, redirects, front pages) is left out; one line at the end counts
/// it. Throws InputError where the input breaks off; what was read before stands.
void read_warc(const InputName& name, InputStream& stream, const ReadOptions& options,
               ArticleSink& sink);

/// The same for ARC, versions 1 and 2.
void read_arc(const InputName& name, InputStream& stream, const ReadOptions& options,
              ArticleSink& sink);

}  // namespace broadsheet::indexer
