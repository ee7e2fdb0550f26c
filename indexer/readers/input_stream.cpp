#include "indexer/readers/input_stream.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace broadsheet::indexer {

std::size_t DescriptorSource::read(char* out, std::size_t size) {
    for (;;) {
        const ssize_t count = ::read(descriptor_, out, size);
        if (count >= 0) return static_cast<std::size_t>(count);
        if (errno != EINTR)
            throw InputError(fmt::format("cannot be read: {}", std::strerror(errno)));
    }
}

std::optional<std::int64_t> DescriptorSource::seek(std::int64_t offset, int whence) {
    const off_t position = ::lseek(descriptor_, offset, whence);
    return position < 0 ? std::nullopt : std::optional<std::int64_t>(position);
}

std::size_t MemorySource::read(char* out, std::size_t size) {
    const std::size_t count = std::min(size, rest_.size());
    std::copy_n(rest_.data(), count, out);
    rest_.remove_prefix(count);
    return count;
}

std::string_view InputStream::peek(std::size_t size) {
    if (peeked_used_ > 0) {
        peeked_.erase(0, peeked_used_);
        peeked_used_ = 0;
    }
    while (peeked_.size() < size) {
        const std::size_t before = peeked_.size();
        peeked_.resize(size);
        std::size_t count = 0;
        try {
            count = source_.read(peeked_.data() + before, size - before);
        } catch (...) {
            peeked_.resize(before);
            throw;
        }
        peeked_.resize(before + count);
        if (count == 0) break;
    }
    return std::string_view(peeked_).substr(0, size);
}

std::size_t InputStream::read(char* out, std::size_t size) {
    std::size_t count = 0;
    if (peeked_used_ < peeked_.size()) {
        count = std::min(size, peeked_.size() - peeked_used_);
        std::copy_n(peeked_.data() + peeked_used_, count, out);
        peeked_used_ += count;
    } else {
        count = source_.read(out, size);
    }
    offset_ += count;
    return count;
}

std::optional<std::int64_t> InputStream::seek(std::int64_t offset, int whence) {
    // The source stands behind what was peeked at.
    const std::size_t ahead = peeked_.size() - peeked_used_;
    if (whence == SEEK_CUR) offset -= static_cast<std::int64_t>(ahead);
    const auto position = source_.seek(offset, whence);
    if (!position) return std::nullopt;
    peeked_.clear();
    peeked_used_ = 0;
    return position;
}

std::string InputStream::read_all(std::size_t limit) {
    constexpr std::size_t first_block = 64 << 10;
    std::string out;
    std::size_t used = 0;
    for (;;) {
        if (used == out.size())
            out.resize(std::max(first_block, std::min(2 * out.size(), limit + 1)));
        const std::size_t count = read(out.data() + used, out.size() - used);
        used += count;
        if (used > limit) {
            throw InputError(
                fmt::format("is larger than {} MiB, which no article is", limit >> 20));
        }
        if (count == 0) break;
    }
    out.resize(used);
    return out;
}

}  // namespace broadsheet::indexer
