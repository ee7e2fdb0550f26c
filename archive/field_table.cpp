#include "archive/field_table.hpp"

#include <algorithm>

#include "archive/terms.hpp"
#include "text/folding.hpp"

namespace broadsheet::archive {

namespace {

constexpr ZoneSet head_and_lead =
    zone_bit(Zone::headline) | zone_bit(Zone::deck) | zone_bit(Zone::lead);

const std::vector<Field>& table() {
    using enum FieldKind;
    static const std::vector<Field> fields = {
        {"headline", {"hd", "title", "ti"}, zones, zone_bit(Zone::headline), headline_prefix, {}, {},
         "words of the headline"},
        {"deck", {}, zones, zone_bit(Zone::deck), {}, {}, {}, "standfirst or bullet summary"},
        {"lead", {"lp"}, zones, zone_bit(Zone::lead), {}, {}, {},
         "the first two paragraphs"},
        {"hlead", {"hlp"}, zones, head_and_lead, {}, {}, {}, "headline, deck or lead"},
        {"byline", {"by", "author", "au"}, zones, zone_bit(Zone::byline), byline_prefix, {}, {},
         "who wrote it"},
        {"dateline", {}, zones, zone_bit(Zone::dateline), {}, {}, {}, "where it was filed"},
        {"heading", {}, zones, zone_bit(Zone::heading), {}, {}, {}, "headings of sections"},
        {"body", {"td"}, zones, zone_bit(Zone::body), {}, {}, {}, "the report itself"},
        {"caption", {"art"}, zones, zone_bit(Zone::caption), {}, {}, {}, "captions"},
        {"quote", {}, zones, zone_bit(Zone::quote), {}, {}, {}, "quoted speech"},
        {"commentary", {}, zones, zone_bit(Zone::commentary), {}, {}, {},
         "opinion, analysis, editorial"},
        {"correction", {"cx"}, zones, zone_bit(Zone::correction), {}, {}, {}, "corrections"},
        {"desk", {"section", "se"}, filter, 0, {}, "XSE:", slot_desk, "desk or section of the paper"},
        {"source", {"sn", "pub"}, filter, 0, {}, "XSN:", slot_source, "publication or agency"},
        {"lang", {"la", "language"}, filter, 0, {}, "L", slot_language, "language: en, ar, …"},
        {"place", {}, filter, 0, {}, "XPL:", {}, "place named in the article's metadata"},
        {"topic", {}, filter, 0, {}, "K", {}, "topic named in the article's metadata"},
        {"phrase", {"keyphrase", "kp"}, filter, 0, {}, phrase_prefix, {},
         "name or term that the article is about"},
        {"date", {}, date, 0, {}, {}, slot_date, "publication date: 2025, 2025-07, 2025-07-09"},
        {"wc", {"length"}, number, 0, {}, {}, slot_words, "length in words"},
        {"id", {}, id, 0, {}, "Q", {}, "the article with this id"},
    };
    return fields;
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, substituted});
        }
    }
    return row.back();
}

constexpr std::size_t nearest_edits = 2;

}  // namespace

std::span<const Field> fields() { return table(); }

const Field* find_field(std::string_view name) {
    const std::string folded = text::fold(name);
    for (const Field& field : table()) {
        if (field.name == folded || std::ranges::find(field.aliases, folded) != field.aliases.end()) {
            return &field;
        }
    }
    return nullptr;
}

std::vector<std::string_view> nearest_field_names(std::string_view name) {
    const std::string folded = text::fold(name);
    std::vector<std::pair<std::size_t, std::string_view>> near;
    for (const Field& field : table()) {
        std::size_t distance = edit_distance(folded, field.name);
        for (const auto alias : field.aliases) {
            // A two-letter alias is within two edits of everything.
            if (alias.size() > nearest_edits) {
                distance = std::min(distance, edit_distance(folded, alias));
            }
        }
        if (distance <= nearest_edits) near.emplace_back(distance, field.name);
    }
    std::ranges::stable_sort(near, {}, &std::pair<std::size_t, std::string_view>::first);
    std::vector<std::string_view> names;
    for (const auto& [distance, field_name] : near) names.push_back(field_name);
    return names;
}

}  // namespace broadsheet::archive
