// Which captures does a web archive hold? Records of WARC (ISO 28500) and ARC (Internet Archive,
// versions 1 and 2), one after the other; what is broken is told with its place, and reading goes
// on at the next record that can be made out.
#pragma once

#include <cstdint>
#include <string>

#include "indexer/readers/record_stream.hpp"

namespace broadsheet::indexer {

struct WebRecord {
    std::uint64_t offset = 0;  ///< where it begins, in the unpacked bytes
    std::string type;          ///< WARC's, lower case; of ARC "response"
    std::string uri;           ///< what was captured
    std::string date;          ///< of the capture, ISO 8601; empty where it cannot be read
    std::string content_type;  ///< of the block in WARC, of the page in ARC
    std::string truncated;     ///< why the capture is not whole; empty where it is
    bool segmented = false;    ///< its rest is in continuation records
    std::uint64_t length = 0;  ///< of the block that follows
};

/// What next_warc_record() and next_arc_record() found.
struct NextRecord {
    enum class Result { record, broken, end };
    Result result = Result::end;
    WebRecord record;
    std::string problem;  ///< of broken: what; record.offset says where
};

/// The next record, whose block is then to be taken or skipped.
NextRecord next_warc_record(RecordStream& stream);

/// What the ARC file's first record says of all others; pass the same to each call.
struct ArcLayout {
    std::size_t fields = 5;  ///< of a record's line: 5 in version 1, 10 in version 2
};
NextRecord next_arc_record(RecordStream& stream, ArcLayout& layout);

}  // namespace broadsheet::indexer
