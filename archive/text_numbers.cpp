#include "archive/text_numbers.hpp"

#define XXH_INLINE_ALL  // texts are short: a call takes longer than the hash
#include <xxhash.h>

namespace broadsheet::archive {

std::size_t TextNumbers::Hash::operator()(std::string_view text) const {
    return XXH3_64bits(text.data(), text.size());
}

std::uint32_t TextNumbers::of(std::string_view text) {
    const auto known = numbers_.find(text);
    if (known != numbers_.end()) return known->second;
    const std::uint32_t number = size();
    texts_.emplace_back(text);
    numbers_.emplace(texts_.back(), number);
    return number;
}

}  // namespace broadsheet::archive
