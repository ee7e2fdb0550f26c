// Numbers as people read them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace broadsheet::indexer {

/// 1204 → "1,204"
std::string grouped(std::uint64_t number);

/// 1, "article" → "1 article"; 1204, "article" → "1,204 articles"
std::string counted(std::uint64_t number, std::string_view noun);

/// 43250000 → "43.2 MB" (decimal units, as disks are sold)
std::string byte_size(std::uint64_t bytes);

}  // namespace broadsheet::indexer
