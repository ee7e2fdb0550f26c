// How are the values of a slot walked through?
#pragma once

#include <xapian.h>

#include <cstdint>

namespace broadsheet::query {

/// `visit` gets the number of each document that has a value in the slot, ascending, and the value.
template <typename Visit>
void each_value(const Xapian::Database& database, std::uint32_t slot, Visit visit) {
    const auto end = database.valuestream_end(slot);
    for (auto value = database.valuestream_begin(slot); value != end; ++value) {
        visit(value.get_docid(), *value);
    }
}

}  // namespace broadsheet::query
