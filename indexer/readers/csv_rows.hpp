// The rows and fields of a table as text (RFC 4180).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/readers/input_stream.hpp"
#include "indexer/readers/line_reader.hpp"

namespace broadsheet::indexer {

/// Reads row by row; a row goes on over line ends that stand within quotes. Blank lines are none.
class CsvRows {
  public:
    explicit CsvRows(InputStream& stream);

    /// The next row, without its line end; false at the end.
    bool next(std::string& row);

    /// The last row was longer than max_line_bytes, and is not there: the text goes on at the next
    /// line that can be one.
    bool too_long() const { return too_long_; }
    /// Where the last row began, in bytes.
    std::uint64_t offset() const { return offset_; }

  private:
    LineReader lines_;
    std::uint64_t offset_ = 0;
    bool too_long_ = false;
};

/// The fields of a row: quotes taken away, doubled quotes within made single.
std::vector<std::string> csv_fields(std::string_view row, char separator);

}  // namespace broadsheet::indexer
