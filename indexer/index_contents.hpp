// What does the index say of one article? Read back from the segment, and told so that two archives of
// the same articles say the same, however the articles are spread over segments, in whatever order
// they came and whatever their numbers there.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string_view>

namespace Xapian {
class Database;
}

namespace broadsheet::indexer {

/// The index of one segment: its database and the positions beside it. Not thread-safe.
class SegmentIndex {
  public:
    /// `database` is that of the folder `segment`, opened. Reads the lists of all terms, and keeps the words and 24
    /// bytes an article of what they say. Throws SegmentError where the positions are missing or not its own, or a
    /// list is damaged; may throw Xapian's exceptions.
    SegmentIndex(const Xapian::Database& database, const std::filesystem::path& segment);
    ~SegmentIndex();
    SegmentIndex(SegmentIndex&&) noexcept;

    /// A checksum (XXH3, 64 bits) of all that the index says of a document: its terms with their counts, where its
    /// words, sentences, paragraphs, sections and zones stand, and its values.
    ///
    /// Left out is what does not follow from the article as it is stored: the key phrases, which are
    /// measured against a model learnt from what was added before; the cluster of near-duplicates,
    /// likewise; and the checksum of the article as it was delivered, before its language was
    /// identified. Sketches are compared on their own, with the file beside the segment
    /// (segment_sketches.hpp). May throw Xapian's exceptions.
    std::uint64_t checksum(std::uint32_t document) const;

    /// A sum of checksums of the terms of its key phrases, each once: see phrase_checksum().
    std::uint64_t phrases_checksum(std::uint32_t document) const;

    /// The counts of all its terms; nothing where no term has the document.
    std::optional<std::uint32_t> length(std::uint32_t document) const;

  private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

/// What the term of a key phrase adds to phrases_checksum().
std::uint64_t phrase_checksum(std::string_view term);

}  // namespace broadsheet::indexer
