// The forms of an article as JSON: stored_article.hpp.
#include <fmt/format.h>

#include <boost/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "archive/stored_article.hpp"

namespace broadsheet::archive {

namespace json = boost::json;

namespace {

json::array strings(const std::vector<std::string>& values) {
    json::array out;
    for (const auto& value : values) out.emplace_back(value);
    return out;
}

json::array sections_json(const std::vector<Section>& sections) {
    json::array out;
    for (const Section& section : sections) {
        json::array paragraphs;
        for (const Paragraph& paragraph : section.paragraphs) {
            json::object object{{"kind", paragraph_kind_name(paragraph.kind)},
                                {"text", paragraph.text}};
            if (!paragraph.language.empty()) object["language"] = paragraph.language;
            paragraphs.push_back(std::move(object));
        }
        out.push_back(json::object{{"kind", section_kind_name(section.kind)},
                                   {"level", section.level},
                                   {"heading", section.heading},
                                   {"paragraphs", std::move(paragraphs)}});
    }
    return out;
}

/// Status and embargo are written only where they say something, so that an article without them
/// has the bytes, and the content hash, that it had before there were such.
void add_status(json::object& object, const Article& article) {
    if (article.status != ArticleStatus::usable) object["status"] = status_name(article.status);
    if (!article.embargo.empty()) object["embargo"] = article.embargo;
}

json::object article_json(const Article& article) {
    json::object object{{"id", article.id},
                        {"version", article.version},
                        {"headline", article.headline},
                        {"byline", article.byline},
                        {"dateline", article.dateline},
                        {"date", article.date},
                        {"source", article.source},
                        {"desk", article.desk},
                        {"language", article.language},
                        {"url", article.url},
                        {"places", strings(article.places)},
                        {"topics", strings(article.topics)},
                        {"sections", sections_json(article.sections)}};
    add_status(object, article);
    return object;
}

std::string text_of(const json::object& object, std::string_view key) {
    return std::string(object.at(key).as_string());
}

std::string text_if_any(const json::object& object, std::string_view key) {
    return object.contains(key) ? text_of(object, key) : std::string();
}

std::vector<std::string> texts_of(const json::object& object, std::string_view key) {
    std::vector<std::string> out;
    for (const auto& value : object.at(key).as_array()) out.emplace_back(value.as_string());
    return out;
}

template <typename Kind, typename Name>
Kind kind_named(std::string_view name, int count, Name name_of) {
    for (int i = 0; i < count; ++i) {
        if (name_of(static_cast<Kind>(i)) == name) return static_cast<Kind>(i);
    }
    throw CorruptArticle(fmt::format("stored article has the unknown kind '{}'", name));
}

Section section_from(const json::object& object) {
    Section section;
    section.kind = kind_named<SectionKind>(object.at("kind").as_string(), section_kind_count,
                                           section_kind_name);
    section.level = json::value_to<std::uint8_t>(object.at("level"));
    section.heading = text_of(object, "heading");
    for (const auto& value : object.at("paragraphs").as_array()) {
        const auto& paragraph = value.as_object();
        section.paragraphs.push_back(
            {kind_named<ParagraphKind>(paragraph.at("kind").as_string(), paragraph_kind_count,
                                       paragraph_kind_name),
             text_of(paragraph, "text"), text_if_any(paragraph, "language")});
    }
    return section;
}

Article article_from(const json::object& object) {
    Article article;
    article.id = text_of(object, "id");
    article.version = text_of(object, "version");
    article.headline = text_of(object, "headline");
    article.byline = text_of(object, "byline");
    article.dateline = text_of(object, "dateline");
    article.date = text_of(object, "date");
    article.source = text_of(object, "source");
    article.desk = text_of(object, "desk");
    article.language = text_of(object, "language");
    article.url = text_of(object, "url");
    if (object.contains("status")) {
        article.status = kind_named<ArticleStatus>(object.at("status").as_string(),
                                                   article_status_count, status_name);
    }
    article.embargo = text_if_any(object, "embargo");
    article.places = texts_of(object, "places");
    article.topics = texts_of(object, "topics");
    for (const auto& section : object.at("sections").as_array()) {
        article.sections.push_back(section_from(section.as_object()));
    }
    return article;
}

}  // namespace

std::string to_json(const StoredArticle& stored) {
    json::object object = article_json(stored.article);
    object["words"] = stored.word_count;
    return json::serialize(object);
}

std::string to_line(const Article& article) {
    return json::serialize(json::object{{"checksum", content_hash_text(content_hash(article))},
                                        {"article", article_json(article)}});
}

Article article_of_line(std::string_view line) {
    try {
        const json::value value = json::parse(line);
        const auto& object = value.as_object();
        Article article = article_from(object.at("article").as_object());
        if (object.at("checksum").as_string() != content_hash_text(content_hash(article))) {
            throw CorruptArticle("article does not match its checksum");
        }
        return article;
    } catch (const CorruptArticle&) {
        throw;
    } catch (const std::exception& error) {  // Boost.JSON's
        throw CorruptArticle(fmt::format("is not the JSON it should be: {}", error.what()));
    }
}

}  // namespace broadsheet::archive
