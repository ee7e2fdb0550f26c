// The head of a file of sketches (sketch_index.hpp), and what is put behind it: for those who read and write it
// only.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "archive/bit_fields.hpp"
#include "archive/file_head.hpp"
#include "archive/sketch_index.hpp"

namespace broadsheet::archive {

struct SketchHead {
    Magic magic;
    std::uint64_t checksum;
    std::uint32_t format;
    std::uint8_t bucket_bits, article_bits;
    std::uint16_t zero;
    std::uint64_t entries;
    UuidField uuid;
};
static_assert(sizeof(SketchHead) == 72, "the layout in sketch_index.hpp");

inline constexpr Magic sketch_magic = {'B', 'S', 'S', 'K', 'T', 'C', 'H', '\n'};

/// Of 2^26 buckets two thousand million entries have 32 each.
inline constexpr unsigned max_bucket_bits = 26;

/// Entries one by one to the bytes behind the head.
class SketchPacker {
  public:
    explicit SketchPacker(SketchShape shape) : shape_(shape), counts_(shape.buckets()) {}

    /// In the order of the file.
    void add(SketchEntry entry) {
        fields_.put(lowest_bits(entry.key, shape_.key_bits()), shape_.key_bits());
        fields_.put(entry.article, shape_.article_bits);
        ++counts_[shape_.bucket_of(entry.key)];
        ++entries_;
    }

    /// How many bytes wait to be taken, and these.
    std::uint64_t waiting() const { return fields_.bits() / 8 - taken_; }
    std::string take() {
        taken_ = fields_.bits() / 8;
        return fields_.take();
    }

    /// The rest of the bytes.
    std::string finish();

    /// Of the file that is finished, but for its checksum.
    SketchHead head(std::string_view uuid) const;

  private:
    SketchShape shape_;
    BitWriter fields_;
    std::vector<std::uint32_t> counts_;  ///< of entries, by bucket
    std::uint64_t entries_ = 0, taken_ = 0;
};

}  // namespace broadsheet::archive
