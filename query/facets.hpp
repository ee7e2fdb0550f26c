// What do facets count? Metadata by document number, in memory.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "query/copy_column.hpp"
#include "query/result_page.hpp"

namespace Xapian {
class Database;
}

namespace broadsheet::query {

/// One number a document and its distinct values: 0 is "none".
class Column {
  public:
    static constexpr std::uint32_t none = 0;

    const std::vector<std::string>& values() const { return values_; }  ///< [0] is ""
    std::uint32_t at(std::uint32_t document) const {
        return document < ids_.size() ? ids_[document] : none;
    }
    /// Articles with each value, by its number.
    const std::vector<std::uint64_t>& counts() const { return counts_; }

    /// One past the last document's number.
    std::size_t documents() const { return ids_.size(); }

  private:
    friend class ColumnBuilder;
    std::vector<std::string> values_ = {""};
    std::vector<std::uint64_t> counts_ = {0};
    std::vector<std::uint32_t> ids_;
};

class Columns {
  public:
    Columns() = default;
    /// Reads the value streams of the database.
    explicit Columns(const Xapian::Database& database);

    /// The column that a facet counts; Facet::year has none of its own, it is summed from months, and
    /// Facet::phrase none at all (phrase_facet.hpp).
    const Column& of(Facet facet) const;

    /// Days (YYYYMMDD) of the oldest and newest dated article; empty without one.
    const std::string& oldest_day() const { return oldest_day_; }
    const std::string& newest_day() const { return newest_day_; }

  private:
    Column source_, desk_, language_, month_;
    std::string oldest_day_, newest_day_;
};

/// A facet lists at most so many values, those with most articles first: a longer list is not read.
inline constexpr std::size_t max_facet_values = 100;

/// Counts the documents of one result by their metadata.
class FacetCounter {
  public:
    explicit FacetCounter(const Columns& columns);

    /// From now on has `copies`, which must outlive it, count too.
    void count_copies(CopyCounts& copies) { copies_ = &copies; }

    void add(std::uint32_t document) {
        if (copies_ != nullptr) copies_->add(document);
        if (document < matched_.size()) matched_[document] = true;
        for (std::size_t i = 0; i < counted_; ++i) ++counts_[i][column_[i]->at(document)];
    }

    /// The values of a facet with their counts: years and months newest first, else by count and
    /// name. Selected ones are always listed.
    std::vector<FacetValue> values(Facet facet, const std::vector<std::string>& selected) const;

    /// Whether a document was added.
    bool has(std::uint32_t document) const {
        return document < matched_.size() && matched_[document];
    }

  private:
    std::vector<bool> matched_;
    CopyCounts* copies_ = nullptr;
    static constexpr std::size_t counted_ = 4;
    const Column* column_[counted_];
    std::vector<std::uint64_t> counts_[counted_];
};

}  // namespace broadsheet::query
