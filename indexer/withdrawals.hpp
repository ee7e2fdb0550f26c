// Which versions of which articles has their source withdrawn? The archive's withdrawn.jsonl.
//
// A version that is older than the withdrawal of an article may arrive after it: late, or because
// all that was ever delivered is added again. It must not bring the article back. So the version of
// each withdrawal is kept, until a newer version is taken.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

#include "indexer/version_order.hpp"

namespace broadsheet::indexer {

/// As many are kept, and the oldest forgotten: a hundredth of the ten million articles of a large
/// archive, more than any source withdraws.
inline constexpr std::size_t max_withdrawals = 100'000;

/// Changes are on disk with save(). Not thread-safe; for the one who holds the archive's lock.
class Withdrawals {
  public:
    /// Throws ArchiveError where the file cannot be read or is damaged.
    explicit Withdrawals(std::filesystem::path file);

    /// The article of that id was withdrawn in `version`. Passed over if a newer withdrawal is known,
    /// or the version says nothing by which it could be known for newer than another.
    void note(const std::string& id, const VersionMark& version);
    /// A version of it is good again.
    void forget(const std::string& id);

    /// The withdrawal that `version` of the article is older than; null if there is none.
    const VersionMark* newer_than(const std::string& id, const VersionMark& version) const;
    std::size_t count() const { return entries_.size(); }

    /// Writes what has changed. Throws ArchiveError.
    void save();

  private:
    struct Entry {
        VersionMark version;
        std::uint64_t number;  ///< in the order in which they were noted
    };
    void read();
    void drop_oldest();

    std::filesystem::path file_;
    std::map<std::string, Entry> entries_;
    std::map<std::uint64_t, std::string> order_;  ///< number → id
    std::uint64_t next_number_ = 0;
    bool changed_ = false;
};

}  // namespace broadsheet::indexer
