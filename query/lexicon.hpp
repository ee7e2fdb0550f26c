// Which words does the archive hold, and which of them are forms of one word?
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "query/segment_lexicon.hpp"

namespace Xapian {
class Database;
}

namespace broadsheet::query {

class Wildcard;

/// All forms of an archive: the lexicons of its segments, asked one after the other, articles added
/// up. Loaded once a generation, then read by all threads. What it gives out lives as long as it or
/// a copy does.
class Lexicon {
  public:
    Lexicon() = default;
    explicit Lexicon(const std::vector<archive::LexiconImage>& segments);

    /// Computed in memory from all terms of a database: slow; for tests, and as what the files must
    /// agree with.
    explicit Lexicon(const Xapian::Database& database);

    /// How many forms there are; one that several segments hold counts for each of them.
    std::size_t size() const;

    /// The number of articles that hold `form`; 0 if none does.
    std::uint32_t frequency(std::string_view form) const;

    /// The forms of the archive with the same stem as `form` in a language (BCP 47; see
    /// text/stemmer.hpp), and `form` itself if the archive has it; sorted by text. A language without
    /// a stemmer has no other forms, and a segment without articles in that language adds none.
    std::vector<Form> same_stem(std::string_view form, std::string_view language) const;

    /// The forms within `max_edits` (1 or 2) edits of `form`, itself included; sorted by text. An edit
    /// inserts, deletes or replaces a character or exchanges two neighbours.
    std::vector<NearForm> within_edits(std::string_view form, int max_edits) const;

    /// The forms that match a wildcard, sorted by text.
    std::vector<Form> matching(const Wildcard& pattern) const;

    /// At most `limit` forms that begin with `prefix`, itself included: those of most articles first,
    /// among equals by text.
    std::vector<Form> completions(std::string_view prefix, std::size_t limit) const;

    /// The most frequent of the forms nearest to `form`, for "did you mean"; empty if none is within
    /// two edits (one for a short word).
    std::string_view nearest(std::string_view form) const;

  private:
    void settle_undetermined_language();

    std::vector<SegmentLexicon> segments_;
};

}  // namespace broadsheet::query
