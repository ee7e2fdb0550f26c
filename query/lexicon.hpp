// Which words does the archive hold, and which of them are forms of one word?
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace Xapian {
class Database;
}

namespace broadsheet::query {

/// A folded surface form and the number of articles that hold it.
struct Form {
    std::string_view text;
    std::uint32_t articles;
};

/// All forms of an archive, sorted. Made once a generation, then read by all threads.
class Lexicon {
  public:
    Lexicon() = default;
    explicit Lexicon(const Xapian::Database& database);

    std::size_t size() const { return entries_.size(); }

    /// The number of articles that hold `form`; 0 if none does.
    std::uint32_t frequency(std::string_view form) const;

    /// The forms of the archive with the same English stem (Porter2) as `form`, and `form` itself
    /// if the archive has it; sorted by text.
    std::vector<Form> same_stem(std::string_view form) const;

    /// The lengths in parts (2 and more) of the compounds whose joined form is `form`:
    /// "cease-fire" gives {2} for "ceasefire".
    std::vector<std::uint8_t> compound_lengths(std::string_view form) const;

    /// The frequent form nearest to `form` by edits (at most 2; insertion, deletion, substitution
    /// or exchange of neighbours), for "did you mean"; empty if none is near.
    std::string_view nearest(std::string_view form) const;

  private:
    struct Entry {
        std::uint32_t begin, length, articles;
    };
    struct Compound {
        std::string joined;
        std::uint8_t parts;
    };
    std::string_view text(const Entry& entry) const {
        return std::string_view(arena_).substr(entry.begin, entry.length);
    }
    std::span<const Entry> with_prefix(std::string_view prefix) const;

    std::string arena_;
    std::vector<Entry> entries_;
    std::vector<Compound> compounds_;  ///< sorted by joined form
};

}  // namespace broadsheet::query
