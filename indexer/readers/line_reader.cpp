#include "indexer/readers/line_reader.hpp"

#include <algorithm>
#include <cstring>

namespace broadsheet::indexer {

namespace {

// Some hundred articles: few enough to stay in the cache, enough to make reading cheap.
constexpr std::size_t first_buffer_bytes = 256 << 10;

}  // namespace

LineReader::Result LineReader::next(std::string_view& line) {
    offset_ = buffer_offset_ + begin_;
    std::size_t looked_at = 0;
    for (;;) {
        const char* from = buffer_.data() + begin_ + looked_at;
        const std::size_t left = end_ - begin_ - looked_at;
        const auto* feed =
            left == 0 ? nullptr : static_cast<const char*>(std::memchr(from, '\n', left));
        if (feed != nullptr) {
            const auto length = static_cast<std::size_t>(feed - (buffer_.data() + begin_));
            line = {buffer_.data() + begin_, length};
            begin_ += length + 1;
            return length > longest_ ? Result::too_long : Result::line;
        }
        looked_at = end_ - begin_;
        if (looked_at > longest_) return pass_over();
        if (fill()) continue;
        if (looked_at == 0) return Result::end;
        line = {buffer_.data() + begin_, looked_at};
        begin_ = end_;
        return Result::line;
    }
}

/// Reads more behind what is there; false at the end of the stream.
bool LineReader::fill() {
    if (begin_ > 0) {
        std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
        buffer_offset_ += begin_;
        end_ -= begin_;
        begin_ = 0;
    }
    if (end_ == buffer_.size()) buffer_.resize(std::max(first_buffer_bytes, 2 * buffer_.size()));
    const std::size_t count = stream_.read(buffer_.data() + end_, buffer_.size() - end_);
    end_ += count;
    return count > 0;
}

LineReader::Result LineReader::pass_over() {
    for (;;) {
        buffer_offset_ += end_;
        begin_ = end_ = 0;
        if (!fill()) return Result::too_long;
        const auto* feed = static_cast<const char*>(std::memchr(buffer_.data(), '\n', end_));
        if (feed == nullptr) continue;
        begin_ = static_cast<std::size_t>(feed - buffer_.data()) + 1;
        return Result::too_long;
    }
}

}  // namespace broadsheet::indexer
