#include "searchd/pages/text_data.hpp"

#include "searchd/pages/json_reading.hpp"
#include "searchd/pages/language_tags.hpp"
#include "searchd/pages/page_text.hpp"

namespace broadsheet::searchd::pages {

List parts_of(const json::array& parts) {
    List out;
    for (const auto& value : parts) {
        const json::object& part = object_of(value);
        Data data;
        data["text"] = Data(clean_at(part, "text"));
        data["hit"] = Data(flag_at(part, "hit"));
        out.push_back(std::move(data));
    }
    return out;
}

Data text_block(const List& parts) {
    if (parts.empty()) return Data(false);
    Data block;
    block["parts"] = Data(parts);
    return block;
}

std::string plain_text(const json::array& parts) {
    std::string out;
    for (const auto& part : parts) out += clean_at(object_of(part), "text");
    return out;
}

void set_language(Data& data, std::string_view language) {
    const std::string tag = language_tag(language);
    set_text(data, "lang", tag);
    data["dir"] = Data(direction(tag));
}

}  // namespace broadsheet::searchd::pages
