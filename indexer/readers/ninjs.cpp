#include "indexer/readers/ninjs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "indexer/readers/article_parts.hpp"
#include "indexer/readers/json_values.hpp"
#include "indexer/readers/xml_fields.hpp"

namespace broadsheet::indexer {

namespace json = boost::json;

namespace {

using enum MetadataField;

struct NinjsField {
    std::string_view key;
    MetadataField field;
};

// By the ninjs schemas 1.0 to 3.0; ninjs 3 writes words of its keys with capitals.
constexpr std::array facts = {
    NinjsField{"uri", id},
    NinjsField{"guid", id},
    NinjsField{"version", version},
    NinjsField{"headline", headline},
    NinjsField{"headlines", headline},
    NinjsField{"title", headline},
    NinjsField{"name", headline},
    NinjsField{"versioncreated", date},
    NinjsField{"versionCreated", date},
    NinjsField{"contentcreated", date},
    NinjsField{"contentCreated", date},
    NinjsField{"firstcreated", date},
    NinjsField{"firstCreated", date},
    NinjsField{"pubstatus", status},
    NinjsField{"pubStatus", status},
    NinjsField{"embargoed", embargo},
    NinjsField{"byline", byline},
    NinjsField{"by", byline},
    NinjsField{"source", source},
    NinjsField{"provider", source},
    NinjsField{"copyrightholder", source},
    NinjsField{"copyrightHolder", source},
    NinjsField{"infosources", source},
    NinjsField{"infoSources", source},
    NinjsField{"language", language},
    NinjsField{"service", desk},
    NinjsField{"place", places},
    NinjsField{"places", places},
    NinjsField{"located", places},
    NinjsField{"subject", topics},
    NinjsField{"subjects", topics},
    NinjsField{"keywords", topics},
};

// Keys by any two of which an item is known: other JSON has one of them by chance.
constexpr std::array<std::string_view, 13> marks = {
    "uri",         "guid",      "versioncreated", "versionCreated", "pubstatus", "pubStatus",
    "body_xhtml",  "body_html", "bodies",         "headlines",      "type",      "description_text",
    "eventDetails"};

constexpr std::array<std::string_view, 8> other_types = {
    "picture", "graphic", "video", "audio", "event", "planning", "component", "advisory-picture"};

constexpr std::array<std::string_view, 3> body_keys = {"body_xhtml", "body_html", "body_text"};
constexpr std::array<std::string_view, 3> description_keys = {
    "description_xhtml", "description_html", "description_text"};

bool is_mark(std::string_view key) {
    return std::ranges::find(marks, key) != marks.end();
}

/// Of several headlines or bodies the main one: that with the role "main", else the first.
const json::object* main_of(const json::value* list) {
    const json::object* first = nullptr;
    if (list == nullptr || !list->is_array()) return nullptr;
    for (const json::value& value : list->get_array()) {
        const json::object* object = value.if_object();
        if (object == nullptr) continue;
        if (first == nullptr) first = object;
        if (json_text_of(*object, "role") == "main") return object;
    }
    return first;
}

void take_fact(ReadArticle& read, const NinjsField& row, const json::value& value) {
    if (row.field == headline && value.is_array()) {
        if (const json::object* headline_object = main_of(&value))
            take_value(read, row.field, json_text_of(*headline_object, "value"));
        return;
    }
    for (const std::string& text : json_texts(value)) take_value(read, row.field, text);
}

std::string first_text(const json::object& item, std::span<const std::string_view> keys) {
    for (const std::string_view key : keys) {
        if (std::string text = json_text_of(item, key); !text.empty()) return text;
    }
    return {};
}

/// HTML before plain text, of the bodies of ninjs 2 and 3.
std::string body_of(const json::object& item) {
    if (std::string body = first_text(item, body_keys); !body.empty()) return body;
    const json::value* bodies = json_member(item, "bodies");
    if (bodies == nullptr || !bodies->is_array()) return {};
    std::string best;
    bool best_is_html = false;
    for (const json::value& value : bodies->get_array()) {
        const json::object* body = value.if_object();
        if (body == nullptr) continue;
        const std::string type =
            json_text_of(*body, "contenttype") + json_text_of(*body, "contentType");
        const bool html = type.find("html") != std::string::npos;
        if (!best.empty() && (best_is_html || !html)) continue;
        best = json_text_of(*body, "value");
        best_is_html = html;
    }
    return best;
}

std::string description_of(const json::object& item) {
    if (std::string text = first_text(item, description_keys); !text.empty()) return text;
    const json::object* description = main_of(json_member(item, "descriptions"));
    return description == nullptr ? std::string() : json_text_of(*description, "value");
}

}  // namespace

bool is_ninjs(const json::object& object) {
    if (object.contains("eventDetails")) return true;
    const auto count = std::ranges::count_if(object, [](const auto& member) {
        return is_mark({member.key().data(), member.key().size()});
    });
    return count >= 3 && (object.contains("uri") || object.contains("guid"));
}

std::string take_ninjs(ReadArticle& read, const json::object& item) {
    std::string type = json_text_of(item, "type");
    if (item.contains("eventDetails")) type = "event";
    if (std::ranges::find(other_types, type) != other_types.end())
        return fmt::format("is of the type '{}', which is no article", type);
    for (const NinjsField& row : facts) {
        const json::value* value = json_member(item, row.key);
        if (value != nullptr && says_something(*value)) take_fact(read, row, *value);
    }
    for (const char* key : {"genre", "genres"}) {
        const json::value* genres = json_member(item, key);
        if (genres == nullptr) continue;
        for (const std::string& genre : json_texts(*genres)) take_genre(read, genre);
    }
    const std::string body = body_of(item);
    const std::string description = description_of(item);
    add_text(read, body.empty() ? description : body);
    if (!body.empty()) add_deck(read, description);
    return {};
}

}  // namespace broadsheet::indexer
