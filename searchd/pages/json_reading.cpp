#include "searchd/pages/json_reading.hpp"

namespace broadsheet::searchd::pages {

const json::object& object_at(const json::object& from, std::string_view key) {
    static const json::object none;
    const json::value* value = from.if_contains(key);
    return value != nullptr && value->is_object() ? value->get_object() : none;
}

const json::array& array_at(const json::object& from, std::string_view key) {
    static const json::array none;
    const json::value* value = from.if_contains(key);
    return value != nullptr && value->is_array() ? value->get_array() : none;
}

std::string_view string_of(const json::value& value) {
    return value.is_string() ? std::string_view(value.get_string()) : std::string_view();
}

std::string_view string_at(const json::object& from, std::string_view key) {
    const json::value* value = from.if_contains(key);
    return value != nullptr ? string_of(*value) : std::string_view();
}

double number_at(const json::object& from, std::string_view key) {
    const json::value* value = from.if_contains(key);
    if (value == nullptr) return 0;
    if (value->is_int64()) return static_cast<double>(value->get_int64());
    if (value->is_uint64()) return static_cast<double>(value->get_uint64());
    return value->is_double() ? value->get_double() : 0;
}

std::int64_t count_at(const json::object& from, std::string_view key) {
    const double number = number_at(from, key);
    return number > 0 && number < 9e15 ? static_cast<std::int64_t>(number) : 0;
}

bool has_number(const json::object& from, std::string_view key) {
    const json::value* value = from.if_contains(key);
    return value != nullptr && value->is_number();
}

bool flag_at(const json::object& from, std::string_view key) {
    const json::value* value = from.if_contains(key);
    return value != nullptr && value->is_bool() && value->get_bool();
}

const json::object& object_of(const json::value& value) {
    static const json::object none;
    return value.is_object() ? value.get_object() : none;
}

}  // namespace broadsheet::searchd::pages
