#include "indexer/readers/json_values.hpp"

#include <boost/json/serialize.hpp>
#include <utility>

namespace broadsheet::indexer {

namespace json = boost::json;

bool says_something(const json::value& value) {
    if (const auto* text = value.if_string()) return !text->empty();
    if (const auto* array = value.if_array()) return !array->empty();
    return !value.is_null();
}

std::string json_text(const json::value& value) {
    if (const auto* text = value.if_string()) return std::string(*text);
    if (value.is_number()) return json::serialize(value);
    if (const auto* object = value.if_object()) {
        for (const char* key : {"name", "value", "title", "literal"}) {
            const json::value* found = json_member(*object, key);
            if (found != nullptr && found->is_string()) return std::string(found->get_string());
        }
    }
    return {};
}

std::vector<std::string> json_texts(const json::value& value) {
    std::vector<std::string> out;
    if (const auto* array = value.if_array()) {
        for (const json::value& item : *array) {
            if (std::string text = json_text(item); !text.empty()) out.push_back(std::move(text));
        }
    } else if (std::string text = json_text(value); !text.empty()) {
        out.push_back(std::move(text));
    }
    return out;
}

const json::value* json_member(const json::object& object, std::string_view key) {
    return object.if_contains({key.data(), key.size()});
}

std::string json_text_of(const json::object& object, std::string_view key) {
    const json::value* value = json_member(object, key);
    return value == nullptr ? std::string() : json_text(*value);
}

}  // namespace broadsheet::indexer
