#include "archive/quote_runs.hpp"

namespace broadsheet::archive {

std::vector<std::pair<std::uint32_t, std::uint32_t>> quote_runs(const TextUnit& unit,
                                                                const text::TokenList& tokens,
                                                                std::uint32_t first) {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> runs;
    if (contains(unit.zones, Zone::quote) || unit.paragraph == 0) return runs;
    std::vector<text::Quotation> quotations;
    text::find_quotations(unit.text, tokens, quotations);
    auto token = tokens.begin();
    for (const text::Quotation& quotation : quotations) {
        while (token != tokens.end() && (token->begin < quotation.bytes.begin || !token->is_single())) ++token;
        if (token == tokens.end()) break;
        const std::uint32_t begin = first + token->position;
        std::uint32_t end = begin;
        for (; token != tokens.end() && token->end <= quotation.bytes.end; ++token) {
            if (token->is_single()) end = first + token->position + 1;
        }
        if (end > begin) runs.emplace_back(begin, end);
    }
    return runs;
}

}  // namespace broadsheet::archive
