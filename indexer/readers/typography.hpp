// What does a typed line look like? The signs by which structure is told without knowing the
// language: stops, bullets, quotation marks, width, capitals.
//
// Every function takes UTF-8; malformed bytes are read as characters that mean nothing.
#pragma once

#include <cstddef>
#include <string_view>

namespace broadsheet::indexer {

/// `text` without the white space and control characters at its ends (Unicode's
/// white space, with the no-break and zero-width spaces).
std::string_view trim(std::string_view text);

/// Columns on a terminal, near enough: East Asian wide characters count two, all others one.
std::size_t columns(std::string_view text);

std::size_t characters(std::string_view text);

/// Whether it ends as a finished sentence or clause does: . ! … : ; , or their counterparts in
/// other scripts, with closing quotes and brackets after it. A question mark is no such stop here,
/// because headings end in one, too: see ends_with_question().
bool ends_with_stop(std::string_view text);
bool ends_with_question(std::string_view text);
bool ends_with_dash(std::string_view text);
bool ends_with_closing_quote(std::string_view text);

/// How many bytes a bullet at the start takes up, with the white space after it; 0 where there is
/// none. "-", "*" and dashes are bullets only before white space ("-5 degrees" is not).
std::size_t bullet_length(std::string_view text);

/// Whether the bullet at the start is a dash, which also opens direct speech and attributions.
bool is_dash_bullet(std::string_view text);

/// "1) to use the surplus".
bool is_numbered_item(std::string_view text);

/// Begins with a sign that is nothing but a bullet: "•", "▪".
bool is_round_bullet(std::string_view text);

/// Has neither a letter nor a digit: rules ("---", "* * *"), stray marks.
bool is_ornament(std::string_view text);

/// All of it stands between one pair of quotation marks, of any style.
bool is_quotation(std::string_view text);

/// Begins with a quotation mark and has none that closes: speech that runs on in the next
/// paragraph.
bool is_open_quotation(std::string_view text);

/// Nothing but a date, with or without the name of the day: "Friday, January 4, 2019",
/// "2022年12月6日".
bool is_date_line(std::string_view text);

/// The first letter or digit is one that opens a sentence or title: no lower-case letter, and
/// before it nothing but opening quotes and marks like ¿ 《 【.
bool starts_like_a_title(std::string_view text);

/// The first letter of the text (after quotes and the like) is in lower case.
bool starts_in_lower_case(std::string_view text);

/// Digits per 100 letters and digits.
std::size_t percent_of_digits(std::string_view text);

/// The length of a dateline that opens the text, without the dash after it; 0 where there is none.
/// "DOHA, July 9 (Meridian) — Talks…" gives the length of "DOHA, July 9 (Meridian)".
std::size_t dateline_length(std::string_view text);

}  // namespace broadsheet::indexer
