#include "archive/field_table.hpp"

#include <catch2/catch.hpp>
#include <set>
#include <string>
#include <vector>

using namespace broadsheet::archive;

TEST_CASE("every name and alias of a field is unique and leads to it, in any case") {
    std::set<std::string_view> names;
    for (const Field& field : fields()) {
        CHECK(names.insert(field.name).second);
        CHECK(find_field(field.name) == &field);
        for (const auto alias : field.aliases) {
            INFO(alias);
            CHECK(names.insert(alias).second);
            CHECK(find_field(alias) == &field);
        }
        CHECK_FALSE(field.help.empty());
    }
    CHECK(find_field("HeadLine") == find_field("hd"));
    CHECK(find_field("headlines") == nullptr);
    CHECK(find_field("") == nullptr);
}

TEST_CASE("every field and alias of the query language is there") {
    const std::vector<std::pair<std::string, std::vector<std::string>>> rows = {
        {"headline", {"hd", "title"}}, {"deck", {}}, {"lead", {"lp"}}, {"hlead", {"hlp"}},
        {"byline", {"by", "author"}}, {"dateline", {}}, {"heading", {}}, {"body", {"td"}},
        {"caption", {"art"}}, {"quote", {}}, {"commentary", {}}, {"correction", {"cx"}},
        {"desk", {"section", "se"}}, {"source", {"sn"}}, {"lang", {"la"}}, {"place", {}},
        {"topic", {}}, {"phrase", {"keyphrase", "kp"}}, {"date", {}}, {"wc", {"length"}}, {"id", {}}};
    for (const auto& [name, aliases] : rows) {
        INFO(name);
        const Field* field = find_field(name);
        REQUIRE(field != nullptr);
        CHECK(field->name == name);
        for (const auto& alias : aliases) CHECK(find_field(alias) == field);
    }
    CHECK(fields().size() == rows.size());
}

TEST_CASE("every zone is in a field, and what a field needs is set") {
    ZoneSet all = 0;
    std::set<std::string_view> prefixes;
    for (const Field& field : fields()) {
        INFO(field.name);
        all = static_cast<ZoneSet>(all | field.zones);
        CHECK((field.kind == FieldKind::zones) == (field.zones != 0));
        if (field.kind == FieldKind::filter) CHECK_FALSE(field.term_prefix.empty());
        if (field.kind == FieldKind::number) CHECK(field.slot.has_value());
        if (!field.term_prefix.empty()) CHECK(prefixes.insert(field.term_prefix).second);
        if (!field.word_prefix.empty()) CHECK(prefixes.insert(field.word_prefix).second);
    }
    CHECK(all == (1 << zone_count) - 1);
}

TEST_CASE("an unknown name leads to the nearest ones") {
    const auto nearest = [](std::string_view name) {
        const auto names = nearest_field_names(name);
        return names.empty() ? std::string() : std::string(names.front());
    };
    CHECK(nearest("headlin") == "headline");
    CHECK(nearest("Headlines") == "headline");
    CHECK(nearest("sorce") == "source");
    CHECK(nearest("langauge") == "lang");  // language, an alias
    CHECK(nearest("autor") == "byline");
    CHECK(nearest("dates") == "date");
    CHECK(nearest("zebra").empty());
}
