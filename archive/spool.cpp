#include "archive/spool.hpp"

#include <algorithm>
#include <utility>

namespace broadsheet::archive {

void Spool::append(std::string_view bytes) {
    memory_ += bytes;
    if (memory_.size() > place_.bytes_in_memory && !place_.folder.empty()) write_out();
}

void Spool::write_out() {
    if (!file_) file_ = Descriptor::create_nameless(place_.folder / spool_name);
    file_->write_all(memory_);
    written_ += memory_.size();
    memory_.clear();
}

/// Where there is a file, all is read from there.
Spool::Reader::Reader(Spool& spool, std::uint64_t begin, std::uint64_t end)
    : spool_(&spool), end_(std::min(end, spool.size())) {
    begin = std::min(begin, end_);
    if (spool.file_) {
        spool.write_out();
        read_ = begin;
    } else {
        read_ = end_;
        ahead_ = std::string_view(spool.memory_).substr(begin, end_ - begin);
    }
}

std::string_view Spool::Reader::take(std::size_t count) {
    if (count > ahead_.size() && read_ < end_) read_on(count);
    const std::string_view taken = ahead_.substr(0, count);
    ahead_.remove_prefix(taken.size());
    return taken;
}

void Spool::Reader::read_on(std::size_t count) {
    constexpr std::size_t read_bytes = std::size_t{64} << 10;
    const std::size_t kept = ahead_.size();
    const auto more = static_cast<std::size_t>(std::min<std::uint64_t>(std::max(count, read_bytes), end_ - read_));
    std::string next;
    if (buffer_.size() < kept + more) {
        next.resize(kept + more);
        std::ranges::copy(ahead_, next.begin());
        buffer_ = std::move(next);
    } else {
        std::memmove(buffer_.data(), ahead_.data(), kept);
    }
    spool_->file_->read_at({buffer_.data() + kept, more}, read_);
    read_ += more;
    ahead_ = {buffer_.data(), kept + more};
}

}  // namespace broadsheet::archive
