// What is in a table of Xapian's glass format, from the first key to the last? For merging segments and for
// finding the terms of an article; Xapian reads tables for everything else. table.hpp has the format.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "archive/mapped_file.hpp"
#include "indexer/glass/table.hpp"

namespace broadsheet::indexer::glass {

/// Bytes are not what a writer of the format writes; the message says where and what.
class DamagedTable : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

/// Whatever the bytes are, nothing outside of them is read, and the reading comes to an end.
class TableReader {
  public:
    /// Of a table that nobody changes meanwhile. Stands before the first entry. Throws ArchiveError where the
    /// file cannot be read, DamagedTable.
    TableReader(const std::filesystem::path& file, const TableRoot& root);

    /// Goes to the next entry; false behind the last. Throws DamagedTable.
    bool next();

    /// Of the entry; valid until the next.
    std::string_view key() const { return key_; }
    std::string_view tag() const { return tag_; }

  private:
    struct Place {
        std::string_view block;
        std::size_t item = 0, items = 0;  ///< the next one
    };
    [[noreturn]] void fail(const char* what) const;
    void descend(std::uint32_t block, std::uint32_t level);
    bool next_item(std::string_view& item);

    std::filesystem::path file_;
    std::shared_ptr<const archive::MappedFile> mapped_;
    std::vector<Place> path_;  ///< from the root to the leaf
    std::string_view key_, tag_;
    std::string joined_;       ///< a tag of several parts
    std::uint64_t blocks_read_ = 0;
};

}  // namespace broadsheet::indexer::glass
