#include "query/facets.hpp"

#include <xapian.h>

#include <algorithm>
#include <functional>
#include <map>
#include <unordered_map>
#include <utility>

#include "archive/terms.hpp"
#include "query/each_value.hpp"
#include "text/utf8.hpp"

namespace broadsheet::query {

class ColumnBuilder {
  public:
    ColumnBuilder(Column& column, const Rows& rows) : column_(column), rows_(rows) {
        column_.ids_.assign(rows.size(), Column::none);
    }

    void set(std::uint32_t document, const std::string& value) {
        const auto [place, added] =
            numbers_.try_emplace(value, static_cast<std::uint32_t>(column_.values_.size()));
        if (added) {
            std::size_t replaced = 0;  // damage that only verify finds must not make an answer unreadable
            column_.values_.push_back(text::to_valid_utf8(value, replaced));
            column_.counts_.push_back(0);
        }
        column_.ids_.at(index_of(rows_.of(document))) = place->second;
        ++column_.counts_[place->second];
    }

  private:
    Column& column_;
    const Rows& rows_;
    std::unordered_map<std::string, std::uint32_t> numbers_;
};

Columns::Columns(const Xapian::Database& database, Rows rows) : rows_(std::move(rows)) {
    const auto read = [&](Column& column, std::uint32_t slot) {
        ColumnBuilder builder(column, rows_);
        each_value(database, slot, [&](Xapian::docid id, const std::string& value) {
            builder.set(id, value);
        });
    };
    read(source_, archive::slot_source);
    read(desk_, archive::slot_desk);
    read(language_, archive::slot_language);

    constexpr std::size_t day_digits = 8, month_digits = 6, year_digits = 4;
    ColumnBuilder months(month_, rows_);
    each_value(database, archive::slot_date, [&](Xapian::docid id, const std::string& digits) {
        if (digits.size() >= month_digits) {
            months.set(id, digits.substr(0, year_digits) + "-" + digits.substr(year_digits, 2));
        } else if (digits.size() == year_digits) {
            months.set(id, digits);  // only the year is known: no month is counted, the year is
        }
        if (digits.size() < day_digits) return;
        const std::string day = digits.substr(0, day_digits);
        if (oldest_day_.empty() || day < oldest_day_) oldest_day_ = day;
        if (day > newest_day_) newest_day_ = day;
    });
}

const Column& Columns::of(Facet facet) const {
    switch (facet) {
        case Facet::source: return source_;
        case Facet::desk: return desk_;
        case Facet::language: return language_;
        case Facet::year:
        case Facet::month:
        case Facet::phrase: return month_;
    }
    return month_;
}

namespace {

constexpr std::size_t year_length = 4;

bool is_calendar(Facet facet) { return facet == Facet::year || facet == Facet::month; }

// What a facet calls the value of its column; empty where it does not list it.
std::string listed(Facet facet, const std::string& value) {
    if (facet == Facet::year) return value.substr(0, year_length);
    if (facet == Facet::month && value.size() == year_length) return {};
    return value;
}

void put_selected(std::vector<FacetValue>& values, const std::vector<std::string>& selected) {
    for (const auto& name : selected) {
        const auto found = std::ranges::find(values, name, &FacetValue::value);
        if (found != values.end()) {
            found->selected = true;
        } else {
            values.push_back({name, 0, true});
        }
    }
}

}  // namespace

FacetCounter::FacetCounter(const Columns& columns)
    : rows_(columns.rows()),
      matched_(rows_.size()),
      column_{&columns.of(Facet::source), &columns.of(Facet::desk), &columns.of(Facet::language),
              &columns.of(Facet::month)} {
    for (std::size_t i = 0; i < counted_; ++i) counts_[i].assign(column_[i]->values().size(), 0);
}

std::vector<FacetValue> FacetCounter::values(Facet facet,
                                             const std::vector<std::string>& selected) const {
    // source, year, month, language, desk; a phrase is in no column
    static constexpr std::size_t place[facet_count] = {0, 3, 3, 2, 1, 3};
    const std::size_t which = place[static_cast<std::size_t>(facet)];
    std::map<std::string, std::uint64_t> sums;
    for (std::size_t i = 1; i < counts_[which].size(); ++i) {
        if (counts_[which][i] == 0) continue;
        const std::string name = listed(facet, column_[which]->values()[i]);
        if (!name.empty()) sums[name] += counts_[which][i];
    }
    std::vector<FacetValue> values;
    for (const auto& [name, count] : sums) values.push_back({name, count, false});
    put_selected(values, selected);
    if (is_calendar(facet)) {
        std::ranges::sort(values, std::greater<>(), &FacetValue::value);
    } else {
        std::ranges::stable_sort(values, std::greater<>(), [](const FacetValue& value) {
            return std::pair(value.selected, value.count);
        });
    }
    if (values.size() > max_facet_values) values.resize(max_facet_values);
    return values;
}

}  // namespace broadsheet::query
