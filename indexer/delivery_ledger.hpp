// Which files of a delivery folder has `watch` indexed already?
//
// Indexing a file again changes nothing where its articles tell their versions; where they do not,
// an old file that is read again after a newer one would bring back what it says. So every file that
// was indexed is written down, durably, after its articles are published: after a crash between, it
// is read again before any that comes later.
//
// A file is known by its path below the folder, its size and the time of its last change: a hash of
// the three (XXH3, 128 bits) is a line of the file, in hexadecimal. What was changed in place is a
// new delivery. Lines of anything else, such as the torn last one of a crash, are passed over. Files
// that are gone from the folder are forgotten by keep_only(), so that the ledger holds about as many
// lines as the folder has files.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>

#include "archive/archive_layout.hpp"
#include "indexer/finished_file.hpp"

namespace broadsheet::indexer {

struct Fingerprint {
    std::uint64_t high = 0, low = 0;
    bool operator==(const Fingerprint&) const = default;
};
struct FingerprintHash {
    std::size_t operator()(const Fingerprint& print) const { return print.low; }
};
using Fingerprints = std::unordered_set<Fingerprint, FingerprintHash>;

/// Of a file by its path below the folder.
Fingerprint fingerprint(std::string_view relative_path, const FileStamp& stamp);

/// The ledger of one folder in one archive, held by one program at a time.
class DeliveryLedger {
  public:
    /// Throws ArchiveLocked where another program watches that folder, ArchiveError where the ledger
    /// cannot be read.
    DeliveryLedger(const archive::ArchivePaths& paths, const std::string& folder);
    ~DeliveryLedger();
    DeliveryLedger(const DeliveryLedger&) = delete;
    DeliveryLedger& operator=(const DeliveryLedger&) = delete;

    bool has(const Fingerprint& print) const { return known_.contains(print); }
    std::size_t size() const { return known_.size(); }

    /// On disk when it returns. Throws ArchiveError.
    void add(std::span<const Fingerprint> prints);

    /// Forgets all others. Throws ArchiveError.
    void keep_only(const Fingerprints& present);

  private:
    void lock(const std::filesystem::path& path, const std::string& folder);
    void read();
    void append(std::string_view lines) const;

    std::filesystem::path file_;
    std::string heading_;
    int lock_ = -1;
    Fingerprints known_;
};

}  // namespace broadsheet::indexer
