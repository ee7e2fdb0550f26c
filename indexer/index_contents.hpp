// What does the index say of one article? Read back from the segment, and told so that two archives of
// the same articles say the same, however the articles are spread over segments, in whatever order
// they came and whatever their numbers there.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace Xapian {
class Database;
}

namespace broadsheet::indexer {

/// The index of one segment: its database and the positions beside it. Not thread-safe.
class SegmentIndex {
  public:
    /// `database` is that of the folder `segment`, opened. Throws SegmentError where the positions are
    /// missing or not its own.
    SegmentIndex(const Xapian::Database& database, const std::filesystem::path& segment);
    ~SegmentIndex();
    SegmentIndex(SegmentIndex&&) noexcept;

    /// Of the document with that number, one entry each, in the order of terms, zones and slots:
    ///   term TERM COUNT BEGIN-END,BEGIN-END,…
    ///   start KIND POSITION,…       of sections, paragraphs, sentences
    ///   zone ZONE BEGIN-END,…
    ///   value SLOT VALUE
    ///
    /// Left out is what does not follow from the article as it is stored: the key phrases, which are
    /// measured against a model learnt from what was added before; the cluster of near-duplicates,
    /// likewise; and the checksum of the article as it was delivered, before its language was
    /// identified. Sketches are compared on their own, with the file beside the segment
    /// (segment_sketches.hpp). May throw Xapian's exceptions.
    std::vector<std::string> entries(std::uint32_t document) const;

    /// A checksum (XXH3, 64 bits) of all entries.
    std::uint64_t checksum(std::uint32_t document) const;

  private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace broadsheet::indexer
