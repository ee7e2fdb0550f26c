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
//   $60bn, 60 bn      [60bn] 60 bn                an amount is one word in every spelling of its
//   €60 billion       [60bn] 60 billion           unit (text/amounts.hpp); $ and € are no letters
//   $5m, £5 million   [5m] 5 m, [5m] 5 million    m is million behind such a sign; else it may be
//   5m, 5 mln         [5m] 5 m, [5million] 5 mln  metres, and only mln, mn and million meet
//   5pm, 5 p.m.       [5pm] 5 pm
//   5%, 5 per cent    [5percent] 5 percent, [5percent] 5 per cent
//   9/11, and/or      9 11                        a phrase, whatever parts it
//   #Gaza @un_news    gaza  un_news
//   example.com       example com                 any part of a name finds it
//   צה״ל, צה"ל, ג׳ורג׳  צהל  גורג                    gershayim and geresh, also as typed
//   דו־שיח             [דושיח] דו שיח               the maqaf is a hyphen
//   ١٬٠٠٠, १०          1000  10                     digits are digits in every script
//   停戦合意             {停戦} 停 {戦合} 戦 {合意} 合 意    any substring is a phrase (of pairs)
//   หยุดยิง             {หยุ} ห {ยุด} ยุ … by characters, as Chinese: see below
//
// Scripts without spaces between words are indexed by characters and pairs of them, Thai, Lao, Khmer
// and Burmese too: a dictionary segments a query otherwise than the same words within an article
// (docs/ARCHITECTURE.md has the measurement), and a word must be found inside a longer one.
//
// Everything else is scanned by rules that give what UAX #29 gives for words of letters, digits and
// marks, and by the table above for what joins them; a test compares the two on real news.
#pragma once

#include <string_view>

#include "text/folding.hpp"
#include "text/token.hpp"

namespace broadsheet::text {

/// Raised whenever the tokens of some text change, because then articles must be indexed anew;
/// an archive records the version it was made with. (The list of text/common_words.hpp belongs to it.)
inline constexpr int analyzer_version = 3;

/// Not thread-safe (it keeps the folded forms of recent words): one a thread.
class Analyzer {
  public:
    /// Replaces `out` by the tokens of `text` (UTF-8, at most 4 GiB). Bytes that are not UTF-8
    /// part words and are never within a token.
    void analyze(std::string_view text, TokenList& out);

  private:
    friend class WordScanner;
    Folder folder_;
    static std::vector<Token>& tokens_of(TokenList& list) { return list.tokens_; }
    static std::string& arena_of(TokenList& list) { return list.arena_; }
    static std::uint32_t& positions_of(TokenList& list) { return list.position_count_; }
};

}  // namespace broadsheet::text
