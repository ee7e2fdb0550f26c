// A fixed set of folded words, found without making a string, and quicker still where there is none such.
#pragma once

#include <algorithm>
#include <array>
#include <boost/unordered/unordered_flat_set.hpp>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>

namespace broadsheet::text {

class WordSet {
  public:
    WordSet() = default;
    explicit WordSet(std::unordered_set<std::string> words) : words_(std::move(words)) {
        for (const std::string& word : words_) {
            if (word.empty()) continue;
            views_.insert(word);
            lengths_[first_byte(word)] |= length_bit(word);
        }
    }
    WordSet(WordSet&&) = default;
    WordSet& operator=(WordSet&&) = default;

    bool contains(std::string_view form) const {
        if (form.empty() || (lengths_[first_byte(form)] & length_bit(form)) == 0) return false;
        return views_.contains(form);
    }

  private:
    static std::uint8_t first_byte(std::string_view word) { return static_cast<std::uint8_t>(word[0]); }
    static std::uint32_t length_bit(std::string_view word) {
        constexpr std::size_t longest_told_apart = 31;
        return std::uint32_t{1} << std::min(word.size(), longest_told_apart);
    }

    std::unordered_set<std::string> words_;
    boost::unordered_flat_set<std::string_view> views_;
    std::array<std::uint32_t, 256> lengths_{};  ///< of the words that begin with a byte, a bit each
};

}  // namespace broadsheet::text
