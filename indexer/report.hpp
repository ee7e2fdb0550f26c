// What was refused, and why? One JSONL file a run in the archive's reports/.
#pragma once

#include <cstdint>
#include <string>

namespace broadsheet::indexer {

/// An input, or a part of one, that gave no article. Everything else goes on.
struct Refusal {
    std::string path;          ///< the file; "file.zip!member" within an archive
    std::uint64_t offset = 0;  ///< bytes into it where the refused part begins
    std::string reason;        ///< lower case, says what is wrong and what would be right
};

}  // namespace broadsheet::indexer
