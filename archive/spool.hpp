// Bytes that are gathered before they can be written to where they belong: few in memory, many in a file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "archive/descriptor.hpp"

namespace broadsheet::archive {

/// The file of a spool has this name for the moment before it has none: a crash leaves no more than an empty file.
inline constexpr std::string_view spool_name = "spool";

/// Where spools put what is too much for memory, and how much that is.
struct SpoolPlace {
    /// So much of each spool stays in memory: all of it, in a segment of some 10,000 articles.
    static constexpr std::size_t usual_bytes = std::size_t{4} << 20;

    /// None: all stays in memory. One thread at a time makes spools in a folder.
    std::filesystem::path folder;
    std::size_t bytes_in_memory = usual_bytes;
};

/// First written, then read. Throws ArchiveError where its file cannot be written or read.
class Spool {
  public:
    /// In memory.
    Spool() = default;
    explicit Spool(SpoolPlace place) : place_(std::move(place)) {}

    void append(std::string_view bytes);

    /// As it lies in memory.
    template <typename Item>
    void append_item(const Item& item) {
        static_assert(std::is_trivially_copyable_v<Item>);
        append({reinterpret_cast<const char*>(&item), sizeof item});
    }

    std::uint64_t size() const { return written_ + memory_.size(); }

    static constexpr std::uint64_t to_the_end = std::numeric_limits<std::uint64_t>::max();

    /// Goes once through the bytes from `begin` to `end` of a spool, to which nothing is added meanwhile.
    class Reader {
      public:
        explicit Reader(Spool& spool, std::uint64_t begin = 0, std::uint64_t end = to_the_end);
        Reader(const Reader&) = delete;
        Reader& operator=(const Reader&) = delete;

        /// Bytes.
        std::uint64_t left() const { return ahead_.size() + (end_ - read_); }

        /// The next bytes, valid until the next call; fewer at the end.
        std::string_view take(std::size_t count);

        /// All zeros behind the end.
        template <typename Item>
        Item take_item() {
            Item item{};
            const std::string_view bytes = take(sizeof item);
            std::memcpy(&item, bytes.data(), bytes.size());
            return item;
        }

      private:
        void read_on(std::size_t count);

        const Spool* spool_;
        std::uint64_t read_, end_;  ///< of the file: what lies ahead in memory ends at `read_`
        std::string_view ahead_;
        std::string buffer_;
    };

    /// Gives all of it, in pieces, in order.
    template <typename Visit>
    void each_piece(Visit visit) {
        constexpr std::size_t piece_bytes = std::size_t{64} << 10;
        for (Reader reader(*this); reader.left() > 0;) visit(reader.take(piece_bytes));
    }

  private:
    void write_out();

    SpoolPlace place_;
    std::string memory_;  ///< what is not in the file
    std::unique_ptr<Descriptor> file_;
    std::uint64_t written_ = 0;
};

}  // namespace broadsheet::archive
