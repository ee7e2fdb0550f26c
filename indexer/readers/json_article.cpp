#include "indexer/readers/json_article.hpp"

#include <fmt/format.h>

#include <array>
#include <boost/json/value.hpp>
#include <optional>

#include "indexer/readers/html_fragment.hpp"
#include "indexer/readers/json_values.hpp"
#include "indexer/readers/metadata.hpp"
#include "indexer/readers/ninjs.hpp"
#include "indexer/readers/text_blocks.hpp"
#include "indexer/readers/typography.hpp"
#include "indexer/sectioner.hpp"

namespace broadsheet::indexer {

namespace json = boost::json;

namespace {

using archive::Article;
using archive::Paragraph;
using archive::ParagraphKind;
using archive::Section;
using archive::SectionKind;

std::string_view view(const json::string& text) {
    return {text.data(), text.size()};
}

std::string joined(const std::vector<std::string>& texts) {
    std::string out;
    for (const std::string& text : texts) {
        if (!out.empty()) out += ", ";
        out += text;
    }
    return out;
}

/// For each field the value that counts: of the names that say something, the first of the table.
class FieldValues {
  public:
    FieldValues(const json::object& object, const FieldMap& map) {
        for (const auto& [key, value] : object) {
            const std::string_view given{key.data(), key.size()};
            if (!says_something(value)) continue;
            const auto mapped = field_mapped(map, given);
            if (mapped) slot(*mapped) = {nullptr, &value};
            const MetadataName* name = mapped ? nullptr : find_metadata_name(given);
            if (name == nullptr) continue;
            Slot& known = slot(name->field);
            const bool free = known.value == nullptr;
            if (free || (known.name != nullptr && name < known.name)) known = {name, &value};
        }
    }

    const json::value* operator[](MetadataField field) const {
        return slots_[static_cast<std::size_t>(field)].value;
    }

  private:
    struct Slot {
        const MetadataName* name = nullptr;  ///< of a value by --map, none
        const json::value* value = nullptr;
    };
    Slot& slot(MetadataField field) { return slots_[static_cast<std::size_t>(field)]; }

    std::array<Slot, metadata_field_count> slots_;
};

/// Blocks of a text, or of an array of paragraphs, which stand apart.
std::vector<TextBlock> blocks_of(const json::value& value) {
    if (const auto* text = value.if_string()) return split_blocks(view(*text));
    std::vector<TextBlock> out;
    for (const std::string& text : json_texts(value)) {
        auto blocks = split_blocks(text);
        if (!blocks.empty()) blocks.front().blank_before = true;
        for (TextBlock& block : blocks) out.push_back(std::move(block));
    }
    return out;
}

template <typename Kind, typename Name>
std::optional<Kind> kind_named(const json::object& object, std::initializer_list<Kind> kinds,
                               Name name_of) {
    const auto* given = object.if_contains("kind");
    if (given == nullptr || !given->is_string()) return std::nullopt;
    for (const Kind kind : kinds) {
        if (name_of(kind) == view(given->get_string())) return kind;
    }
    return std::nullopt;
}

/// One line, as Paragraph wants it; what an archive exported comes back as it was.
std::string clean_line(std::string_view text) {
    std::string out(trim(text));
    for (char& c : out) {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
    }
    return out;
}

Paragraph paragraph_from(const json::value& value) {
    Paragraph paragraph;
    if (const auto* object = value.if_object()) {
        paragraph.kind = kind_named(*object,
                                    {ParagraphKind::paragraph, ParagraphKind::bullet,
                                     ParagraphKind::quote, ParagraphKind::caption},
                                    archive::paragraph_kind_name)
                             .value_or(ParagraphKind::paragraph);
        if (const auto* text = object->if_contains("text"))
            paragraph.text = clean_line(json_text(*text));
        if (const auto* language = object->if_contains("language"))
            paragraph.language = read_language_tag(json_text(*language)).value_or("");
    } else {
        paragraph.text = clean_line(json_text(value));
    }
    return paragraph;
}

Section section_from(const json::object& object) {
    using enum SectionKind;
    Section section;
    section.kind = kind_named(object, {deck, body, commentary, correction, letters, live},
                              archive::section_kind_name)
                       .value_or(body);
    const auto* level = object.if_contains("level");
    section.level = level != nullptr && level->is_int64() && level->get_int64() >= 2 ? 2 : 1;
    if (const auto* heading = object.if_contains("heading"))
        section.heading = clean_line(json_text(*heading));
    const auto* paragraphs = object.if_contains("paragraphs");
    if (paragraphs == nullptr || !paragraphs->is_array()) return section;
    for (const json::value& value : paragraphs->get_array()) {
        Paragraph paragraph = paragraph_from(value);
        if (!paragraph.text.empty()) section.paragraphs.push_back(std::move(paragraph));
    }
    return section;
}

void take_given_sections(Article& article, const json::array& sections) {
    for (const json::value& value : sections) {
        if (!value.is_object()) continue;
        Section section = section_from(value.get_object());
        if (!section.heading.empty() || !section.paragraphs.empty()) {
            article.sections.push_back(std::move(section));
        }
    }
}

void take_text(ReadArticle& read, const FieldValues& values) {
    Article& article = read.article;
    if (const auto* deck = values[MetadataField::deck]) {
        Section section = make_deck(blocks_of(*deck));
        // An array is a list of points, whether or not it has bullets.
        for (Paragraph& paragraph : section.paragraphs) {
            if (deck->is_array() && section.paragraphs.size() > 1)
                paragraph.kind = ParagraphKind::bullet;
        }
        if (!section.paragraphs.empty()) article.sections.push_back(std::move(section));
    }
    const auto* text = values[MetadataField::text];
    const auto* html = text == nullptr ? nullptr : text->if_string();
    if (html != nullptr && is_html(view(*html))) {
        if (std::string problem = append_html(read.article, view(*html)); !problem.empty())
            read.problems.push_back(std::move(problem));
    } else if (text != nullptr) {
        const SectionerContext context{article.headline, false,
                                       kind_of_article(article.headline, article.desk)};
        for (Section& section : make_sections(blocks_of(*text), context)) {
            article.sections.push_back(std::move(section));
        }
    }
    if (article.dateline.empty()) article.dateline = find_dateline(article.sections);
}

}  // namespace

std::string take_json_article(ReadArticle& read, const json::object& object,
                              const ReadOptions& options) {
    if (is_ninjs(object) && options.fields.empty()) return take_ninjs(read, object);
    if (object.contains("$schema") && object.contains("properties"))
        return "is a JSON Schema, which is no article";
    const FieldValues values(object, options.fields);
    for (std::size_t i = 0; i < metadata_field_count; ++i) {
        const auto field = static_cast<MetadataField>(i);
        const json::value* value = values[field];
        if (value == nullptr || field >= MetadataField::deck) continue;
        const bool list = field == MetadataField::places || field == MetadataField::topics;
        if (list && value->is_array()) {
            auto& items =
                field == MetadataField::places ? read.article.places : read.article.topics;
            for (const std::string& text : json_texts(*value)) {
                if (std::string item = clean_line(text); !item.empty())
                    items.push_back(std::move(item));
            }
            continue;
        }
        std::string text = joined(json_texts(*value));
        if (field == MetadataField::headline && is_html(text)) text = html_line(text);
        if (auto problem = set_metadata(read.article, field, text))
            read.problems.push_back(std::move(*problem));
    }
    const auto* sections = values[MetadataField::sections];
    if (sections != nullptr && sections->is_array()) {
        take_given_sections(read.article, sections->get_array());
    } else {
        take_text(read, values);
    }
    return {};
}

bool has_article_text(const json::object& object) {
    const FieldValues values(object, {});
    return values[MetadataField::text] != nullptr || values[MetadataField::sections] != nullptr;
}

}  // namespace broadsheet::indexer
