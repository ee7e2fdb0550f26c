// The stored article's own tokens, as a source for the span evaluator.
#include <unicode/uchar.h>

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "archive/document_terms.hpp"
#include "archive/position_layout.hpp"
#include "archive/quote_runs.hpp"
#include "archive/sentence_positions.hpp"
#include "archive/terms.hpp"
#include "query/article_source.hpp"
#include "text/analyzer.hpp"
#include "text/utf8.hpp"

namespace broadsheet::query {

namespace {

class StoredSource : public ArticleSource {
  public:
    explicit StoredSource(const archive::StoredArticle& stored) : stored_(stored) {
        const auto units = archive::text_units(stored.article);
        for (std::size_t i = 0; i < units.size(); ++i) {
            add_unit(units[i], stored.unit_positions.at(i));
        }
        for (const auto& term : archive::boolean_terms(stored.article)) terms_.insert(term);
    }

    void spans_of(std::span<const std::string> forms, Spans& out) override {
        for (const std::string& form : forms) {
            const auto found = spans_.find(form);
            if (found != spans_.end()) out.insert(out.end(), found->second.begin(), found->second.end());
        }
    }

    Spans zone_runs(archive::Zone zone) override { return zones_[static_cast<std::size_t>(zone)]; }

    const Starts& starts(Stretch stretch) override {
        return starts_[static_cast<std::size_t>(stretch)];
    }

    text::CaseShape shape(std::uint32_t position) override {
        if (shapes_.empty()) shapes_ = word_shapes(stored_);
        return position < shapes_.size() ? shapes_[position] : text::CaseShape::none;
    }

    bool has_term(const std::string& term) override { return terms_.contains(term); }

    std::uint32_t number(std::uint32_t slot) override {
        return slot == archive::slot_words ? stored_.word_count : 0;
    }

  private:
    Starts& begins(Stretch stretch) { return starts_[static_cast<std::size_t>(stretch)]; }

    void add_unit(const archive::TextUnit& unit, std::uint32_t first) {
        analyzer_.analyze(unit.text, tokens_);
        for (const text::Token& token : tokens_) {
            const std::uint32_t begin = first + token.position;
            spans_[std::string(tokens_.form(token))].push_back({begin, begin + token.length});
        }
        if (unit.starts_section) begins(Stretch::section).push_back(first);
        if (!tokens_.empty()) begins(Stretch::paragraph).push_back(first);
        archive::sentence_positions(unit.text, stored_.article.language, tokens_, first, sentences_,
                                    begins(Stretch::sentence));
        extend_zones(unit.zones, {first, first + tokens_.position_count()});
        auto& quotes = zones_[static_cast<std::size_t>(archive::Zone::quote)];
        for (const auto& [begin, end] : archive::quote_runs(unit, tokens_, first)) {
            quotes.push_back({begin, end});
        }
    }

    // A zone that the unit before also had goes on, over the gap between them.
    void extend_zones(archive::ZoneSet zones, Span unit) {
        for (int i = 0; i < archive::zone_count; ++i) {
            if (!archive::contains(zones, static_cast<archive::Zone>(i))) continue;
            auto& runs = zones_[i];
            if (archive::contains(last_zones_, static_cast<archive::Zone>(i)) && !runs.empty()) {
                runs.back().end = unit.end;
            } else {
                runs.push_back(unit);
            }
        }
        last_zones_ = zones;
    }

    const archive::StoredArticle& stored_;
    text::Analyzer analyzer_;
    text::TokenList tokens_;
    std::vector<text::ByteRange> sentences_;
    std::unordered_map<std::string, Spans> spans_;
    Spans zones_[archive::zone_count];
    archive::ZoneSet last_zones_ = 0;
    Starts starts_[4];  ///< by Stretch
    std::vector<text::CaseShape> shapes_;
    std::unordered_set<std::string> terms_;
};

// To the analyzer a word of one capital is capitalised; as the T of AT&T it is all in capitals.
bool has_small_letter(std::string_view word) {
    for (std::size_t at = 0; at < word.size();) {
        if (u_islower(static_cast<UChar32>(text::decode(word, at)))) return true;
    }
    return false;
}

}  // namespace

std::unique_ptr<ArticleSource> stored_source(const archive::StoredArticle& stored) {
    return std::make_unique<StoredSource>(stored);
}

std::vector<text::CaseShape> word_shapes(const archive::StoredArticle& stored) {
    std::vector<text::CaseShape> shapes;
    const auto units = archive::text_units(stored.article);
    text::Analyzer analyzer;
    text::TokenList tokens;
    for (std::size_t i = 0; i < units.size(); ++i) {
        const std::uint32_t first = stored.unit_positions.at(i);
        analyzer.analyze(units[i].text, tokens);
        shapes.resize(std::max<std::size_t>(shapes.size(), first + tokens.position_count()),
                      text::CaseShape::none);
        for (const text::Token& token : tokens) {
            if (!token.is_single()) continue;
            const std::string_view word = units[i].text.substr(token.begin, token.end - token.begin);
            const bool one_capital =
                token.shape == text::CaseShape::capitalized && !has_small_letter(word);
            shapes[first + token.position] = one_capital ? text::CaseShape::all_caps : token.shape;
        }
    }
    return shapes;
}

}  // namespace broadsheet::query
