#include "archive/sketch_layout.hpp"

#include <algorithm>

namespace broadsheet::archive {

SketchShape SketchShape::of(std::uint64_t entries, std::uint32_t greatest_article) {
    // From 16 to 32 entries a bucket. A bucket more for each saves a bit of every key, and costs its own place: with
    // 18 entries a bucket that is even, with more of them it also takes longer to find a key among them.
    constexpr std::uint64_t most_a_bucket = 32;
    return {std::min(bits_for(entries / most_a_bucket), max_bucket_bits), bits_for(greatest_article)};
}

std::string SketchPacker::finish() {
    const unsigned place_bits = bits_for(entries_);
    std::uint64_t begin = 0;
    for (const std::uint32_t count : counts_) {
        fields_.put(begin, place_bits);
        begin += count;
    }
    return fields_.finish();
}

SketchHead SketchPacker::head(std::string_view uuid) const {
    return {sketch_magic,
            0,
            sketch_index_format,
            static_cast<std::uint8_t>(shape_.bucket_bits),
            static_cast<std::uint8_t>(shape_.article_bits),
            0,
            entries_,
            uuid_field(uuid)};
}

}  // namespace broadsheet::archive
