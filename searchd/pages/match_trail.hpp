// The matches of an article in the order of the page, and the way from each to the next.
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <vector>

#include "searchd/pages/template.hpp"

namespace broadsheet::searchd::pages {

/// One match may have several parts (two words near each other); the first of them carries the id.
class MatchTrail {
  public:
    explicit MatchTrail(const boost::json::object& article);

    std::size_t size() const { return numbers_.size(); }
    std::int64_t first() const { return numbers_.front(); }  ///< with size() > 0
    std::int64_t last() const { return numbers_.back(); }    ///< with size() > 0

    /// Parts with, for each match, the ways to its neighbours; after the last comes the first. To
    /// be called in the page's order.
    List parts(const boost::json::array& from);

  private:
    void visit(const boost::json::array& parts);
    void set_neighbours(Data& data, std::int64_t number) const;

    std::vector<std::int64_t> numbers_;
    std::map<std::int64_t, std::size_t> order_;
    std::set<std::int64_t> placed_;
};

}  // namespace broadsheet::searchd::pages
