// Lines and blocks of a stream, in turn, as files of records have them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/readers/input_stream.hpp"

namespace broadsheet::indexer {

class RecordStream {
  public:
    /// `stream` must outlive it.
    explicit RecordStream(InputStream& stream) : stream_(stream) {}

    /// The next line without its end (LF or CR LF); of a longer one its first longest_line bytes.
    /// False at the end. Throws InputError, as all do.
    bool line(std::string& out);

    /// The next line, which is not taken.
    std::string_view peek_line();

    /// The next `size` bytes, or as many as there are.
    std::string block(std::uint64_t size);

    /// Passes over `size` bytes; how many there were.
    std::uint64_t skip(std::uint64_t size);

    /// Of the byte that comes next.
    std::uint64_t offset() const { return offset_; }

    static constexpr std::size_t longest_line = 64 << 10;

  private:
    bool fill();
    std::string_view rest() const { return std::string_view(buffer_).substr(begin_); }
    void take(std::size_t size) {
        begin_ += size;
        offset_ += size;
    }

    InputStream& stream_;
    std::string buffer_;
    std::size_t begin_ = 0;  // of what is not yet taken
    std::uint64_t offset_ = 0;
};

}  // namespace broadsheet::indexer
