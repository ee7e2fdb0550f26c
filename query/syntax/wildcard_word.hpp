// Which words of a query are wildcards, and how are they written? Strings only.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace broadsheet::query {

/// A wildcard must have so many letters or digits besides its signs: of fewer, half of the archive's
/// forms would fit.
inline constexpr std::size_t shortest_wildcard = 3;

/// The wildcard that a piece of a query between white space holds, without the punctuation around it;
/// none if it is a plain word. `*` is any run of characters, `?` one; a question mark behind the last
/// letter is punctuation, as people type it, and a web address has none.
std::optional<std::string> read_wildcard(std::string_view piece);

/// The same for truncation as Nexis (negotiat!) and Factiva (negotiat$, earn$3) write it: negotiat*,
/// negotiat*, earn$3. US$60 is money.
std::optional<std::string> read_truncation(std::string_view piece);

/// The letters and digits of the part of a wildcard that has fewest of them beside its signs: parts are
/// those between hyphens, stops and apostrophes, of which each stands for forms of its own.
std::size_t literal_characters(std::string_view wildcard);

}  // namespace broadsheet::query
