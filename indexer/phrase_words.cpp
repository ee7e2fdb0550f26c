#include "indexer/phrase_words.hpp"

#include <unicode/utext.h>

#include <algorithm>
#include <array>

#include "text/characters.hpp"
#include "text/utf8.hpp"

namespace broadsheet::indexer {

using text::Token;
using text::TokenKind;

namespace {

// How two words stand to each other, from what is written between them.
struct Gap {
    bool spaces_only = true;
    bool empty = false;
    bool opens = false;  ///< a quotation or a clause of its own begins
};

// Within a sentence a full stop is an abbreviation's; hyphens, apostrophes and the middle dots of
// foreign names in Chinese and Japanese join. An ampersand stands within names.
bool joins(char32_t c) {
    return c == '-' || c == 0x2010 || c == 0x2011 || c == '\'' || c == 0x2019 || c == '.' || c == '&' ||
           c == 0x5F3 || c == 0x5F4 || c == 0x5BE || c == 0x200C || c == 0x200D || c == 0xAD ||
           c == 0xB7 || c == 0x30FB;
}

bool opens_clause(char32_t c) {
    return c == '"' || c == ':' || c == 0x201C || c == 0x201E || c == 0xAB || c == 0xBB || c == 0x2018 ||
           c == 0x2014 || c == 0x2013 || c == 0x201D;
}

// A possessive is the end of a phrase: "Iran’s nuclear programme" is about the programme, and Iran.
bool ends_possessive(std::string_view before) {
    if (before.size() < 2 || (before.back() != 's' && before.back() != 'S')) return false;
    for (const std::string_view ending : {"'s", "’s", "'S", "’S"}) {
        if (before.ends_with(ending)) return true;
    }
    return false;
}

bool is_apostrophe(char32_t c) { return c == '\'' || c == 0x2019; }

// Full stop and ampersand stand between spaces too ("St. Mary", "Procter & Gamble"), a hyphen or an
// apostrophe only between letters ("cease-fire"): else it is a dash or a quote.
Gap gap_between(std::string_view between) {
    if (between.size() == 1 && between.front() == ' ') return {};
    Gap gap{!ends_possessive(between.substr(0, between.find(' '))), between.empty(), false};
    bool space_seen = false, quote_ends = false;
    for (std::size_t at = 0; at < between.size();) {
        const char32_t c = text::decode(between, at);
        if (text::is_space(c)) {
            space_seen = true;
            if (quote_ends) gap.spaces_only = false;
        } else if (joins(c)) {
            const bool between_letters_only = c != '.' && c != '&';
            if (between_letters_only && (space_seen || quote_ends)) gap.spaces_only = false;
            quote_ends |= is_apostrophe(c);
        } else {
            gap.spaces_only = false;
            gap.opens |= opens_clause(c);
        }
    }
    gap.empty = gap.spaces_only && !space_seen;
    return gap;
}

std::uint32_t without_possessive(std::string_view text, std::uint32_t begin, std::uint32_t end) {
    const std::string_view written = text.substr(begin, end - begin);
    if (!ends_possessive(written)) return end;
    const std::size_t mark = written.ends_with("’s") || written.ends_with("’S") ? 4 : 2;
    return written.size() > mark ? end - static_cast<std::uint32_t>(mark) : end;
}

bool is_number(std::string_view form) {
    return std::ranges::all_of(form, [](char c) { return (c >= '0' && c <= '9') || c == '.' || c == ','; });
}

}  // namespace

PhraseWordReader::PhraseWordReader() {
    UErrorCode status = U_ZERO_ERROR;
    breaker_.reset(ubrk_open(UBRK_WORD, "", nullptr, 0, &status));
}

const std::vector<PhraseWord>& PhraseWordReader::read(std::string_view text,
                                                      const text::TokenList& tokens) {
    words_.clear();
    run_.clear();
    dense_.clear();
    arena_.clear();
    amount_end_ = 0;
    for (const Token& token : tokens) {
        if (token.kind == TokenKind::character) {
            if (!run_.empty() && run_.back()->end != token.begin) close_dense_run(text, tokens);
            run_.push_back(&token);
            continue;
        }
        if (token.kind == TokenKind::pair) continue;
        close_dense_run(text, tokens);
        if (token.kind == TokenKind::amount) amount_end_ = token.end;
        if (token.is_single()) add_word(text, tokens, token);
    }
    close_dense_run(text, tokens);
    for (std::size_t i = 0; i < dense_.size(); ++i) {  // now that the arena moves no more
        const std::size_t end = i + 1 < dense_.size() ? dense_[i + 1].begin : arena_.size();
        words_[dense_[i].word].form =
            std::string_view(arena_).substr(dense_[i].begin, end - dense_[i].begin);
    }
    return words_;
}

void PhraseWordReader::add_word(std::string_view text, const text::TokenList& tokens,
                                const Token& token) {
    PhraseWord& word = push(text, tokens.form(token), token.begin, token.end, token.shape);
    word.number = token.begin < amount_end_ || is_number(word.form);
}

PhraseWord& PhraseWordReader::push(std::string_view text, std::string_view form, std::uint32_t begin,
                                   std::uint32_t end, text::CaseShape shape) {
    // Written where it stays: to copy what has just been written by parts takes longer than all else.
    PhraseWord& word = words_.emplace_back();
    word.form = form;
    word.begin = begin;
    word.end = std::max(begin, without_possessive(text, begin, end));
    word.shape = shape;
    if (words_.size() == 1) {
        word.quoted = begin > 0;
        return word;
    }
    const std::uint32_t before = words_[words_.size() - 2].end;
    const Gap gap = begin >= before ? gap_between(text.substr(before, begin - before)) : Gap{true, true};
    word.follows = gap.spaces_only;
    word.joined = gap.spaces_only && gap.empty;
    word.quoted = gap.opens;
    return word;
}

void PhraseWordReader::close_dense_run(std::string_view text, const text::TokenList& tokens) {
    if (run_.empty()) return;
    const std::uint32_t begin = run_.front()->begin;
    find_boundaries(text.substr(begin, run_.back()->end - begin));
    std::size_t first = 0;
    auto boundary = boundaries_.begin();
    for (std::size_t i = 1; i < run_.size(); ++i) {
        const std::uint32_t at = run_[i]->begin - begin;
        while (boundary != boundaries_.end() && *boundary < at) ++boundary;
        if (boundary == boundaries_.end() || *boundary != at) continue;
        add_dense_word(text, tokens, first, i);
        first = i;
    }
    add_dense_word(text, tokens, first, run_.size());
    run_.clear();
}

void PhraseWordReader::add_dense_word(std::string_view text, const text::TokenList& tokens,
                                      std::size_t first, std::size_t last) {
    dense_.push_back({words_.size(), arena_.size()});
    for (std::size_t i = first; i < last; ++i) arena_ += tokens.form(*run_[i]);
    push(text, {}, run_[first]->begin, run_[last - 1]->end, text::CaseShape::none).dense = true;
}

void PhraseWordReader::find_boundaries(std::string_view run) {
    boundaries_.clear();
    if (!breaker_) return;
    UErrorCode status = U_ZERO_ERROR;
    UText utext = UTEXT_INITIALIZER;
    utext_openUTF8(&utext, run.data(), static_cast<std::int64_t>(run.size()), &status);
    ubrk_setUText(breaker_.get(), &utext, &status);
    if (U_SUCCESS(status)) {
        for (auto at = ubrk_first(breaker_.get()); at != UBRK_DONE; at = ubrk_next(breaker_.get())) {
            boundaries_.push_back(static_cast<std::uint32_t>(at));
        }
    }
    utext_close(&utext);
}

}  // namespace broadsheet::indexer
