#include "indexer/readers/alto.hpp"

#include <fmt/format.h>

#include <utility>

#include "indexer/readers/path_facts.hpp"
#include "indexer/readers/typography.hpp"
#include "indexer/readers/xml_articles.hpp"
#include "indexer/readers/xml_fields.hpp"

namespace broadsheet::indexer {

namespace {

using archive::ParagraphKind;

/// The text of a block: words parted by spaces, lines too, but for a word that goes on.
class BlockText {
  public:
    void take_line(const XmlNode& line) {
        for (const XmlNode& part : line.children) {
            if (part.name == "String") take_word(part);
            if (part.name == "HYP") hyphen_ = true;
        }
    }

    std::string take() {
        if (hyphen_) text_ += '-';  // the block ends within a word
        hyphen_ = false;
        return std::exchange(text_, {});
    }

  private:
    void take_word(const XmlNode& word) {
        const std::string_view part = word.attribute("SUBS_TYPE");
        const std::string whole = one_line(word.attribute("SUBS_CONTENT"));
        const std::string content = one_line(word.attribute("CONTENT"));
        // The parts of a word that is parted know the whole of it; so it is told at the first.
        const bool known = !whole.empty() && (part == "HypPart1" || part == "HypPart2");
        if (known && part == "HypPart2" && whole == last_whole_) {
            hyphen_ = false;
            last_whole_.clear();
            return;
        }
        add(known ? whole : content);
        last_whole_ = known && part == "HypPart1" ? whole : "";
    }

    void add(const std::string& word) {
        if (!text_.empty() && !hyphen_) text_ += ' ';
        hyphen_ = false;
        text_ += word;
    }

    std::string text_;
    std::string last_whole_;
    bool hyphen_ = false;
};

/// Text blocks stand in print spaces, margins and blocks of blocks.
void take_blocks(const XmlNode& node, std::vector<archive::Paragraph>& paragraphs) {
    for (const XmlNode& child : node.children) {
        if (child.name != "TextBlock") {
            take_blocks(child, paragraphs);
            continue;
        }
        BlockText block;
        for (const XmlNode* line : child.find_all("TextLine")) block.take_line(*line);
        const std::string text = block.take();
        if (!text.empty()) paragraphs.push_back({ParagraphKind::paragraph, text});
    }
}

RecordResult page(const XmlRecord& record, const InputName& name) {
    RecordResult result;
    archive::Article& article = result.read.article;
    std::string number(record.node.attribute("PRINTED_IMG_NR"));
    if (number.empty()) number = record.node.attribute("PHYSICAL_IMG_NR");
    if (number.empty()) number = record.node.attribute("ID");
    archive::Section section{archive::SectionKind::body, 1, {}, {}};
    take_blocks(record.node, section.paragraphs);
    if (section.paragraphs.empty()) {
        result.left_out = "page without text";
        return result;
    }
    article.headline = fmt::format("Page {}", one_line(number));
    if (!name.relative.empty())
        article.id = id_of_parts(id_of_path(name.relative), {name.relative, number});
    take_value(result.read, MetadataField::language, record.node.attribute("LANG"));
    article.sections.push_back(std::move(section));
    return result;
}

}  // namespace

void read_alto(const InputName& name, InputStream& stream, const ReadOptions& options,
               ArticleSink& sink) {
    const auto is_page = [](const XmlNode& tag) { return tag.name == "Page"; };
    const auto read_page = [&](const XmlRecord& record) { return page(record, name); };
    read_xml_articles({"page", XmlStrictness::strict, is_page, read_page}, name, stream, options,
                      sink);
}

}  // namespace broadsheet::indexer
