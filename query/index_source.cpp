// The positions that the index holds, as a source for the span evaluator.
#include <xapian.h>

#include <algorithm>
#include <optional>

#include "archive/terms.hpp"
#include "query/article_source.hpp"

namespace broadsheet::query {

namespace {

// Of a few forms each is looked up in the index. Of more, first those are found that the article has: by
// going through the list of its words from form to form or, where there are more forms than an article
// has words, by looking each of its words up among them.
constexpr std::size_t few_forms = 6;
constexpr std::size_t many_forms = 200;

class IndexSource : public ArticleSource {
  public:
    IndexSource(const Xapian::Database& database, std::uint32_t document, const Lexicon& lexicon)
        : database_(database), document_(document), lexicon_(lexicon) {}

    void spans_of(std::span<const std::string> forms, Spans& out) override {
        if (forms.size() <= few_forms) {
            for (const std::string& form : forms) add_spans(form, out);
            return;
        }
        auto word = database_.termlist_begin(document_);
        const auto end = database_.termlist_end(document_);
        if (forms.size() > many_forms) {
            if (word != end) word.skip_to(forms.front());
            for (; word != end; ++word) {
                const std::string term = *word;
                if (std::ranges::binary_search(forms, term)) add_spans(term, out);
            }
            return;
        }
        for (const std::string& form : forms) {
            if (word == end) return;
            word.skip_to(form);
            if (word == end) return;
            if (*word == form) add_spans(form, out);
        }
    }

    Spans zone_runs(archive::Zone zone) override {
        const auto begins = positions(archive::zone_begin_term(zone));
        const auto ends = positions(archive::zone_end_term(zone));
        Spans runs;
        for (std::size_t i = 0; i < std::min(begins.size(), ends.size()); ++i) {
            runs.push_back({begins[i], ends[i]});
        }
        return runs;
    }

    const Starts& starts(Stretch stretch) override {
        auto& starts = starts_[static_cast<std::size_t>(stretch)];
        if (!starts) starts = positions(std::string(start_term(stretch)));
        return *starts;
    }

    text::CaseShape shape(std::uint32_t position) override {
        if (!shapes_) {
            shapes_ = word_shapes(archive::decode_stored(database_.get_document(document_).get_data()));
        }
        return position < shapes_->size() ? (*shapes_)[position] : text::CaseShape::none;
    }

    // By the articles of the term, not the terms of the article: that list must be unpacked whole, which took
    // four fifths of verifying a distance where an archive has several languages.
    bool has_term(const std::string& term) override {
        auto article = database_.postlist_begin(term);
        const auto end = database_.postlist_end(term);
        if (article == end) return false;
        article.skip_to(document_);
        return article != end && *article == document_;
    }

    std::uint32_t number(std::uint32_t slot) override {
        const std::string value = database_.get_document(document_).get_value(slot);
        return value.empty() ? 0 : static_cast<std::uint32_t>(Xapian::sortable_unserialise(value));
    }

  private:
    static std::string_view start_term(Stretch stretch) {
        switch (stretch) {
            case Stretch::sentence: return archive::sentence_start_term;
            case Stretch::paragraph: return archive::paragraph_start_term;
            default: return archive::section_start_term;
        }
    }

    void add_spans(const std::string& form, Spans& out) const {
        const std::size_t first = out.size();
        for (const auto position : positions(form)) out.push_back({position, position + 1});
        if (out.size() == first) return;
        for (const std::uint8_t parts : lexicon_.compound_lengths(form)) {
            widen(out, first, positions(archive::continuation_term(form, parts)), parts);
        }
    }

    std::vector<std::uint32_t> positions(const std::string& term) const {
        return {database_.positionlist_begin(document_, term),
                database_.positionlist_end(document_, term)};
    }

    // A token is the joined form of a compound where the compound goes on at the next position.
    static void widen(Spans& spans, std::size_t first,
                      const std::vector<std::uint32_t>& continuations, std::uint8_t parts) {
        for (std::size_t i = first; i < spans.size(); ++i) {
            if (std::ranges::binary_search(continuations, spans[i].begin + 1)) {
                spans[i].end = spans[i].begin + parts;
            }
        }
    }

    const Xapian::Database& database_;
    std::uint32_t document_;
    const Lexicon& lexicon_;
    std::optional<Starts> starts_[4];  ///< by Stretch
    std::optional<std::vector<text::CaseShape>> shapes_;
};

}  // namespace

std::unique_ptr<ArticleSource> index_source(const Xapian::Database& database,
                                            std::uint32_t document, const Lexicon& lexicon) {
    return std::make_unique<IndexSource>(database, document, lexicon);
}

}  // namespace broadsheet::query
