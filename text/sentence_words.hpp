// Which words let a sentence go on behind their stop? What the sentence breaker knows of languages.
#pragma once

#include <string_view>

namespace broadsheet::text {

/// What the stop behind a word says.
enum class StopAfter {
    anything,      // nothing special: the sentence may well end
    title,         // stands before a name or the like: the sentence never ends here
    number_label,  // stands before a number: ends unless a digit follows
    abbreviation,  // may end a sentence: ends only where the next word usually begins one
};

/// The words of one language. What is safe in every language (`Dr.`, `ул.`, `godz.`) is known in
/// all of them, for news quotes foreign names; what is a plain word elsewhere (`Art.`, `no.`) is
/// known in its own only.
class SentenceWords {
  public:
    /// By a BCP 47 tag, of which the first part counts; any other gives what is safe everywhere.
    static const SentenceWords& of(std::string_view language);

    /// `word` without its final stop, as written and in lower case.
    virtual StopAfter stop_after(std::string_view word, std::string_view lower) const = 0;

    /// Does a sentence often begin with this word, and a name hardly ever?
    virtual bool opens_sentence(std::string_view lower) const = 0;

    /// Does this text go on the sentence whose quotation just ended (`」と`, `。”他说`, `۔” … کہا`)?
    virtual bool continues_quotation(std::string_view text) const = 0;

    /// Is `3.` the third, and may a capital follow it (`3. Oktober`)? Where only small letters
    /// follow ordinals, as in Czech, nothing need be known.
    virtual bool ordinals_before_capitals() const = 0;

    /// Has the language no mark for the end of a sentence, so that a paragraph stays whole?
    virtual bool no_sentence_marks() const = 0;

  protected:
    ~SentenceWords() = default;
};

}  // namespace broadsheet::text
