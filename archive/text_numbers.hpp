// Each different text gets a number, in the order in which they come: 0, 1, …
#pragma once

#include <boost/unordered/unordered_flat_map.hpp>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>

namespace broadsheet::archive {

class TextNumbers {
  public:
    /// The number of a text, which gets one if it has none.
    std::uint32_t of(std::string_view text);

    std::uint32_t size() const { return static_cast<std::uint32_t>(texts_.size()); }
    const std::string& operator[](std::uint32_t number) const { return texts_[number]; }

  private:
    struct Hash {
        using is_avalanching = void;  // its lowest bits are as good as any
        std::size_t operator()(std::string_view text) const;
    };

    boost::unordered_flat_map<std::string_view, std::uint32_t, Hash> numbers_;
    std::deque<std::string> texts_;
};

}  // namespace broadsheet::archive
