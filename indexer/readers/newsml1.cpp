#include "indexer/readers/newsml1.hpp"

#include <fmt/format.h>

#include <array>

#include "indexer/readers/article_parts.hpp"
#include "indexer/readers/nitf.hpp"
#include "indexer/readers/xml_articles.hpp"
#include "indexer/readers/xml_fields.hpp"

namespace broadsheet::indexer {

namespace {

using enum MetadataField;

// By the NewsML 1.2 specification.
constexpr std::array item_facts = {
    XmlField{"Identification/NewsIdentifier/RevisionId", "", version},
    XmlField{"NewsManagement/Status", "FormalName", status},
    XmlField{"NewsManagement/ThisRevisionCreated", "", date},
    XmlField{"NewsManagement/FirstCreated", "", date},
    XmlField{"Identification/NewsIdentifier/DateId", "", date},
    XmlField{"Identification/NewsIdentifier/ProviderId", "", source},
    XmlField{"", "xml:lang", language},
};

// Of the component that holds the text, and those around it.
constexpr std::array component_facts = {
    XmlField{"NewsLines/HeadLine", "", headline},
    XmlField{"NewsLines/ByLine", "", byline},
    XmlField{"NewsLines/DateLine", "", dateline},
    XmlField{"AdministrativeMetadata/Provider/Party", "FormalName", source},
    XmlField{"AdministrativeMetadata/Source/Party", "FormalName", source},
    XmlField{"DescriptiveMetadata/Language", "FormalName", language},
    XmlField{"NewsLines/KeywordLine", "", topics},
};

/// Provider, date and number of an item are the same in all its revisions.
std::string id_of(const XmlNode& item) {
    const XmlNode* identifier = item.find("Identification/NewsIdentifier");
    if (identifier == nullptr) return {};
    std::string out = "urn:newsml";
    for (const std::string_view part : {"ProviderId", "DateId", "NewsItemId"}) {
        const XmlNode* node = identifier->child(part);
        if (node == nullptr || node->line().empty()) return {};
        out += ":" + node->line();
    }
    return out;
}

/// A status that will change to usable is an embargo.
void take_embargo(ReadArticle& read, const XmlNode& item) {
    const XmlNode* change = item.find("NewsManagement/StatusWillChange");
    const XmlNode* future = change == nullptr ? nullptr : change->child("FutureStatus");
    const XmlNode* when = change == nullptr ? nullptr : change->child("DateAndTime");
    if (future != nullptr && when != nullptr && future->attribute("FormalName") == "Usable")
        take_value(read, embargo, when->line());
}

void take_properties(ReadArticle& read, const XmlNode& component) {
    for (const XmlNode* property : component.find_all("DescriptiveMetadata/Property")) {
        if (property->attribute("FormalName") == "Keyword")
            take_value(read, topics, property->attribute("Value"));
    }
    for (const XmlNode* property : component.find_all("DescriptiveMetadata/Location/Property"))
        if (property->attribute("FormalName") == "City")
            take_value(read, places, property->attribute("Value"));
    for (const XmlNode* genre : component.find_all("DescriptiveMetadata/Genre"))
        take_genre(read, genre->attribute("FormalName"));
    for (const XmlNode* topic : component.find_all("TopicSet/Topic/Description")) {
        if (topic->attribute("Variant") == "Name" &&
            (topic->attribute("xml:lang") == read.article.language ||
             read.article.language.empty()))
            take_value(read, topics, topic->line());
    }
}

/// Takes the text of a content item; false where it has none, such as that of a picture.
bool take_content(ReadArticle& read, const XmlNode& item) {
    const XmlNode* data = item.child("DataContent");
    if (data == nullptr) return false;
    const std::size_t before = read.article.sections.size();
    if (const XmlNode* nitf = data->child("nitf"))
        take_nitf(read, *nitf);
    else if (data->find("*") != nullptr)
        add_markup(read, *data);
    else
        add_text(read, data->all_text());
    return read.article.sections.size() > before;
}

/// Takes the first text within a component, and the facts of the components around it, the
/// innermost first.
bool take_component(ReadArticle& read, const XmlNode& component, std::string& deck) {
    bool taken = false;
    for (const XmlNode* inner : component.find_all("NewsComponent"))
        taken = taken || take_component(read, *inner, deck);
    take_fields(read, component, component_facts);
    take_properties(read, component);
    for (const XmlNode* line : component.find_all("NewsLines/SubHeadLine"))
        deck += line->line() + "\n\n";
    for (const XmlNode* item : component.find_all("ContentItem"))
        taken = taken || take_content(read, *item);
    return taken;
}

RecordResult read_item(const XmlRecord& record) {
    RecordResult result;
    ReadArticle& read = result.read;
    read.article.id = id_of(record.node);
    take_embargo(read, record.node);
    std::string deck;
    bool taken = false;
    for (const XmlNode* component : record.node.find_all("NewsComponent"))
        taken = take_component(read, *component, deck) || taken;
    take_fields(read, record.node, item_facts);
    if (!taken && read.article.status == archive::ArticleStatus::usable)
        result.refusal = "holds no text (ContentItem/DataContent)";
    add_deck(read, deck);
    return result;
}

}  // namespace

void read_newsml1(const InputName& name, InputStream& stream, const ReadOptions& options,
                  ArticleSink& sink) {
    const auto is_item = [](const XmlNode& tag) { return tag.name == "NewsItem"; };
    read_xml_articles({"NewsItem", XmlStrictness::strict, is_item, read_item}, name, stream,
                      options, sink);
}

}  // namespace broadsheet::indexer
