// In which language is this text? By CLD2, which knows about 100 languages by their letter groups,
// with rules of when to believe it: docs/text.md has what it gets right and wrong.
//
// Languages are BCP 47 tags in lower case, as in archive::Article: "en", "ar", "he", "id", "nb" for
// Norwegian Bokmål. Chinese is "zh" where it is written in simplified or no particular characters
// and "zh-hant" where it is in traditional ones. An empty string is: not known.
#pragma once

#include <string>
#include <string_view>

namespace broadsheet::text {

/// The language that most of `text` (UTF-8) is in; empty where that cannot be told for sure. A few
/// words are never enough, unless in a script that one language has for itself.
std::string detect_language(std::string_view text);

struct LanguageSurvey {
    std::string language;  ///< as detect_language() gives it
    /// Whether parts may be in another: where not, which is nearly always, paragraphs need not be
    /// looked at one by one. Sees 98 of 100 foreign paragraphs of two lines in an article.
    bool may_change = false;
};

/// The language of `text` and whether it is the only one, for the price of the first.
LanguageSurvey survey_languages(std::string_view text);

/// The language of a paragraph of an article in `article_language`, where it is beyond doubt
/// another one; empty where it is the same, or a near relation of it, or too short to be sure.
/// With an empty `article_language` any other will do.
std::string detect_other_language(std::string_view paragraph, std::string_view article_language);

}  // namespace broadsheet::text
