#include "indexer/readers/xml_fields.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "indexer/readers/html_fragment.hpp"
#include "indexer/readers/news_date.hpp"
#include "indexer/readers/plain_text_reader.hpp"
#include "indexer/readers/typography.hpp"
#include "indexer/sectioner.hpp"
#include "text/folding.hpp"

namespace broadsheet::indexer {

namespace {

using archive::Article;
using enum MetadataField;

std::vector<std::string>* list_of(Article& article, MetadataField field) {
    if (field == places) return &article.places;
    if (field == topics) return &article.topics;
    return nullptr;
}

bool is_set(const Article& article, MetadataField field) {
    switch (field) {
        case id:
            return !article.id.empty();
        case version:
            return !article.version.empty();
        case headline:
            return !article.headline.empty();
        case byline:
            return !article.byline.empty();
        case dateline:
            return !article.dateline.empty();
        case date:
            return !article.date.empty();
        case source:
            return !article.source.empty();
        case desk:
            return !article.desk.empty();
        case language:
            return !article.language.empty();
        case url:
            return !article.url.empty();
        case status:
            return article.status != archive::ArticleStatus::usable;
        case embargo:
            return !article.embargo.empty();
        default:
            return false;
    }
}

void add_to_list(std::vector<std::string>& list, std::string_view value) {
    // Some exports escape them twice: "Secrets &amp; Lies".
    const bool escaped = value.find('&') != std::string_view::npos;
    std::string entry = escaped ? html_line(value) : one_line(value);
    const auto same = [folded = text::fold(entry)](const std::string& other) {
        return text::fold(other) == folded;
    };
    if (!entry.empty() && std::ranges::none_of(list, same)) list.push_back(std::move(entry));
}

/// Without the dash that parts a dateline from the text.
std::string without_dash(std::string_view line) {
    for (const std::string_view dash : {"-", "–", "—"}) {
        if (line.ends_with(dash)) line.remove_suffix(dash.size());
    }
    return std::string(trim(line));
}

/// Why the value could not be kept; null where it was, or there is none.
std::optional<std::string> set_value(Article& article, MetadataField field, std::string value) {
    if (field == byline) {  // "By Jane Roe" is Jane Roe
        if (const std::string_view names = byline_of(value); !names.empty())
            value = std::string(names);
    }
    if (field == dateline) {  // "LONDON, July 9 (AFP) -"; some agencies put a date here
        value = without_dash(value);
        if (read_news_date(value)) return std::nullopt;
    }
    return set_metadata(article, field, value);
}

}  // namespace

void take_genre(ReadArticle& read, std::string_view genre) {
    const std::string name = one_line(genre);
    if (kind_of_article({}, name) != archive::SectionKind::body)
        take_value(read, MetadataField::desk, name);
}

void take_value(ReadArticle& read, MetadataField field, std::string_view value) {
    if (auto* list = list_of(read.article, field)) return add_to_list(*list, value);
    if (is_set(read.article, field)) return;
    if (auto problem = set_value(read.article, field, one_line(value)))
        read.problems.push_back(std::move(*problem));
}

void take_fields(ReadArticle& read, const XmlNode& node, std::span<const XmlField> table) {
    std::array<std::optional<std::string>, metadata_field_count> problems;
    for (const XmlField& row : table) {
        auto* list = list_of(read.article, row.field);
        for (const XmlNode* found : node.find_all(row.path)) {
            if (list == nullptr && is_set(read.article, row.field)) break;
            const std::string value =
                row.attribute.empty() ? found->line() : one_line(found->attribute(row.attribute));
            if (list != nullptr) {
                add_to_list(*list, value);
                continue;
            }
            auto& problem = problems[static_cast<std::size_t>(row.field)];
            auto new_problem = set_value(read.article, row.field, value);
            if (!problem) problem = std::move(new_problem);
        }
    }
    for (std::size_t i = 0; i < problems.size(); ++i) {
        if (problems[i] && !(is_set(read.article, static_cast<MetadataField>(i)) &&
                             static_cast<MetadataField>(i) != embargo))
            read.problems.push_back(std::move(*problems[i]));
    }
}

}  // namespace broadsheet::indexer
