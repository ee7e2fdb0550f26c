// Which forms of a word does a language have? Stems, for expansion through the lexicon.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace broadsheet::query {

/// The stemmer of one language: Snowball's, as Xapian has it, or a light one of text/. Words are given
/// and stems made in folded form: what a stemmer knows of accents is lost, alike on both sides.
/// Thread-safe.
class Stemmer {
  public:
    virtual ~Stemmer() = default;
    virtual std::string stem(std::string_view form) const = 0;
    virtual bool exists() const { return true; }
    /// Whether forms of one stem may begin differently: prefixes (Arabic, Indonesian), mutation (Irish),
    /// particles that are words of their own (Finnish), letters that folding changes (Turkish).
    virtual bool changes_beginnings() const { return false; }
    /// Else: how many bytes of a stem all its forms begin with. (A test compares what is found by it
    /// with all forms of real news in each language.)
    virtual std::size_t shared_beginning(std::string_view stem) const { return stem.size(); }
    /// Forms that begin otherwise than their stem all the same: "dying" is "die".
    virtual std::span<const std::string_view> irregular_forms() const { return {}; }
};

/// The stemmer of a language by its BCP 47 tag, of which the first subtag counts; one that does not
/// exist() for a language without. Its stem of a word is the word.
const Stemmer& stemmer_of(std::string_view language);

}  // namespace broadsheet::query
