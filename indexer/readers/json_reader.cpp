#include "indexer/readers/json_reader.hpp"

#include <fmt/format.h>

#include <array>
#include <boost/json.hpp>
#include <utility>

#include "indexer/readers/delivery.hpp"
#include "indexer/readers/json_article.hpp"
#include "indexer/readers/json_values.hpp"
#include "indexer/readers/text_decoder.hpp"
#include "indexer/readers/xml_fields.hpp"

namespace broadsheet::indexer {

namespace json = boost::json;

namespace {

// What services and programs call the list of articles in an answer.
constexpr std::array<std::string_view, 14> container_keys = {
    "items", "item",    "articles", "docs",     "results", "data",    "hits",
    "posts", "entries", "stories",  "response", "news",    "_source", "documents"};

// Answers nest two or three containers.
constexpr int deepest_container = 5;

const json::value* container_of(const json::object& object) {
    for (const std::string_view key : container_keys) {
        const json::value* value = json_member(object, key);
        if (value == nullptr) continue;
        const bool objects =
            value->is_object() || (value->is_array() && !value->get_array().empty() &&
                                   value->get_array().front().is_object());
        if (objects) return value;
    }
    return nullptr;
}

template <typename Visit>
void visit_within(const json::value& value, const json::object* around, int depth,
                  const Visit& visit) {
    if (const auto* array = value.if_array()) {
        for (const json::value& item : *array) visit_within(item, around, depth + 1, visit);
        return;
    }
    const json::object* object = value.if_object();
    if (object == nullptr) return;
    const json::value* container = container_of(*object);
    const bool is_article = container == nullptr || has_article_text(*object);
    if (is_article || depth >= deepest_container) return visit(*object, around);
    visit_within(*container, object, depth + 1, visit);
}

/// What is wrong with the JSON, and where.
json::value parse_document(const std::string& text) {
    json::stream_parser parser;
    json::error_code error;
    const std::size_t read = parser.write_some(text.data(), text.size(), error);
    if (!error) parser.finish(error);
    if (error) {
        throw InputError(fmt::format("is not JSON from byte {} on: {}", read, error.message()));
    }
    return parser.release();
}

/// A feed tells once for all entries what it is called, and in which language.
void take_around(ReadArticle& read, const json::object& around) {
    take_value(read, MetadataField::source, json_text_of(around, "title"));
    take_value(read, MetadataField::language, json_text_of(around, "language"));
    for (const char* key : {"authors", "author"}) {
        const json::value* authors = json_member(around, key);
        if (authors == nullptr) continue;
        for (const std::string& name : json_texts(*authors))
            take_value(read, MetadataField::byline, name);
    }
}

}  // namespace

bool holds_json_articles(std::string_view text) {
    json::error_code error;
    const json::value value = json::parse({text.data(), text.size()}, error);
    const json::object* object = error ? nullptr : value.if_object();
    return object != nullptr && !has_article_text(*object) && container_of(*object) != nullptr;
}

int deliver_json(const json::value& value, const ReadOptions& options,
                 const std::function<ArticlePlace(int number)>& place_of, Delivery& delivery) {
    int count = 0;
    const auto visit = [&](const json::object& object, const json::object* around) {
        const ArticlePlace place = place_of(++count);
        ReadArticle read;
        const std::string refusal = take_json_article(read, object, options);
        if (!refusal.empty()) return delivery.refuse(place, refusal);
        if (around != nullptr) take_around(read, *around);
        delivery.deliver(std::move(read), place, " (keys title, headline, text, body, sections)");
    };
    visit_within(value, nullptr, 0, visit);
    return count;
}

void read_json(const InputName& name, InputStream& stream, const ReadOptions& options,
               ArticleSink& sink) {
    const DecodedText decoded = decode_text(stream.read_all(max_json_bytes));
    const json::value document = parse_document(decoded.text);
    Delivery delivery(name, options, sink);
    if (!decoded.problem.empty()) delivery.report({decoded.offset, {}}, decoded.problem);
    const auto place_of = [](int number) {
        return ArticlePlace{0, fmt::format("item {}", number)};
    };
    const int count = deliver_json(document, options, place_of, delivery);
    if (count == 0) throw InputError("is JSON without an object, and so without an article");
}

}  // namespace broadsheet::indexer
