// What the heads of the files beside a segment's database have in common (lexicon_file.hpp,
// positions_file.hpp, sketch_index.hpp): for those who read and write them only.
#pragma once

#include <xxhash.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <string_view>

namespace broadsheet::archive {

static_assert(std::endian::native == std::endian::little, "heads are read as they lie in memory");

/// Each begins with these; the checksum is of what follows it.
using Magic = std::array<char, 8>;
inline constexpr std::size_t checked_from = sizeof(Magic) + sizeof(std::uint64_t);

/// The UUID of the database that a file belongs to: text, zeros behind it.
using UuidField = std::array<char, 40>;

inline UuidField uuid_field(std::string_view uuid) {
    UuidField field{};
    std::ranges::copy(uuid.substr(0, field.size()), field.begin());
    return field;
}

/// XXH3 of all of a file behind its checksum.
inline std::uint64_t content_checksum(std::string_view file) {
    return XXH3_64bits(file.data() + checked_from, file.size() - checked_from);
}

/// XXH3 of bytes that come in pieces.
class RunningChecksum {
  public:
    explicit RunningChecksum(std::uint64_t seed = 0) : state_(XXH3_createState(), &XXH3_freeState) {
        if (!state_) throw std::bad_alloc();
        XXH3_64bits_reset_withSeed(state_.get(), seed);
    }
    void add(std::string_view bytes) { XXH3_64bits_update(state_.get(), bytes.data(), bytes.size()); }
    std::uint64_t value() const { return XXH3_64bits_digest(state_.get()); }

  private:
    std::unique_ptr<XXH3_state_t, decltype(&XXH3_freeState)> state_;
};

}  // namespace broadsheet::archive
