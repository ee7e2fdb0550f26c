// Which words does the archive hold, and which of them are forms of one word?
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace Xapian {
class Database;
}

namespace broadsheet::query {

class Wildcard;

/// A folded surface form and the number of articles that hold it.
struct Form {
    std::string_view text;
    std::uint32_t articles;
};

struct NearForm {
    Form form;
    int edits;
};

/// All forms of an archive, sorted. Made once a generation, then read by all threads.
class Lexicon {
  public:
    Lexicon();
    explicit Lexicon(const Xapian::Database& database);

    std::size_t size() const { return entries_.size(); }

    /// The number of articles that hold `form`; 0 if none does.
    std::uint32_t frequency(std::string_view form) const;

    /// The forms of the archive with the same stem as `form` in a language (BCP 47; Snowball's
    /// stemmers as Xapian has them, and light_stem() of text/), and `form` itself if the archive has
    /// it; sorted by text. A language without a stemmer has no other forms.
    std::vector<Form> same_stem(std::string_view form, std::string_view language) const;

    /// The forms within `max_edits` (1 or 2) edits of `form`, itself included; sorted by text. An edit
    /// inserts, deletes or replaces a character or exchanges two neighbours.
    std::vector<NearForm> within_edits(std::string_view form, int max_edits) const;

    /// The forms that match a wildcard, sorted by text.
    std::vector<Form> matching(const Wildcard& pattern) const;

    /// At most `limit` forms that begin with `prefix`, itself included: those of most articles first,
    /// among equals by text.
    std::vector<Form> completions(std::string_view prefix, std::size_t limit) const;

    /// The lengths in parts (2 and more) of the compounds whose joined form is `form`:
    /// "cease-fire" gives {2} for "ceasefire".
    std::vector<std::uint8_t> compound_lengths(std::string_view form) const;

    /// The most frequent of the forms nearest to `form`, for "did you mean"; empty if none is within
    /// two edits (one for a short word).
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
    std::size_t end_of_prefix(std::size_t from, std::string_view prefix) const;
    std::span<const Entry> with_prefix(std::string_view prefix) const;

    /// The entries by their stem in a language whose stemmer also changes the beginnings of words;
    /// made when it is first asked for.
    struct StemTable;
    const StemTable& stem_table(std::string_view language) const;
    struct StemTables;
    std::shared_ptr<StemTables> stem_tables_;

    std::string arena_;
    std::vector<Entry> entries_;
    std::vector<Compound> compounds_;  ///< sorted by joined form
};

}  // namespace broadsheet::query
