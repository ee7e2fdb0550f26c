// What are the words of this text? One analyzer, used for articles and for queries alike.
//
// How news writes words is decided here once:
//
//   written           tokens (a joined form in brackets spans its parts)     why
//   cease-fire        [ceasefire] cease fire      hyphenation is not a difference
//   60-day            [60day] 60 day              "60 day" and 60-day find each other
//   O’Brien, l’accord [obrien] o brien            OBrien, O Brien; accord finds l’accord
//   Iran’s            iran                        a possessive is no other word
//   don’t, we’ll      don't  we'll                a contraction is one word, not we + ll
//   U.S., p.m., U.N.  us  pm  un                  dotted and plain spelling meet
//   U.S.-led          [usled] us led
//   AT&T, R&D         [at&t] at t                 S&P is not "sp"
//   C++, C#           c++  c#
//   1,000  3.14       1000  3.14                  the comma groups digits, the stop is a value
//   $60bn, €5m        60bn  5m                    the sign is no letter
//   9/11, and/or      9 11                        a phrase, whatever parts it
//   #Gaza @un_news    gaza  un_news
//   example.com       example com                 any part of a name finds it
//   停戦               停 戦                         one token a character: any substring is a phrase
//   Thai, Lao, Khmer, Burmese                     ICU's dictionaries
//
// Word boundaries in Latin, Greek and Cyrillic text are found by a scanner of our own, because ICU's
// break iterator takes several times as long; everything else goes through ICU (UAX #29).
#pragma once

#include <memory>
#include <string_view>

#include "text/token.hpp"

namespace broadsheet::text {

/// Raised whenever the tokens of some text change, because then articles must be indexed anew;
/// an archive records the version it was made with.
inline constexpr int analyzer_version = 1;

/// Not thread-safe (ICU's iterators keep state): one a thread.
class Analyzer {
  public:
    Analyzer();
    ~Analyzer();
    Analyzer(Analyzer&&) noexcept;
    Analyzer& operator=(Analyzer&&) noexcept;

    /// Replaces `out` by the tokens of `text` (UTF-8, at most 4 GiB). Bytes that are not UTF-8
    /// part words and are never within a token.
    void analyze(std::string_view text, TokenList& out);

  private:
    struct Boundaries;
    std::unique_ptr<Boundaries> boundaries_;
    void analyze_other_scripts(std::string_view text, std::size_t from, std::size_t to,
                               TokenList& out);
    friend class WordScanner;
    static std::vector<Token>& tokens_of(TokenList& list) { return list.tokens_; }
    static std::string& arena_of(TokenList& list) { return list.arena_; }
    static std::uint32_t& positions_of(TokenList& list) { return list.position_count_; }
};

}  // namespace broadsheet::text
