#include "indexer/readers/newsml_g2.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "indexer/readers/article_parts.hpp"
#include "indexer/readers/nitf.hpp"
#include "indexer/readers/xml_articles.hpp"
#include "indexer/readers/xml_fields.hpp"

namespace broadsheet::indexer {

namespace {

using enum MetadataField;

// By the NewsML-G2 specification, 2.34. `status` and `headline` have rules of their own below.
constexpr std::array facts = {
    XmlField{"", "guid", id},
    XmlField{"", "version", version},
    XmlField{"itemMeta/versionCreated", "", date},
    XmlField{"contentMeta/contentCreated", "", date},
    XmlField{"itemMeta/firstCreated", "", date},
    XmlField{"itemMeta/pubStatus", "qcode", status},
    XmlField{"itemMeta/embargoed", "", embargo},
    XmlField{"contentMeta/by", "", byline},
    XmlField{"contentMeta/dateline", "", dateline},
    XmlField{"itemMeta/provider/name", "", source},
    XmlField{"contentMeta/infoSource/name", "", source},
    XmlField{"contentMeta/infoSource", "literal", source},
    XmlField{"itemMeta/provider", "literal", source},
    XmlField{"contentMeta/creditline", "", source},
    XmlField{"rightsInfo/copyrightHolder/name", "", source},
    XmlField{"rightsInfo/copyrightHolder", "literal", source},
    XmlField{"contentMeta/language", "tag", language},
    XmlField{"", "xml:lang", language},
    XmlField{"contentMeta/located/name", "", places},
    XmlField{"contentMeta/located", "literal", places},
    XmlField{"contentMeta/keyword", "", topics},
};

/// An item of G2 that is no news item, and what to call it.
struct OtherItem {
    std::string_view element, what;
};
constexpr std::array other_items = {
    OtherItem{"packageItem", "package"},          OtherItem{"conceptItem", "concept item"},
    OtherItem{"knowledgeItem", "knowledge item"}, OtherItem{"planningItem", "planning item"},
    OtherItem{"catalogItem", "catalogue item"},
};

// Elements of XHTML that repeat what the metadata say: head and header.
constexpr std::array xhtml = {ElementName{"head", ""}, ElementName{"header", ""}};

constexpr std::array<std::string_view, 10> text_elements = {
    "p", "div", "section", "article", "h1", "h2", "h3", "ul", "ol", "blockquote"};

const OtherItem* find_other(std::string_view element) {
    const auto found = std::ranges::find(other_items, element, &OtherItem::element);
    return found == other_items.end() ? nullptr : &*found;
}

/// "ninat:picture" is a picture.
std::string_view code_of(std::string_view qcode) {
    return qcode.substr(qcode.rfind(':') + 1);
}

bool is_text_element(const XmlNode& node) {
    return std::ranges::find(text_elements, node.name) != text_elements.end();
}

/// Takes one piece of content; the answer is empty, or says what it is instead of text.
std::string take_inline_xml(ReadArticle& read, const XmlNode& content) {
    const XmlNode* first = content.find("*");
    if (first == nullptr) {
        add_text(read, content.all_text());
    } else if (first->name == "nitf") {
        take_nitf(read, *first);
    } else if (first->name == "html" || is_text_element(*first)) {
        add_markup(read, content, xhtml);
    } else {
        return fmt::format("has <{}> as its content, which is no article", first->name);
    }
    return {};
}

void take_topics(ReadArticle& read, const XmlNode& item) {
    for (const XmlNode* subject : item.find_all("contentMeta/subject")) {
        const XmlNode* name = subject->child("name");
        if (name == nullptr) name = subject->find("mainConcept/name");
        if (name == nullptr) continue;
        const bool place = code_of(subject->attribute("type")) == "geoArea";
        take_value(read, place ? places : topics, name->line());
    }
}

/// The main headline; one of another role stands in the deck.
std::string take_headlines(ReadArticle& read, const XmlNode& item) {
    std::string deck;
    for (const XmlNode* line : item.find_all("contentMeta/headline")) {
        const bool sub = line->attribute("role").find("sub") != std::string_view::npos;
        if (!sub && read.article.headline.empty())
            take_value(read, headline, line->line());
        else
            deck += line->line() + "\n\n";
    }
    if (const XmlNode* title = item.find("itemMeta/title"))
        take_value(read, headline, title->line());
    for (const XmlNode* text : item.find_all("contentMeta/description")) {
        const std::string_view role = code_of(text->attribute("role"));
        if (role.empty() || role == "summary" || role == "intro") deck += text->line() + "\n\n";
    }
    return deck;
}

/// What an item without text is: that of a picture is left out, a text item without text is
/// refused.
void explain_no_content(RecordResult& result, const XmlNode& item) {
    const XmlNode* item_class = item.find("itemMeta/itemClass");
    const std::string_view kind =
        item_class == nullptr ? "" : code_of(item_class->attribute("qcode"));
    if (kind.empty() || kind == "text")
        result.refusal = "holds no text (contentSet/inlineXML or inlineData)";
    else
        result.left_out = fmt::format("{} item", kind);
}

/// A creator is the author where nobody else is named, and is a person.
void take_creator(ReadArticle& read, const XmlNode& item) {
    for (const XmlNode* creator : item.find_all("contentMeta/creator")) {
        const XmlNode* name = creator->child("name");
        const bool person = code_of(creator->attribute("type")) != "organisation";
        if (name != nullptr && person && name->line() != read.article.source)
            take_value(read, byline, name->line());
    }
}

RecordResult read_item(const XmlRecord& record) {
    const XmlNode& item = record.node;
    RecordResult result;
    if (const OtherItem* other = find_other(item.name)) {
        result.left_out = other->what;
        return result;
    }
    take_fields(result.read, item, facts);
    take_topics(result.read, item);
    for (const XmlNode* genre : item.find_all("contentMeta/genre")) {
        const XmlNode* name = genre->child("name");
        take_genre(result.read, name != nullptr ? name->line()
                                                : std::string(code_of(genre->attribute("qcode"))));
    }
    const std::string deck = take_headlines(result.read, item);
    std::string other_content;
    for (const XmlNode* content : item.find_all("contentSet/inlineXML")) {
        if (other_content.empty()) other_content = take_inline_xml(result.read, *content);
    }
    for (const XmlNode* content : item.find_all("contentSet/inlineData"))
        add_text(result.read, content->all_text());
    take_creator(result.read, item);
    const bool usable = result.read.article.status == archive::ArticleStatus::usable;
    if (usable && result.read.article.sections.empty()) result.refusal = other_content;
    if (usable && result.read.article.sections.empty() && other_content.empty())
        explain_no_content(result, item);
    if (result.read.article.source.empty()) {
        const XmlNode* provider = item.find("itemMeta/provider");
        if (provider != nullptr)
            take_value(result.read, source, code_of(provider->attribute("qcode")));
    }
    add_deck(result.read, deck);
    return result;
}

}  // namespace

void read_newsml_g2(const InputName& name, InputStream& stream, const ReadOptions& options,
                    ArticleSink& sink) {
    const auto is_item = [](const XmlNode& tag) {
        return tag.name == "newsItem" || find_other(tag.name) != nullptr;
    };
    read_xml_articles({"item", XmlStrictness::strict, is_item, read_item}, name, stream, options,
                      sink);
}

}  // namespace broadsheet::indexer
