// What does a number carry? The units that news joins to numbers, with or without a space.
#pragma once

#include <cstddef>
#include <string_view>

namespace broadsheet::text {

/// One spelling of a unit. All spellings of one unit have one joined form, so that 60bn, 60 bn and
/// 60 billion meet. Of "m" only amounts of money are millions: elsewhere it may be metres.
struct Unit {
    std::string_view written;            ///< in lower case, without stops
    std::string_view joined;             ///< what stands for it in the form of the amount
    std::string_view joined_in_money{};  ///< the same behind a sign of currency, where it differs
};

/// The word that % stands for, and the two words of "per cent".
inline constexpr std::string_view percent = "percent";

struct FoundUnit {
    const Unit* unit = nullptr;  ///< null: none stands there
    std::size_t end = 0;         ///< where its word ends
};

/// The unit that begins at byte `from` of `text`: letters in any case, or a.m. and p.m. with stops.
/// Whether a word goes on behind it is for the caller to see.
FoundUnit find_unit(std::string_view text, std::size_t from);

/// Whether a folded form may be the unit of an amount, or a part of it ("per"): a part that the joined
/// form need not hold.
bool is_unit_word(std::string_view form);

bool is_percent_sign(char32_t c);

/// The spaces within an amount: plain, or one that does not break.
bool is_amount_space(char32_t c);

}  // namespace broadsheet::text
