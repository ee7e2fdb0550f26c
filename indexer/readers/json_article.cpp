#include "indexer/readers/json_article.hpp"

#include <fmt/format.h>

#include <array>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <optional>

#include "indexer/readers/metadata.hpp"
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

bool says_nothing(const json::value& value) {
    if (const auto* text = value.if_string()) return text->empty();
    if (const auto* array = value.if_array()) return array->empty();
    return value.is_null();
}

/// A value as text: strings, numbers, objects by their name; nothing else.
std::string text_of(const json::value& value) {
    if (const auto* text = value.if_string()) return std::string(view(*text));
    if (value.is_number()) return json::serialize(value);
    if (const auto* object = value.if_object()) {
        if (const auto* name = object->if_contains("name"); name && name->is_string()) {
            return std::string(view(name->get_string()));
        }
    }
    return {};
}

/// Texts of an array, or the one text of any other value.
std::vector<std::string> texts_of(const json::value& value) {
    std::vector<std::string> out;
    if (const auto* array = value.if_array()) {
        for (const json::value& item : *array) {
            if (std::string text = text_of(item); !text.empty()) out.push_back(std::move(text));
        }
    } else if (std::string text = text_of(value); !text.empty()) {
        out.push_back(std::move(text));
    }
    return out;
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
    explicit FieldValues(const json::object& object) {
        for (const auto& [key, value] : object) {
            const MetadataName* name = find_metadata_name({key.data(), key.size()});
            if (name == nullptr || says_nothing(value)) continue;
            Slot& slot = slots_[static_cast<std::size_t>(name->field)];
            if (slot.name == nullptr || name < slot.name) slot = {name, &value};
        }
    }

    const json::value* operator[](MetadataField field) const {
        return slots_[static_cast<std::size_t>(field)].value;
    }

  private:
    struct Slot {
        const MetadataName* name = nullptr;
        const json::value* value = nullptr;
    };
    std::array<Slot, metadata_field_count> slots_;
};

/// Blocks of a text, or of an array of paragraphs, which stand apart.
std::vector<TextBlock> blocks_of(const json::value& value) {
    if (const auto* text = value.if_string()) return split_blocks(view(*text));
    std::vector<TextBlock> out;
    for (const std::string& text : texts_of(value)) {
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

/// One line, as Paragraph wants it.
std::string one_line(std::string_view text) {
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
            paragraph.text = one_line(text_of(*text));
        if (const auto* language = object->if_contains("language"))
            paragraph.language = read_language_tag(text_of(*language)).value_or("");
    } else {
        paragraph.text = one_line(text_of(value));
    }
    return paragraph;
}

Section section_from(const json::object& object) {
    using enum SectionKind;
    Section section;
    section.kind =
        kind_named(object, {deck, body, commentary, correction}, archive::section_kind_name)
            .value_or(body);
    const auto* level = object.if_contains("level");
    section.level = level != nullptr && level->is_int64() && level->get_int64() >= 2 ? 2 : 1;
    if (const auto* heading = object.if_contains("heading"))
        section.heading = one_line(text_of(*heading));
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

void take_text(Article& article, const FieldValues& values) {
    if (const auto* deck = values[MetadataField::deck]) {
        Section section = make_deck(blocks_of(*deck));
        // An array is a list of points, whether or not it has bullets.
        for (Paragraph& paragraph : section.paragraphs) {
            if (deck->is_array() && section.paragraphs.size() > 1)
                paragraph.kind = ParagraphKind::bullet;
        }
        if (!section.paragraphs.empty()) article.sections.push_back(std::move(section));
    }
    if (const auto* text = values[MetadataField::text]) {
        const SectionerContext context{article.headline, false,
                                       kind_of_article(article.headline, article.desk)};
        for (Section& section : make_sections(blocks_of(*text), context)) {
            article.sections.push_back(std::move(section));
        }
    }
    if (article.dateline.empty()) article.dateline = find_dateline(article.sections);
}

}  // namespace

ReadArticle article_from_json(const json::object& object) {
    ReadArticle out;
    const FieldValues values(object);
    for (std::size_t i = 0; i < metadata_field_count; ++i) {
        const auto field = static_cast<MetadataField>(i);
        const json::value* value = values[field];
        if (value == nullptr || field >= MetadataField::deck) continue;
        const bool list = field == MetadataField::places || field == MetadataField::topics;
        if (list && value->is_array()) {
            auto& items = field == MetadataField::places ? out.article.places : out.article.topics;
            for (const std::string& text : texts_of(*value)) {
                if (std::string item = one_line(text); !item.empty())
                    items.push_back(std::move(item));
            }
        } else if (auto problem = set_metadata(out.article, field, joined(texts_of(*value)))) {
            out.problems.push_back(std::move(*problem));
        }
    }
    const auto* sections = values[MetadataField::sections];
    if (sections != nullptr && sections->is_array()) {
        take_given_sections(out.article, sections->get_array());
    } else {
        take_text(out.article, values);
    }
    return out;
}

}  // namespace broadsheet::indexer
