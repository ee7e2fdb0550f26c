#include "searchd/pages/diagnostic_data.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "searchd/pages/json_reading.hpp"
#include "searchd/pages/page_text.hpp"

namespace broadsheet::searchd::pages {

namespace {

struct Place {
    std::size_t begin, end;  // in bytes, on character boundaries
};

bool continues_character(const std::string& text, std::size_t at) {
    return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;
}

// The place that a diagnostic names, within the input and never inside a character.
Place place_of(const std::string& input, const json::object& diagnostic) {
    const auto bounded = [&input](std::int64_t at) {
        return std::min(static_cast<std::size_t>(at), input.size());
    };
    const std::int64_t offset = count_at(diagnostic, "offset");
    Place place{bounded(offset), bounded(offset + count_at(diagnostic, "length"))};
    while (place.begin > 0 && continues_character(input, place.begin)) --place.begin;
    while (continues_character(input, place.end)) ++place.end;
    return place;
}

Data echo_piece(const std::string& text, bool fault, const std::string& label) {
    Data data;
    data["text"] = Data(clean(text));
    data["fault"] = Data(fault);
    data["gap"] = Data(fault && text.empty());
    set_text(data, "label", label);
    return data;
}

// The input in pieces, faulty ones told from sound ones, each fault with the numbers of its errors
// where there are several. Faults that overlap become one piece; one of no length (something is
// missing here) becomes an empty piece.
List echo_of(const std::string& input, std::vector<std::pair<Place, std::string>> faults) {
    std::stable_sort(faults.begin(), faults.end(), [](const auto& left, const auto& right) {
        return left.first.begin < right.first.begin;
    });
    List pieces;
    std::size_t at = 0;
    for (std::size_t i = 0; i < faults.size();) {
        Place place = faults[i].first;
        std::string label = faults[i].second;
        for (++i; i < faults.size(); ++i) {
            const Place& next = faults[i].first;
            const bool joins = next.begin < place.end || next.begin == place.begin;
            if (!joins) break;
            place.end = std::max(place.end, next.end);
            if (!faults[i].second.empty()) label += ", " + faults[i].second;
        }
        if (place.begin > at) {
            pieces.push_back(echo_piece(input.substr(at, place.begin - at), false, ""));
        }
        const std::string fault = input.substr(place.begin, place.end - place.begin);
        pieces.push_back(echo_piece(fault, true, label));
        at = place.end;
    }
    if (at < input.size()) pieces.push_back(echo_piece(input.substr(at), false, ""));
    return pieces;
}

}  // namespace

void set_notices(Data& page, const json::object& query, const SearchState& state) {
    const std::string input(string_at(query, "input"));
    List notices;
    for (const auto& value : array_at(query, "notices")) {
        const json::object& notice = object_of(value);
        const Place place = place_of(input, notice);
        const std::string words = clean(input.substr(place.begin, place.end - place.begin));
        Data data;
        // Not where it is the whole query, or where the message names it anyway.
        const bool plain = words.size() >= clean(input).size() ||
                           clean_at(notice, "message").find(words) != std::string::npos;
        set_text(data, "place", plain ? "" : shorten(words, 60));
        data["message"] = Data(sentence(clean_at(notice, "message")));
        set_text(data, "hint", sentence(clean_at(notice, "hint")));
        const std::string offer(string_at(notice, "offer"));
        set_text(data, "offer", clean(offer));
        set_text(data, "offer_url", offer.empty() ? "" : url_with_query(state, offer));
        notices.push_back(std::move(data));
    }
    set_list(page, "notices", notices);
}

void set_faults(Data& page, const std::string& input, const json::array& errors) {
    std::vector<std::pair<Place, std::string>> places;
    List faults;
    for (const auto& value : errors) {
        const json::object& error = object_of(value);
        const std::string number = errors.size() > 1 ? std::to_string(places.size() + 1) : "";
        places.emplace_back(place_of(input, error), number);
        Data data;
        data["message"] = Data(sentence(clean_at(error, "message")));
        set_text(data, "hint", sentence(clean_at(error, "hint")));
        faults.push_back(std::move(data));
    }
    set_list(page, "faults", faults);
    page["one_fault"] = Data(faults.size() == 1);
    page["query_invalid"] = Data(!faults.empty());
    set_list(page, "echo", input.empty() ? List() : echo_of(input, std::move(places)));
}

}  // namespace broadsheet::searchd::pages
