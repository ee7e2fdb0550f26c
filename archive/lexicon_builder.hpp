// From the terms of a segment to the bytes of its lexicon: lexicon_file.hpp.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "archive/lexicon_file.hpp"
#include "archive/lexicon_layout.hpp"
#include "archive/spool.hpp"

namespace broadsheet::archive {

/// A stem table in memory of its own.
struct OwnedStems {
    std::vector<std::uint32_t> hashes, forms;
    StemTable table(std::string_view language) const { return {language, hashes, forms}; }
};

/// The stems of all forms of a lexicon in a language.
OwnedStems stem_forms(const LexiconImage& lexicon, std::string_view language);

/// Is given all terms of a segment and picks out what a lexicon has of them. Each of its ends is the last
/// thing that is done with it.
class LexiconBuilder {
  public:
    /// Everything in memory, where it takes as much as the file twice.
    LexiconBuilder() = default;
    /// Beyond some tens of MiB, in files.
    explicit LexiconBuilder(SpoolPlace place);

    /// Any term of archive/terms.hpp, each once, in the order of bytes (that of Xapian's lists), and
    /// the number of articles that have it. Throws ArchiveError where the forms fill more than 4 GiB.
    void add_term(std::string_view term, std::uint32_t articles);

    /// The bytes of the file.
    std::string finish(const SegmentIdentity& identity) &&;

    /// The same, to be read at once.
    LexiconImage image() &&;

    /// The same as a file, whole or not at all, and durably. Throws ArchiveError.
    void write(const std::filesystem::path& file, const SegmentIdentity& identity) &&;

    /// Whether a lexicon that was read has just these bytes.
    bool has_made(const LexiconImage& lexicon, const SegmentIdentity& identity) &&;

  private:
    class Parts;
    class Forms;
    using Sink = std::function<void(std::string_view bytes)>;

    /// Gives all that stands behind the head, in pieces, and then the head, without its checksum.
    LexiconHead write_parts(const SegmentIdentity& identity, const Sink& sink);
    void write_stems(std::string_view language, Parts& out);

    SpoolPlace place_;
    Spool begins_, articles_, texts_;
    std::uint32_t forms_ = 0;
    std::set<std::string, std::less<>> languages_;  ///< primary subtags
};

}  // namespace broadsheet::archive
