#include "searchd/pages/article_data.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>
#include <utility>

#include "searchd/pages/human_date.hpp"
#include "searchd/pages/json_reading.hpp"
#include "searchd/pages/language_tags.hpp"
#include "searchd/pages/links.hpp"
#include "searchd/pages/page_text.hpp"
#include "searchd/pages/text_data.hpp"

namespace broadsheet::searchd::pages {

namespace {

Data paragraph_data(const json::object& paragraph, MatchTrail& trail) {
    Data data;
    data["number"] = Data(std::to_string(count_at(paragraph, "number")));
    data["parts"] = Data(trail.parts(array_at(paragraph, "parts")));
    return data;
}

Data block(const char* kind, Data content) {
    Data data;
    for (const char* known : {"bullets", "quote", "caption", "paragraph"}) {
        data[known] = Data(false);
    }
    data[kind] = std::move(content);
    return data;
}

Data bullet_list(const List& items) {
    Data list;
    list["items"] = Data(items);
    return block("bullets", std::move(list));
}

// Paragraphs as blocks: bullets that follow each other are one list.
List blocks(const json::array& paragraphs, MatchTrail& trail) {
    List out, bullets;
    const auto close_list = [&out, &bullets] {
        if (!bullets.empty()) out.push_back(bullet_list(bullets));
        bullets.clear();
    };
    for (const auto& value : paragraphs) {
        const json::object& paragraph = object_of(value);
        const auto kind = string_at(paragraph, "kind");
        Data data = paragraph_data(paragraph, trail);
        if (kind == "bullet") {
            bullets.push_back(std::move(data));
            continue;
        }
        close_list();
        const char* as = kind == "quote" ? "quote" : kind == "caption" ? "caption" : "paragraph";
        out.push_back(block(as, std::move(data)));
    }
    close_list();
    return out;
}

// A level is never skipped, whatever the section says: 2 follows the headline, 3 follows 2.
int heading_level(const json::object& section, int before) {
    const int wanted = static_cast<int>(std::min<std::int64_t>(count_at(section, "level"), 3)) + 1;
    return std::clamp(wanted, 2, std::min(before + 1, 4));
}

Data section_data(const json::object& section, MatchTrail& trail, int& level) {
    const List heading = trail.parts(array_at(section, "heading"));
    Data data;
    if (!heading.empty()) level = heading_level(section, level);
    data["h2"] = Data(!heading.empty() && level == 2);
    data["h3"] = Data(!heading.empty() && level == 3);
    data["h4"] = Data(!heading.empty() && level == 4);
    data["heading"] = text_block(heading);
    data["blocks"] = Data(blocks(array_at(section, "paragraphs"), trail));
    return data;
}

// What a run of sections of one kind is: the text itself, or something set off from it.
struct Portion {
    std::string_view kind, style, label;
};

Portion portion_of(const json::object& section) {
    constexpr std::array<Portion, 3> set_off = {
        {{"commentary", "commentary", "Commentary"},
         {"letters", "commentary", "Letters"},
         {"correction", "correction", "Correction"}}};
    for (const Portion& portion : set_off) {
        if (portion.kind == string_at(section, "kind")) return portion;
    }
    return {"body", "body", ""};
}

// A commentary part whose first section is just the word that opens it needs no title of ours.
bool has_own_title(const json::object& section) {
    return !array_at(section, "heading").empty() && array_at(section, "paragraphs").empty();
}

Data portion_data(const Portion& portion, const json::object& first, const List& sections) {
    Data data;
    data["portion"] = Data(std::string(portion.style));
    set_text(data, "portion_label", std::string(portion.label));
    set_text(data, "portion_title", has_own_title(first) ? "" : std::string(portion.label));
    data["sections"] = Data(sections);
    return data;
}

Data particular(const std::string& name, const std::string& href) {
    Data data;
    data["name"] = Data(name);
    set_text(data, "href", href);
    return data;
}

// The rows of "About this article": each a term with one or more values, linked where a search for
// the value makes sense.
class Particulars {
  public:
    void add(const char* term, const std::string& name, const std::string& href = "") {
        if (!name.empty()) add_row(term, {particular(name, href)});
    }

    void add_each(const char* term, const char* field, const json::array& values) {
        List details;
        for (const auto& value : values) {
            const std::string name = clean(string_of(value));
            if (!name.empty()) details.push_back(particular(name, field_query_url(field, name)));
        }
        if (!details.empty()) add_row(term, details);
    }

    const List& rows() const { return rows_; }

  private:
    void add_row(const char* term, const List& details) {
        Data row;
        row["term"] = Data(term);
        row["details"] = Data(details);
        rows_.push_back(std::move(row));
    }

    List rows_;
};

}  // namespace

std::string article_title(const json::object& article) {
    std::string title = shorten(plain_text(array_at(article, "headline")), 100);
    if (title.empty()) title = "Untitled";
    const std::string source = clean_at(article, "source");
    const std::string date = human_date(string_at(article, "date")).text;
    if (!source.empty()) title += " · " + source;
    if (!date.empty()) title += ", " + date;
    return title + " – Broadsheet";
}

void set_head(Data& page, const json::object& article) {
    const HumanDate date = human_date(string_at(article, "date"));
    const std::string url = safe_external_url(string_at(article, "url"));
    const std::string host = host_of(url);
    set_language(page, string_at(article, "language"));
    for (const char* member : {"source", "desk", "byline", "dateline"}) {
        set_text(page, member, clean_at(article, member));
    }
    set_text(page, "date", date.text);
    set_text(page, "machine_date", date.machine);
    set_text(page, "original_url", url);
    page["original_name"] = Data(host.empty() ? "at the source" : host);
}

void set_key_phrases(Data& page, const json::object& article) {
    List phrases;
    for (const auto& value : array_at(article, "phrases")) {
        const std::string name = clean(string_of(value));
        if (name.empty()) continue;
        const std::string query = field_query_url("phrase", name);  // none where the phrase has a "
        phrases.push_back(particular(name, query.empty() ? url_of_filter("phrase", name) : query));
    }
    set_list(page, "key_phrases", phrases);
}

void set_sections(Data& page, const json::object& article, MatchTrail& trail) {
    List decks, portions, sections;
    Portion open = portion_of({});
    const json::object* first = nullptr;
    int level = 1;
    const auto close_portion = [&] {
        if (first != nullptr) portions.push_back(portion_data(open, *first, sections));
        sections.clear();
        first = nullptr;
    };
    for (const auto& value : array_at(article, "sections")) {
        const json::object& section = object_of(value);
        if (string_at(section, "kind") == "deck") {
            int deck_level = 1;
            decks.push_back(section_data(section, trail, deck_level));
            continue;
        }
        const Portion portion = portion_of(section);
        if (portion.kind != open.kind) close_portion();
        if (first == nullptr) first = &section;
        open = portion;
        sections.push_back(section_data(section, trail, level));
    }
    close_portion();
    page["deck"] = Data(decks);
    page["portions"] = Data(portions);
}

void set_matches(Data& page, const MatchTrail& trail) {
    page["has_matches"] = Data(trail.size() > 0);
    page["matches"] = Data(grouped(static_cast<std::int64_t>(trail.size())));
    if (trail.size() == 0) return;
    page["match_text"] = Data(counted(static_cast<std::int64_t>(trail.size()), "match", "matches"));
    page["first_match"] = Data(std::to_string(trail.first()));
    page["last_match"] = Data(std::to_string(trail.last()));
}

List particulars_of(const json::object& article) {
    const std::int64_t words = count_at(article, "words");
    const HumanDate date = human_date(string_at(article, "date"));
    const auto all_of = [&article](const char* parameter) {
        return url_of_filter(parameter, std::string(string_at(article, parameter)));
    };
    Particulars out;
    out.add("Source", clean_at(article, "source"), all_of("source"));
    out.add("Published", date.text + date.time);
    out.add("Byline", clean_at(article, "byline"));
    out.add("Dateline", clean_at(article, "dateline"));
    out.add("Desk", clean_at(article, "desk"), all_of("desk"));
    out.add_each("Places", "place", array_at(article, "places"));
    out.add_each("Topics", "topic", array_at(article, "topics"));
    out.add("Language", language_name(string_at(article, "language")));
    out.add("Length", words > 0 ? counted(words, "word", "words") : "");
    out.add("Identifier", clean_at(article, "id"));
    return out.rows();
}

}  // namespace broadsheet::searchd::pages
