// Sorted words in few bytes, found by binary search: front coding, in blocks (Witten, Moffat and Bell,
// "Managing Gigabytes", 2nd ed., section 4.1).
//
// Of each block the first word stands whole, of each of the others how many bytes it shares with the one
// before it, then what follows: varint length, bytes; varint shared, varint length, bytes; …
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "archive/spool.hpp"

namespace broadsheet::archive {

/// More make the table smaller by less than a hundredth, and finding a word slower.
inline constexpr std::uint32_t words_a_block = 16;

/// Is given words in the order of their bytes, each once.
class WordTableBuilder {
  public:
    explicit WordTableBuilder(const SpoolPlace& place = {}) : bytes_(place), blocks_(place) {}

    void add(std::string_view word);

    std::uint32_t count() const { return count_; }
    Spool& bytes() { return bytes_; }
    /// Where each block begins in bytes(): u32.
    Spool& blocks() { return blocks_; }

  private:
    Spool bytes_, blocks_;
    std::string last_;
    std::uint32_t count_ = 0;
};

/// What a builder made, wherever it lies. Words are numbered from 0 in their order.
class WordTable {
  public:
    WordTable() = default;
    WordTable(std::uint32_t count, std::span<const std::uint32_t> blocks, std::string_view bytes)
        : count_(count), blocks_(blocks), bytes_(bytes) {}

    std::uint32_t size() const { return count_; }

    /// The number of a word; nothing if the table does not have it.
    std::optional<std::uint32_t> find(std::string_view word) const;

    /// Goes through all words in order.
    class Cursor {
      public:
        explicit Cursor(const WordTable& table) : table_(&table) {}
        /// The next word, until the next call; nothing behind the last.
        bool next();
        std::string_view word() const { return word_; }
        std::uint32_t number() const { return number_ - 1; }

      private:
        const WordTable* table_;
        const char* at_ = nullptr;
        std::uint32_t number_ = 0;  ///< of the word that next() gives
        std::string word_;
    };

  private:
    friend class Cursor;
    /// The first word of a block, and what lies behind it.
    std::string_view first_of(std::size_t block, const char*& behind) const;
    const char* end() const { return bytes_.data() + bytes_.size(); }

    std::uint32_t count_ = 0;
    std::span<const std::uint32_t> blocks_;
    std::string_view bytes_;
};

}  // namespace broadsheet::archive
