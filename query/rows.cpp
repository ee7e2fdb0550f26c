#include "query/rows.hpp"

#include <algorithm>

namespace broadsheet::query {

Rows::Rows(std::span<const std::uint32_t> last) {
    for (const std::uint32_t count : last) {
        first_.push_back(size_);
        size_ += count;
    }
    if (first_.empty()) first_.push_back(0);
}

std::uint32_t Rows::document(Row row) const {
    const auto number = static_cast<std::uint32_t>(row);
    const auto behind = std::ranges::upper_bound(first_, number);  // of segments without articles the last
    const auto segment = static_cast<std::uint32_t>(behind - first_.begin() - 1);
    return (number - first_[segment]) * static_cast<std::uint32_t>(first_.size()) + segment + 1;
}

}  // namespace broadsheet::query
