// What are the sentences of this text?
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace broadsheet::text {

/// A byte range [begin, end) of a text.
struct ByteRange {
    std::uint32_t begin;
    std::uint32_t end;
    bool operator==(const ByteRange&) const = default;
};

/// Replaces `out` by the sentences of `text`, one paragraph of UTF-8: in order, without the white
/// space between them, and together all of the text but white space. A paragraph with no sentence
/// end is one sentence; an empty one has none.
///
/// A sentence ends at . ! ? … or their counterparts in other scripts, with the quotes and brackets
/// that close after it, before white space and the start of a new one; 。！？ need no white space.
/// It does not end after a title, a month, a company's or a court's abbreviation, an initial, or a
/// dotted abbreviation that goes on in lower case (Unicode's rules, UAX #29, with the suppressions
/// that CLDR has and those that news needs).
void break_sentences(std::string_view text, std::vector<ByteRange>& out);

}  // namespace broadsheet::text
