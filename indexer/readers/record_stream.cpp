#include "indexer/readers/record_stream.hpp"

#include <algorithm>

namespace broadsheet::indexer {

bool RecordStream::fill() {
    constexpr std::size_t step = 64 << 10;
    buffer_.erase(0, begin_);
    begin_ = 0;
    const std::size_t before = buffer_.size();
    buffer_.resize(before + step);
    std::size_t count = 0;
    try {
        count = stream_.read(buffer_.data() + before, step);
    } catch (...) {
        buffer_.resize(before);
        throw;
    }
    buffer_.resize(before + count);
    return count > 0;
}

std::string_view RecordStream::peek_line() {
    while (rest().find('\n') == std::string_view::npos && rest().size() < longest_line && fill()) {
    }
    return rest().substr(0, std::min(rest().find('\n'), longest_line));
}

bool RecordStream::line(std::string& out) {
    out = peek_line();
    if (rest().empty()) return false;
    take(out.size());
    // The rest of a line that is too long.
    while (rest().find('\n') == std::string_view::npos) {
        take(rest().size());
        if (!fill()) break;
    }
    if (const std::size_t end = rest().find('\n'); end != std::string_view::npos) take(end + 1);
    if (out.ends_with('\r')) out.pop_back();
    return true;
}

std::string RecordStream::block(std::uint64_t size) {
    std::string out;
    while (out.size() < size) {
        if (rest().empty() && !fill()) break;
        const std::size_t count = std::min<std::uint64_t>(rest().size(), size - out.size());
        out.append(rest().substr(0, count));
        take(count);
    }
    return out;
}

std::uint64_t RecordStream::skip(std::uint64_t size) {
    std::uint64_t skipped = 0;
    while (skipped < size) {
        if (rest().empty() && !fill()) break;
        const std::size_t count = std::min<std::uint64_t>(rest().size(), size - skipped);
        take(count);
        skipped += count;
    }
    return skipped;
}

}  // namespace broadsheet::indexer
