// Which number has a document of one segment in the whole archive, and back? For query/ itself.
//
// To spies, deciders and posting sources Xapian gives a document with its number within its segment,
// and tells which segment that is only by the database that a posting source is started with.
#pragma once

#include <xapian.h>

#include <string>
#include <utility>

namespace broadsheet::query {

/// A document by its segment, from 0, and its number there, from 1.
struct PlaceInSegment {
    Xapian::docid segment, document;
};

// Xapian deals the numbers out to the segments in turn.
inline Xapian::docid number_in_archive(const PlaceInSegment& place, Xapian::docid segments) {
    return (place.document - 1) * segments + place.segment + 1;
}

inline PlaceInSegment place_in_segment(Xapian::docid in_archive, Xapian::docid segments) {
    return {(in_archive - 1) % segments, (in_archive - 1) / segments + 1};
}

class SegmentNumbers {
  public:
    explicit SegmentNumbers(const Xapian::Database& archive)
        : uuids_(archive.get_uuid()), count_((uuids_.size() + 1) / uuid_stride) {}

    bool several() const { return count_ > 1; }

    /// The number of a segment among those of the archive.
    Xapian::docid segment(const Xapian::Database& segment) const {
        return static_cast<Xapian::docid>(uuids_.find(segment.get_uuid()) / uuid_stride);
    }

    Xapian::docid in_archive(Xapian::docid in_segment, Xapian::docid segment) const {
        if (!several()) return in_segment;
        return number_in_archive({segment, in_segment}, static_cast<Xapian::docid>(count_));
    }

  private:
    // A database of several has their UUIDs as its own, with a colon between.
    static constexpr std::size_t uuid_stride = 37;
    std::string uuids_;
    std::size_t count_;
};

}  // namespace broadsheet::query
