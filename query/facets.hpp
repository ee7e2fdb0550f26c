// What do facets count? Metadata by row, in memory.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "query/copy_column.hpp"
#include "query/result_page.hpp"
#include "query/rows.hpp"

namespace Xapian {
class Database;
}

namespace broadsheet::query {

/// One number an article and its distinct values: 0 is "none".
class Column {
  public:
    static constexpr std::uint32_t none = 0;

    const std::vector<std::string>& values() const { return values_; }  ///< [0] is ""
    std::uint32_t at(Row row) const { return index_of(row) < ids_.size() ? ids_[index_of(row)] : none; }
    /// Articles with each value, by its number.
    const std::vector<std::uint64_t>& counts() const { return counts_; }

  private:
    friend class ColumnBuilder;
    std::vector<std::string> values_ = {""};
    std::vector<std::uint64_t> counts_ = {0};
    std::vector<std::uint32_t> ids_;
};

class Columns {
  public:
    /// Reads the value streams of the database, whose rows these are.
    Columns(const Xapian::Database& database, Rows rows);

    const Rows& rows() const { return rows_; }

    /// The column that a facet counts; Facet::year has none of its own, it is summed from months, and
    /// Facet::phrase none at all (phrase_facet.hpp).
    const Column& of(Facet facet) const;

    /// Days (YYYYMMDD) of the oldest and newest dated article; empty without one.
    const std::string& oldest_day() const { return oldest_day_; }
    const std::string& newest_day() const { return newest_day_; }

  private:
    Rows rows_;
    Column source_, desk_, language_, month_;
    std::string oldest_day_, newest_day_;
};

/// A facet lists at most so many values, those with most articles first: a longer list is not read.
inline constexpr std::size_t max_facet_values = 100;

/// Counts the articles of one result by their metadata.
class FacetCounter {
  public:
    /// `columns` must outlive it.
    explicit FacetCounter(const Columns& columns);

    /// From now on has `copies`, which must outlive it, count too.
    void count_copies(CopyCounts& copies) { copies_ = &copies; }

    void add(Row row) {
        if (copies_ != nullptr) copies_->add(row);
        if (index_of(row) < matched_.size()) matched_[index_of(row)] = true;
        for (std::size_t i = 0; i < counted_; ++i) ++counts_[i][column_[i]->at(row)];
    }

    /// The values of a facet with their counts: years and months newest first, else by count and
    /// name. Selected ones are always listed.
    std::vector<FacetValue> values(Facet facet, const std::vector<std::string>& selected) const;

    /// Whether the article of a document was added.
    bool has(std::uint32_t document) const {
        const std::size_t index = index_of(rows_.of(document));
        return index < matched_.size() && matched_[index];
    }

  private:
    const Rows& rows_;
    std::vector<bool> matched_;  ///< by row
    CopyCounts* copies_ = nullptr;
    static constexpr std::size_t counted_ = 4;
    const Column* column_[counted_];
    std::vector<std::uint64_t> counts_[counted_];
};

}  // namespace broadsheet::query
