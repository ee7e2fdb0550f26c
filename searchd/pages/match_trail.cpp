#include "searchd/pages/match_trail.hpp"

#include <string>

#include "searchd/pages/json_reading.hpp"
#include "searchd/pages/page_text.hpp"

namespace broadsheet::searchd::pages {

MatchTrail::MatchTrail(const json::object& article) {
    visit(array_at(article, "headline"));
    for (const auto& value : array_at(article, "sections")) {
        const json::object& section = object_of(value);
        visit(array_at(section, "heading"));
        for (const auto& paragraph : array_at(section, "paragraphs")) {
            visit(array_at(object_of(paragraph), "parts"));
        }
    }
}

List MatchTrail::parts(const json::array& from) {
    List out;
    for (const auto& value : from) {
        const json::object& part = object_of(value);
        const std::int64_t number = flag_at(part, "hit") ? count_at(part, "match") : 0;
        Data data;
        data["text"] = Data(clean_at(part, "text"));
        data["hit"] = Data(flag_at(part, "hit"));
        set_text(data, "match", number > 0 ? std::to_string(number) : "");
        const bool first = number > 0 && placed_.insert(number).second;
        data["first"] = Data(first);
        if (first) set_neighbours(data, number);
        out.push_back(std::move(data));
    }
    return out;
}

void MatchTrail::visit(const json::array& parts) {
    for (const auto& value : parts) {
        const json::object& part = object_of(value);
        const std::int64_t number = flag_at(part, "hit") ? count_at(part, "match") : 0;
        if (number > 0 && order_.emplace(number, numbers_.size()).second) {
            numbers_.push_back(number);
        }
    }
}

void MatchTrail::set_neighbours(Data& data, std::int64_t number) const {
    const std::size_t at = order_.at(number);
    const std::size_t count = numbers_.size();
    data["position"] = Data(std::to_string(at + 1));
    data["previous"] = Data(std::to_string(numbers_[(at + count - 1) % count]));
    data["next"] = Data(std::to_string(numbers_[(at + 1) % count]));
}

}  // namespace broadsheet::searchd::pages
