#include "query/article_view.hpp"

#include "query/highlight.hpp"
#include "text/quotations.hpp"

namespace broadsheet::query {

namespace {

class ViewBuilder {
  public:
    ViewBuilder(const archive::StoredArticle& stored, const std::vector<LeafSpan>& spans)
        : stored_(stored), spans_(spans) {}

    ArticleView build() {
        describe();
        const auto units = archive::text_units(stored_.article);
        for (std::size_t i = 0; i < units.size(); ++i) add(units[i], stored_.unit_positions[i]);
        view_.match_count = next_match_ - 1;
        return std::move(view_);
    }

  private:
    void describe() {
        const archive::Article& article = stored_.article;
        view_.id = article.id;
        view_.url = article.url;
        view_.source = article.source;
        view_.date = article.date;
        view_.language = article.language;
        view_.desk = article.desk;
        view_.places = article.places;
        view_.topics = article.topics;
        view_.words = stored_.word_count;
        for (std::size_t i = 0; i < article.sections.size(); ++i) {
            const archive::Section& section = article.sections[i];
            view_.sections.push_back(
                {section.kind, section.level, archive::section_path(article, i), {}, {}});
        }
    }

    void add(const archive::TextUnit& unit, std::uint32_t first_position) {
        TextParts parts = numbered_parts_of(
            unit.text, highlighter_.highlights(unit.text, first_position, spans_), next_match_);
        if (unit.section == archive::no_section) {
            alone(unit.zones) = std::move(parts);
            return;
        }
        ArticleSection& section = view_.sections[unit.section];
        if (unit.paragraph == 0) {
            section.heading = std::move(parts);
            return;
        }
        const archive::Paragraph& paragraph =
            stored_.article.sections[unit.section].paragraphs[section.paragraphs.size()];
        section.paragraphs.push_back(
            {unit.paragraph, paragraph.kind, std::move(parts), paragraph.language, quotes(unit.text)});
    }

    std::vector<QuotedSpeech> quotes(std::string_view text) {
        std::vector<QuotedSpeech> quotes;
        analyzer_.analyze(text, tokens_);
        text::find_quotations(text, tokens_, quotations_);
        for (text::Quotation& found : quotations_) {
            quotes.push_back(
                {found.bytes.begin, found.bytes.end - found.bytes.begin, std::move(found.speaker)});
        }
        return quotes;
    }

    TextParts& alone(archive::ZoneSet zones) {
        if (archive::contains(zones, archive::Zone::headline)) return view_.headline;
        if (archive::contains(zones, archive::Zone::byline)) return view_.byline;
        return view_.dateline;
    }

    const archive::StoredArticle& stored_;
    const std::vector<LeafSpan>& spans_;
    UnitHighlighter highlighter_;
    text::Analyzer analyzer_;
    text::TokenList tokens_;
    std::vector<text::Quotation> quotations_;
    std::uint32_t next_match_ = 1;
    ArticleView view_;
};

}  // namespace

ArticleView article_view(const archive::StoredArticle& stored, const std::vector<LeafSpan>& spans) {
    return ViewBuilder(stored, spans).build();
}

}  // namespace broadsheet::query
