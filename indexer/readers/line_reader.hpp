// Lines of a stream of any length, without holding more than one of them.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "indexer/readers/input_stream.hpp"

namespace broadsheet::indexer {

class LineReader {
  public:
    /// `stream` must outlive it.
    LineReader(InputStream& stream, std::size_t longest) : stream_(stream), longest_(longest) {}

    enum class Result { line, too_long, end };

    /// The next line without its line feed, valid until the next call; a line of more than
    /// `longest` bytes is passed over. Throws InputError.
    Result next(std::string_view& line);

    /// Where the line of the last call begins in the stream.
    std::uint64_t offset() const { return offset_; }

  private:
    bool fill();
    Result pass_over();

    InputStream& stream_;
    std::size_t longest_;
    std::vector<char> buffer_;
    std::size_t begin_ = 0;            // of what is not yet given out
    std::size_t end_ = 0;              // of what is filled
    std::uint64_t buffer_offset_ = 0;  // of buffer_[0] in the stream
    std::uint64_t offset_ = 0;
};

}  // namespace broadsheet::indexer
