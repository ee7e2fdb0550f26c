#include "indexer/readers/atom.hpp"

#include <array>

#include "indexer/readers/article_parts.hpp"
#include "indexer/readers/html_fragment.hpp"
#include "indexer/readers/xml_articles.hpp"
#include "indexer/readers/xml_fields.hpp"

namespace broadsheet::indexer {

namespace {

using enum MetadataField;

constexpr std::array entry_facts = {
    XmlField{"id", "", id},
    XmlField{"published", "", date},
    XmlField{"issued", "", date},  // Atom 0.3, as are `created` and `modified`
    XmlField{"created", "", date},
    XmlField{"updated", "", date},
    XmlField{"modified", "", date},
    XmlField{"source/title", "", source},
    XmlField{"", "xml:lang", language},
    XmlField{"category", "label", topics},
    XmlField{"category", "term", topics},
};

constexpr std::array feed_facts = {
    XmlField{"title", "", source},
    XmlField{"", "xml:lang", language},
};

/// A text construct (RFC 4287, 3.1) on one line.
std::string line_of(const XmlNode* node) {
    if (node == nullptr) return {};
    const bool html = node->attribute("type").find("html") != std::string_view::npos;
    return html ? html_line(node->all_text()) : node->line();
}

void take_url(ReadArticle& read, const XmlNode& entry) {
    for (const XmlNode* link : entry.find_all("link")) {
        const std::string_view relation = link->attribute("rel");
        if (relation.empty() || relation == "alternate")
            take_value(read, url, link->attribute("href"));
    }
}

void take_authors(ReadArticle& read, const XmlNode& node) {
    std::string names;
    for (const XmlNode* name : node.find_all("author/name")) {
        if (!name->line().empty()) names += (names.empty() ? "" : ", ") + name->line();
    }
    take_value(read, byline, names);
}

void take_content(ReadArticle& read, const XmlNode& content) {
    // XHTML stands as elements (within a div), HTML and text as text.
    if (content.find("*") != nullptr)
        add_markup(read, content);
    else
        add_text(read, content.all_text());
}

RecordResult atom_article(const XmlRecord& record) {
    RecordResult result;
    ReadArticle& read = result.read;
    const XmlNode& entry = record.node;
    take_value(read, headline, line_of(entry.find("title")));
    take_url(read, entry);
    take_authors(read, entry);
    take_fields(read, entry, entry_facts);
    if (!record.above.empty()) {
        take_authors(read, record.above.front());
        take_fields(read, record.above.front(), feed_facts);
    }
    const XmlNode* content = entry.find("content");
    const XmlNode* summary = entry.find("summary");
    if (content != nullptr) take_content(read, *content);
    const bool has_text = !read.article.sections.empty();
    if (summary != nullptr && !has_text)
        take_content(read, *summary);
    else if (summary != nullptr)
        add_deck(read, summary->find("*") ? to_html(*summary) : summary->all_text());
    return result;
}

}  // namespace

void read_atom(const InputName& name, InputStream& stream, const ReadOptions& options,
               ArticleSink& sink) {
    const auto is_entry = [](const XmlNode& tag) { return tag.name == "entry"; };
    read_xml_articles({"entry", XmlStrictness::lenient, is_entry, atom_article}, name, stream,
                      options, sink);
}

}  // namespace broadsheet::indexer
