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
/// end is one sentence; an empty one has none. Never fails, whatever the bytes.
///
/// A sentence ends at . ! ? … or their counterparts in other scripts (; in Greek, ؟ ۔ । ። ։ ။ ។),
/// with the quotes and brackets that close after it, before white space and the start of a new one;
/// 。！？ । ။ ។ ። need no white space. Not before a small letter, nor, in a script without capitals,
/// before the clause that reports a quotation; not after a title or a label of a number (`No. 5`);
/// after an initial or an abbreviation only where a word follows that usually begins a sentence.
/// Thai, which has no such mark, is left whole.
///
/// `language` is a BCP 47 tag (its first part counts) and adds that language's words, see
/// text/sentence_words.hpp; without it, or for any other, only what is safe everywhere counts.
void break_sentences(std::string_view text, std::string_view language, std::vector<ByteRange>& out);
void break_sentences(std::string_view text, std::vector<ByteRange>& out);

}  // namespace broadsheet::text
