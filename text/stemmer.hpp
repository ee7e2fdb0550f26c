// Which forms of a word does a language have? Stems, for expansion through the lexicon.
#pragma once

#include <string>
#include <string_view>

namespace broadsheet::text {

/// Raised whenever the stems of some form change (here or in the Snowball library that is linked):
/// an archive keeps tables by stem, and makes those of another version anew.
inline constexpr int stemmer_version = 1;

/// The stemmer of one language: Snowball's, or a light one of ours. Words are given and stems made
/// in folded form: what a stemmer knows of accents is lost, alike on both sides. Thread-safe.
class Stemmer {
  public:
    virtual ~Stemmer() = default;
    virtual std::string stem(std::string_view form) const = 0;
    virtual bool exists() const { return true; }
};

/// The stemmer of a language by its BCP 47 tag, of which the first subtag counts; one that does not
/// exist() for a language without. Its stem of a word is the word.
const Stemmer& stemmer_of(std::string_view language);

/// The part of a BCP 47 tag that stemmer_of() reads: "pt" of "pt-br".
std::string_view primary_language(std::string_view language);

}  // namespace broadsheet::text
