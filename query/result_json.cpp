#include "query/result_json.hpp"

#include <boost/json.hpp>

namespace broadsheet::query {

namespace json = boost::json;

namespace {

json::value text_or_null(const std::string& text) {
    return text.empty() ? json::value(nullptr) : json::value(text);
}

json::array to_json(const std::vector<std::string>& values) {
    json::array out;
    for (const auto& value : values) out.emplace_back(value);
    return out;
}

json::array to_json(const TextParts& parts) {
    json::array out;
    for (const TextPart& part : parts) {
        json::object one{{"text", part.text}};
        if (part.hit) one["hit"] = true;
        if (part.match != 0) one["match"] = part.match;
        out.push_back(std::move(one));
    }
    return out;
}

json::array to_json(const std::vector<FacetValue>& values) {
    json::array out;
    for (const FacetValue& value : values) {
        out.push_back(json::object{
            {"value", value.value}, {"count", value.count}, {"selected", value.selected}});
    }
    return out;
}

json::object to_json(const Filters& filters) {
    return {{"source", to_json(filters.of(Facet::source))},
            {"desk", to_json(filters.of(Facet::desk))},
            {"lang", to_json(filters.of(Facet::language))},
            {"year", to_json(filters.of(Facet::year))},
            {"month", to_json(filters.of(Facet::month))},
            {"phrase", to_json(filters.of(Facet::phrase))},
            {"from", text_or_null(filters.from)},
            {"to", text_or_null(filters.to)},
            {"cluster", text_or_null(filters.cluster)}};
}

json::object to_json(const Snippet& snippet) {
    return {{"section", to_json(snippet.section)},
            {"zone", archive::zone_name(snippet.zone)},
            {"paragraph", snippet.paragraph},
            {"parts", to_json(snippet.parts)}};
}

json::object to_json(const Hit& hit) {
    json::array snippets;
    for (const Snippet& snippet : hit.snippets) snippets.push_back(to_json(snippet));
    return {{"id", hit.id},
            {"url", text_or_null(hit.url)},
            {"source", text_or_null(hit.source)},
            {"date", text_or_null(hit.date)},
            {"language", text_or_null(hit.language)},
            {"byline", text_or_null(hit.byline)},
            {"desk", text_or_null(hit.desk)},
            {"words", hit.words},
            {"score", hit.score},
            {"cluster", text_or_null(hit.cluster)},
            {"headline", to_json(hit.headline)},
            {"snippets", std::move(snippets)}};
}

json::object to_json(const Explanation& explanation) {
    json::array words, parts;
    for (const ExplainedWord& word : explanation.words) {
        json::array forms;
        for (const auto& form : word.forms) {
            forms.push_back(json::object{{"form", form.text}, {"articles", form.articles}});
        }
        words.push_back(json::object{{"word", word.word}, {"forms", std::move(forms)}});
    }
    for (const ExplainedPart& part : explanation.parts) {
        parts.push_back(json::object{{"text", part.text}, {"exact", part.exact}});
    }
    return {{"tree", explanation.tree}, {"words", std::move(words)}, {"parts", std::move(parts)}};
}

std::string plain(const TextParts& parts) {
    std::string text;
    for (const TextPart& part : parts) text += part.text;
    return text;
}

json::object to_json(const ArticleSection& section) {
    json::array paragraphs;
    for (const ArticleParagraph& paragraph : section.paragraphs) {
        json::object object{{"number", paragraph.number},
                            {"kind", archive::paragraph_kind_name(paragraph.kind)},
                            {"parts", to_json(paragraph.parts)}};
        if (!paragraph.language.empty()) object["language"] = paragraph.language;
        json::array quotes;
        for (const QuotedSpeech& quote : paragraph.quotes) {
            quotes.push_back(json::object{{"offset", quote.offset},
                                          {"length", quote.length},
                                          {"speaker", text_or_null(quote.speaker)}});
        }
        if (!quotes.empty()) object["quotes"] = std::move(quotes);
        paragraphs.push_back(std::move(object));
    }
    return {{"kind", archive::section_kind_name(section.kind)},
            {"level", section.level},
            {"path", to_json(section.path)},
            {"heading", section.heading.empty() ? json::value(nullptr)
                                                : json::value(to_json(section.heading))},
            {"paragraphs", std::move(paragraphs)}};
}

json::array to_json(const std::vector<Suggestion>& suggestions) {
    json::array out;
    for (const Suggestion& suggestion : suggestions) {
        out.push_back(json::object{{"offset", suggestion.range.offset},
                                   {"length", suggestion.range.length},
                                   {"text", suggestion.text},
                                   {"articles", suggestion.articles},
                                   {"query", suggestion.query}});
    }
    return out;
}

}  // namespace

json::object to_json(const Suggestions& suggestions) {
    return {{"query", {{"input", suggestions.input}}},
            {"generation", suggestions.generation},
            {"completions", to_json(suggestions.completions)},
            {"corrections", to_json(suggestions.corrections)}};
}

json::array to_json(const Diagnostics& diagnostics) {
    json::array out;
    for (const Diagnostic& diagnostic : diagnostics) {
        json::object one{{"code", diagnostic.code},
                         {"offset", diagnostic.range.offset},
                         {"length", diagnostic.range.length},
                         {"message", diagnostic.message},
                         {"hint", text_or_null(diagnostic.hint)}};
        if (!diagnostic.offer.empty()) one["offer"] = diagnostic.offer;
        out.push_back(std::move(one));
    }
    return out;
}

json::object to_json(const ResultPage& page) {
    json::array hits;
    for (const Hit& hit : page.hits) {
        hits.push_back(to_json(hit));
        hits.back().as_object()["copies"] =
            page.distinct ? json::value(hit.copies) : json::value(nullptr);
    }
    json::object facets;
    for (std::size_t i = 0; i < facet_count; ++i) {
        facets[facet_name(static_cast<Facet>(i))] = to_json(page.facets[i]);
    }
    json::object query{{"input", page.input},
                       {"canonical", page.canonical},
                       {"notices", to_json(page.notices)}};
    if (page.explanation) query["explanation"] = to_json(*page.explanation);
    return {{"query", std::move(query)},
            {"total",
             {{"value", page.total},
              {"relation", relation_name(page.relation)},
              {"distinct", page.distinct ? json::value(*page.distinct) : json::value(nullptr)}}},
            {"took_ms", page.took_ms},
            {"generation", page.generation},
            {"sort", sort_name(page.request.sort)},
            {"collapse", collapse_name(page.request.collapse)},
            {"limit", page.request.limit},
            {"offset", page.request.offset},
            {"max_offset", max_offset},
            {"filters", to_json(page.request.filters)},
            {"hits", std::move(hits)},
            {"facets", std::move(facets)},
            {"next_cursor", nullptr}};
}

json::object to_json(const ArticleView& article) {
    json::array sections;
    for (const ArticleSection& section : article.sections) sections.push_back(to_json(section));
    json::value query = nullptr;
    if (article.query_input) {
        query = json::object{{"input", *article.query_input},
                             {"canonical", article.query_canonical.value_or("")},
                             {"notices", to_json(article.notices)}};
    }
    return {{"id", article.id},
            {"url", text_or_null(article.url)},
            {"source", text_or_null(article.source)},
            {"date", text_or_null(article.date)},
            {"language", text_or_null(article.language)},
            {"desk", text_or_null(article.desk)},
            {"words", article.words},
            {"places", to_json(article.places)},
            {"topics", to_json(article.topics)},
            {"phrases", to_json(article.phrases)},
            {"headline", to_json(article.headline)},
            {"byline", text_or_null(plain(article.byline))},
            {"byline_parts", to_json(article.byline)},
            {"dateline", text_or_null(plain(article.dateline))},
            {"dateline_parts", to_json(article.dateline)},
            {"match_count", article.match_count},
            {"query", std::move(query)},
            {"sections", std::move(sections)}};
}

json::object to_json(const ArchiveSummary& summary) {
    return {{"articles", summary.articles},     {"segments", summary.segments},
            {"generation", summary.generation}, {"from", text_or_null(summary.from)},
            {"to", text_or_null(summary.to)},   {"sources", to_json(summary.sources)},
            {"languages", to_json(summary.languages)}};
}

}  // namespace broadsheet::query
