// Where does the article of a document stand in the columns that are kept in memory?
//
// Xapian deals the numbers of an archive out to its segments in turn (segment_numbers.hpp): beside one segment of a
// million articles and nine of a thousand, ten million numbers, most of which no article has. A column has a row for
// every number of every segment, one segment after the other, and none for these.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace broadsheet::query {

/// A place in every column, from 0.
enum class Row : std::uint32_t {};

inline constexpr std::size_t index_of(Row row) { return static_cast<std::size_t>(row); }

class Rows {
  public:
    Rows() : Rows(std::span<const std::uint32_t>()) {}
    /// `last` is the highest number within each segment.
    explicit Rows(std::span<const std::uint32_t> last);

    /// How many there are.
    std::uint32_t size() const { return size_; }

    /// Of the document with that number, from 1, in a segment, from 0.
    Row of(std::uint32_t segment, std::uint32_t in_segment) const { return Row{first_[segment] + in_segment - 1}; }
    /// Of the document with that number in the archive, from 1.
    Row of(std::uint32_t document) const {
        const auto segments = static_cast<std::uint32_t>(first_.size());
        return of((document - 1) % segments, (document - 1) / segments + 1);
    }

    /// The number in the archive of the document that has the row.
    std::uint32_t document(Row row) const;

  private:
    std::vector<std::uint32_t> first_;  ///< row of each segment; of no segment one, which is empty
    std::uint32_t size_ = 0;
};

}  // namespace broadsheet::query
