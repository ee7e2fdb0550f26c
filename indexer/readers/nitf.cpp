#include "indexer/readers/nitf.hpp"

#include <array>
#include <vector>

#include "indexer/readers/article_parts.hpp"
#include "indexer/readers/news_date.hpp"
#include "indexer/readers/xml_articles.hpp"
#include "indexer/readers/xml_fields.hpp"

namespace broadsheet::indexer {

namespace {

using enum MetadataField;

// By the NITF 3.6 specification.
constexpr std::array facts = {
    XmlField{"head/docdata/doc-id", "id-string", id},
    XmlField{"head/docdata/du-key", "version", version},
    XmlField{"body/body.head/hedline/hl1", "", headline},
    XmlField{"head/title", "", headline},
    XmlField{"head/docdata/date.issue", "norm", date},
    XmlField{"body/body.head/dateline/story.date", "norm", date},
    XmlField{"head/pubdata", "date.publication", date},
    XmlField{"body/body.head/distributor", "", source},
    XmlField{"head/docdata/doc.copyright", "holder", source},
    XmlField{"head/docdata/doc-id", "regsrc", source},
    XmlField{"head/docdata/del-list/from-src", "src-name", source},
    XmlField{"head/pubdata", "position.section", desk},
    XmlField{"", "baselang", language},
    XmlField{"", "xml:lang", language},
    XmlField{"body", "xml:lang", language},
    XmlField{"head/pubdata", "ex-ref", url},
    XmlField{"head/docdata", "management-status", status},
    XmlField{"head/docdata/evloc", "city", places},
    XmlField{"head/docdata/evloc", "state-prov", places},
    XmlField{"head/tobject/tobject.subject", "tobject.subject.type", topics},
    XmlField{"head/tobject/tobject.subject", "tobject.subject.matter", topics},
    XmlField{"head/tobject/tobject.subject", "tobject.subject.detail", topics},
    XmlField{"head/docdata/key-list/keyword", "key", topics},
    XmlField{"head/docdata/key-list/keyword", "", topics},
};

constexpr std::array elements = {
    ElementName{"hl1", "h1"},
    ElementName{"hl2", "h2"},
    ElementName{"bq", "blockquote"},
    ElementName{"block", "div"},
    ElementName{"media", "figure"},
    ElementName{"media-caption", "figcaption"},
    ElementName{"media-metadata", ""},
    ElementName{"media-object", ""},
    ElementName{"media-reference", ""},
    ElementName{"media-producer", ""},
    ElementName{"nitf-table-metadata", ""},
    ElementName{"credit", "p"},
    ElementName{"note", "aside"},
};

/// The parts of a place or a name, set apart by elements: "Ottawa, Ontario, Canada".
std::string joined_parts(const XmlNode& node, std::string_view left_out) {
    std::string out;
    for (const XmlNode& part : node.children) {
        if (!part.is_text() && part.name == left_out) continue;
        const bool parts_within = !part.is_text() && part.find("*") != nullptr;
        const std::string line = parts_within ? joined_parts(part, left_out) : part.line();
        if (line.empty()) continue;
        if (out.ends_with(',') || out == "By")
            out += ' ';
        else if (line.front() != ',' && !out.empty())
            out += ", ";
        out += line;
    }
    return out;
}

void take_byline(ReadArticle& read, const XmlNode& head) {
    for (const XmlNode* byline : head.find_all("byline")) {
        const bool titled = byline->child("byttl") != nullptr;
        take_value(read, MetadataField::byline,
                   titled ? joined_parts(*byline, "") : byline->line());
    }
}

void take_dateline(ReadArticle& read, const XmlNode& head) {
    const XmlNode* line = head.child("dateline");
    if (line == nullptr) return;
    take_value(read, dateline, joined_parts(*line, "story.date"));
    for (const XmlNode* place : line->find_all("location")) {
        const XmlNode* city = place->child("city");
        take_value(read, places, city != nullptr ? city->line() : joined_parts(*place, ""));
    }
}

/// A release date is an embargo. Agencies fill it with patterns ("YYYYMMDD…") where there is none.
void take_embargo(ReadArticle& read, const XmlNode& nitf) {
    const XmlNode* docdata = nitf.find("head/docdata");
    if (docdata == nullptr) return;
    const XmlNode* release = docdata->child("date.release");
    const std::string_view until = release == nullptr ? "" : release->attribute("norm");
    const bool embargoed = docdata->attribute("management-status") == "embargoed";
    if (embargoed || read_news_date(until))
        take_value(read, embargo, until.empty() ? "unknown" : until);
}

/// Secondary headlines, then the abstract.
std::string deck_of(const XmlNode& head) {
    std::string out;
    for (const XmlNode* line : head.find_all("hedline/hl2")) out += line->line() + "\n\n";
    for (const XmlNode* abstract : head.find_all("abstract")) {
        const bool marked = abstract->find("p") != nullptr;
        out += marked ? to_html(*abstract, elements) : abstract->all_text();
    }
    return out;
}

RecordResult nitf_article(const XmlRecord& record) {
    RecordResult result;
    take_nitf(result.read, record.node);
    return result;
}

}  // namespace

void take_nitf(ReadArticle& read, const XmlNode& nitf) {
    take_fields(read, nitf, facts);
    take_embargo(read, nitf);
    for (const XmlNode* property : nitf.find_all("head/tobject/tobject.property"))
        take_genre(read, property->attribute("tobject.property.type"));
    const XmlNode* head = nitf.find("body/body.head");
    if (head != nullptr) {
        take_byline(read, *head);
        take_dateline(read, *head);
    }
    for (const XmlNode* content : nitf.find_all("body/body.content"))
        add_markup(read, *content, elements);
    for (const XmlNode* end : nitf.find_all("body/body.end")) add_markup(read, *end, elements);
    if (head != nullptr) add_deck(read, deck_of(*head));
}

void read_nitf(const InputName& name, InputStream& stream, const ReadOptions& options,
               ArticleSink& sink) {
    const auto is_nitf = [](const XmlNode& tag) { return tag.name == "nitf"; };
    read_xml_articles({"nitf element", XmlStrictness::strict, is_nitf, nitf_article}, name, stream,
                      options, sink);
}

}  // namespace broadsheet::indexer
