// The fields of a request, once its head was checked.
#pragma once

#include <optional>
#include <string_view>

#include "searchd/http_message.hpp"

namespace broadsheet::searchd {

/// Reads a head that check_head() passed, with Beast's parser. Nothing where Beast refuses it,
/// which would be a gap in the check.
std::optional<Request> parse_head(std::string_view head);

}  // namespace broadsheet::searchd
