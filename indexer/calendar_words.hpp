// Which words are days of the week and months? In any language that CLDR knows: "Monday" and "July"
// are in every article, and none is about them.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include "text/word_set.hpp"

namespace broadsheet::indexer {

/// Not thread-safe: one a thread.
class CalendarWords {
  public:
    /// The folded words of the names, long and short, of a BCP 47 tag's language.
    const text::WordSet& of(std::string_view language);

  private:
    std::unordered_map<std::string, text::WordSet> languages_;
};

}  // namespace broadsheet::indexer
