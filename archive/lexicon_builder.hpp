// From the terms of a segment to the bytes of its lexicon: lexicon_file.hpp.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "archive/lexicon_file.hpp"

namespace broadsheet::archive {

/// A stem table in memory of its own.
struct OwnedStems {
    std::vector<std::uint32_t> hashes, forms;
    StemTable table(std::string_view language) const { return {language, hashes, forms}; }
};

/// The stems of all forms of a lexicon in a language.
OwnedStems stem_forms(const LexiconImage& lexicon, std::string_view language);

/// Is given all terms of a segment and picks out what a lexicon has of them. Takes as much memory as
/// the file twice.
class LexiconBuilder {
  public:
    /// Any term of archive/terms.hpp, each once, in the order of bytes (that of Xapian's lists), and
    /// the number of articles that have it.
    void add_term(std::string_view term, std::uint32_t articles);

    /// The bytes of the file. Throws ArchiveError where the forms fill more than 4 GiB.
    std::string finish(const SegmentIdentity& identity) &&;

    /// The same, to be read at once.
    LexiconImage image() &&;

  private:
    struct Compound {
        std::string joined;
        std::uint8_t parts;
    };

    std::string_view form(std::size_t number) const {
        return std::string_view(texts_).substr(begins_[number], begins_[number + 1] - begins_[number]);
    }
    void append_compounds(std::string& out, std::uint32_t& count);
    void append_stems(std::string& out, std::string_view language) const;

    std::string texts_;
    std::vector<std::uint32_t> begins_;
    std::vector<std::uint32_t> articles_;
    std::vector<Compound> compounds_;
    std::set<std::string, std::less<>> languages_;  ///< primary subtags
};

}  // namespace broadsheet::archive
