// Any bytes have words and sentences, in place, in order, and all of them.
#include <array>
#include <string_view>

#include "tests/fuzz/target.hpp"
#include "tests/support/text_checks.hpp"

using namespace broadsheet;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    static text::Analyzer analyzer;
    text::TokenList tokens;
    analyzer.analyze(text, tokens);
    tests::die_unless_empty(tests::wrong_with_tokens(text, tokens));

    // Of each language with rules of its own, as any may come with any text.
    constexpr auto languages = std::to_array<std::string_view>({"", "en", "de", "ar", "zh", "th"});
    std::vector<text::ByteRange> sentences;
    for (const std::string_view language : languages) {
        text::break_sentences(text, language, sentences);
        tests::die_unless_empty(tests::wrong_with_sentences(text, sentences));
    }
    return 0;
}
