#include "searchd/content_hash.hpp"

#include <fmt/format.h>

namespace broadsheet::searchd {

std::string content_hash_text(std::string_view content) {
    return fmt::format("{:x}", content_hash(content));
}

}  // namespace broadsheet::searchd
