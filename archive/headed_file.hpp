// Writes a file that begins with a head of file_head.hpp, which can be told only when all else is written.
#pragma once

#include <cstdint>
#include <cstring>
#include <filesystem>
#include <string>
#include <string_view>

#include "archive/descriptor.hpp"
#include "archive/file_head.hpp"

namespace broadsheet::archive {

/// Whole or not at all, and durably, as write_file_atomically() does; in little memory. Throws ArchiveError.
class HeadedFile {
  public:
    HeadedFile(std::filesystem::path path, std::size_t head_bytes);

    /// Behind the head and what was written before.
    void append(std::string_view bytes);

    /// As it lies in memory.
    template <typename Item>
    void append_item(const Item& item) {
        append({reinterpret_cast<const char*>(&item), sizeof item});
    }

    /// Writes the head, with its checksum.
    template <typename Head>
    void finish(Head head) {
        flush();
        std::string bytes(reinterpret_cast<const char*>(&head), sizeof head);
        head.checksum = checksum(std::string_view(bytes).substr(checked_from));
        std::memcpy(bytes.data(), &head, sizeof head);
        finish_with(bytes);
    }

  private:
    void flush();
    std::uint64_t checksum(std::string_view rest_of_head) const;
    void finish_with(std::string_view head);

    std::filesystem::path path_;
    Descriptor file_;
    std::uint64_t head_bytes_, end_;  ///< of what is in the file
    std::string buffer_;
};

}  // namespace broadsheet::archive
