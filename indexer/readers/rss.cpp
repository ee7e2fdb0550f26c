#include "indexer/readers/rss.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "indexer/readers/article_parts.hpp"
#include "indexer/readers/html_fragment.hpp"
#include "indexer/readers/path_facts.hpp"
#include "indexer/readers/wordpress_text.hpp"
#include "indexer/readers/xml_articles.hpp"
#include "indexer/readers/xml_fields.hpp"

namespace broadsheet::indexer {

namespace {

using enum MetadataField;

constexpr std::array item_facts = {
    XmlField{"guid", "", id},
    XmlField{"", "rdf:about", id},
    XmlField{"feedburner:origLink", "", url},
    XmlField{"link", "", url},
    XmlField{"pubDate", "", date},
    XmlField{"dc:date", "", date},
    XmlField{"prism:publicationDate", "", date},
    XmlField{"atom:updated", "", date},
    XmlField{"author", "", byline},
    XmlField{"source", "", source},
    XmlField{"", "xml:lang", language},
    XmlField{"dc:language", "", language},
    XmlField{"prism:section", "", desk},
    XmlField{"category", "", topics},
    XmlField{"dc:subject", "", topics},
};

constexpr std::array channel_facts = {
    XmlField{"title", "", source},
    XmlField{"language", "", language},
    XmlField{"dc:language", "", language},
};

constexpr std::array wordpress_facts = {
    XmlField{"wp:post_date", "", date},
    XmlField{"wp:status", "", status},
};

// Of WordPress's types of posts, those that are articles.
constexpr std::array<std::string_view, 2> article_types = {"post", "page"};

std::string text_at(const XmlNode& node, std::string_view path) {
    const XmlNode* found = node.find(path);
    return found == nullptr ? std::string() : found->all_text();
}

void take_creators(ReadArticle& read, const XmlNode& item) {
    std::string names;
    for (const XmlNode* creator : item.find_all("dc:creator")) {
        const std::string name = html_line(creator->line());
        if (!name.empty()) names += (names.empty() ? "" : ", ") + name;
    }
    take_value(read, byline, names);
}

/// The channel stands around the items of RSS 2, beside those of RSS 1.
void take_channel(ReadArticle& read, const XmlRecord& record) {
    for (const XmlNode& above : record.above) {
        if (above.name == "channel") take_fields(read, above, channel_facts);
        if (const XmlNode* beside = above.child("channel"))
            take_fields(read, *beside, channel_facts);
    }
}

/// A number is an id within its feed only.
void widen_id(archive::Article& article) {
    const bool number = article.id.find_first_not_of("0123456789") == std::string::npos;
    if (number && !article.id.empty())
        article.id = id_of_parts(article.source, {article.source, article.id});
}

void take_facts(ReadArticle& read, const XmlRecord& record) {
    take_value(read, headline, html_line(text_at(record.node, "title")));
    take_creators(read, record.node);
    take_fields(read, record.node, item_facts);
    take_channel(read, record);
    widen_id(read.article);
}

RecordResult rss_article(const XmlRecord& record) {
    RecordResult result;
    take_facts(result.read, record);
    const std::string content = text_at(record.node, "content:encoded");
    const std::string description = text_at(record.node, "description");
    add_text(result.read, content.empty() ? description : content);
    if (!content.empty()) add_deck(result.read, description);
    return result;
}

RecordResult wordpress_article(const XmlRecord& record) {
    const std::string type = one_line(text_at(record.node, "wp:post_type"));
    RecordResult result;
    if (std::ranges::find(article_types, type) == article_types.end()) {
        result.left_out = type.empty() ? "unknown" : type;
        return result;
    }
    take_facts(result.read, record);
    take_fields(result.read, record.node, wordpress_facts);
    for (const XmlNode* category : record.node.find_all("category")) {
        if (category->attribute("domain") == "category")
            take_value(result.read, desk, category->line());
    }
    add_text(result.read, wordpress_html(text_at(record.node, "content:encoded")));
    add_deck(result.read, wordpress_html(text_at(record.node, "excerpt:encoded")));
    return result;
}

bool is_item(const XmlNode& tag) {
    return tag.name == "item";
}

}  // namespace

void read_rss(const InputName& name, InputStream& stream, const ReadOptions& options,
              ArticleSink& sink) {
    read_xml_articles({"item", XmlStrictness::lenient, is_item, rss_article}, name, stream, options,
                      sink);
}

void read_wxr(const InputName& name, InputStream& stream, const ReadOptions& options,
              ArticleSink& sink) {
    read_xml_articles({"item", XmlStrictness::lenient, is_item, wordpress_article}, name, stream,
                      options, sink);
}

}  // namespace broadsheet::indexer
