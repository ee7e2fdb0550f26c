#include "archive/headed_file.hpp"

#include <fcntl.h>

#include <algorithm>
#include <utility>

#include "archive/archive_layout.hpp"

namespace broadsheet::archive {

namespace {

constexpr std::size_t buffer_bytes = std::size_t{1} << 20;  // large writes, little memory

}  // namespace

HeadedFile::HeadedFile(std::filesystem::path path, std::size_t head_bytes)
    : path_(std::move(path)),
      file_(unfinished(path_), O_RDWR | O_CREAT | O_TRUNC, "create"),
      head_bytes_(head_bytes),
      end_(head_bytes) {}

void HeadedFile::append(std::string_view bytes) {
    buffer_ += bytes;
    if (buffer_.size() >= buffer_bytes) flush();
}

void HeadedFile::flush() {
    file_.write_at(buffer_, end_);
    end_ += buffer_.size();
    buffer_.clear();
}

/// What follows the head is read once more: XXH3 takes its bytes in order, and the head stands before them.
std::uint64_t HeadedFile::checksum(std::string_view rest_of_head) const {
    RunningChecksum checksum;
    checksum.add(rest_of_head);
    std::string piece(buffer_bytes, '\0');
    for (std::uint64_t at = head_bytes_; at < end_; at += piece.size()) {
        piece.resize(static_cast<std::size_t>(std::min<std::uint64_t>(buffer_bytes, end_ - at)));
        file_.read_at(piece, at);
        checksum.add(piece);
    }
    return checksum.value();
}

void HeadedFile::finish_with(std::string_view head) {
    file_.write_at(head, 0);
    finish_file(file_, path_);
}

}  // namespace broadsheet::archive
