#include "archive/sentence_positions.hpp"

#include <algorithm>

namespace broadsheet::archive {

void sentence_positions(std::string_view text, std::string_view language,
                        const text::TokenList& tokens, std::uint32_t first,
                        std::vector<text::ByteRange>& sentences, std::vector<std::uint32_t>& out) {
    if (tokens.empty()) return;
    text::break_sentences(text, language, sentences);
    auto token = tokens.begin();
    for (const text::ByteRange& sentence : sentences) {
        token = std::find_if(token, tokens.end(),
                             [&](const text::Token& t) { return t.begin >= sentence.begin; });
        if (token == tokens.end()) return;
        if (token->begin < sentence.end) out.push_back(first + token->position);
    }
}

}  // namespace broadsheet::archive
