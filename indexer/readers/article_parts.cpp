#include "indexer/readers/article_parts.hpp"

#include <algorithm>
#include <iterator>
#include <vector>

#include "indexer/readers/html_fragment.hpp"
#include "indexer/readers/text_blocks.hpp"
#include "indexer/readers/typography.hpp"
#include "indexer/sectioner.hpp"
#include "text/folding.hpp"

namespace broadsheet::indexer {

namespace {

using archive::ParagraphKind;
using archive::Section;
using archive::SectionKind;

void append_escaped(std::string_view text, std::string& out) {
    for (const char c : text) {
        if (c == '<')
            out += "&lt;";
        else if (c == '>')
            out += "&gt;";
        else if (c == '&')
            out += "&amp;";
        else
            out += c;
    }
}

// Bounded by the depth that xml_document.hpp lets pass.
void append_html_of(const XmlNode& node, std::span<const ElementName> names, std::string& out) {
    if (node.is_text()) return append_escaped(node.text, out);
    const auto row = std::ranges::find(names, node.name, &ElementName::name);
    const std::string_view name = row == names.end() ? std::string_view(node.name) : row->html;
    if (name.empty()) return;
    out.append("<").append(name).append(">");
    for (const XmlNode& child : node.children) append_html_of(child, names, out);
    out.append("</").append(name).append(">");
}

/// What two texts are compared by: folded, letters and digits only.
std::string bare(std::string_view text) {
    std::string out;
    for (const char c : text::fold(text)) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte >= 0x80 || (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z')) out += c;
    }
    return out;
}

bool repeats_body(const std::string& deck, const std::vector<Section>& sections) {
    std::string body;
    for (const Section& section : sections) {
        for (const archive::Paragraph& paragraph : section.paragraphs) {
            body += bare(paragraph.text);
            if (body.size() >= deck.size()) return body.starts_with(deck);
        }
    }
    return false;
}

/// The paragraphs of HTML or text; every one is kept, with its kind where that is a bullet.
Section deck_of(std::string_view text) {
    if (!is_html(text)) return make_deck(split_blocks(text));
    ReadArticle parsed;
    add_text(parsed, text);
    Section deck{SectionKind::deck, 1, {}, {}};
    for (Section& section : parsed.article.sections) {
        if (!section.heading.empty())
            deck.paragraphs.push_back({ParagraphKind::paragraph, std::move(section.heading)});
        std::ranges::move(section.paragraphs, std::back_inserter(deck.paragraphs));
    }
    return deck;
}

}  // namespace

std::string to_html(const XmlNode& node, std::span<const ElementName> names) {
    std::string out;
    for (const XmlNode& child : node.children) append_html_of(child, names, out);
    return out;
}

void add_markup(ReadArticle& read, const XmlNode& node, std::span<const ElementName> names) {
    std::string problem = append_html(read.article, to_html(node, names));
    if (!problem.empty()) read.problems.push_back(std::move(problem));
}

void add_text(ReadArticle& read, std::string_view text) {
    if (is_html(text)) {
        std::string problem = append_html(read.article, text);
        if (!problem.empty()) read.problems.push_back(std::move(problem));
        return;
    }
    archive::Article& article = read.article;
    const SectionerContext context{article.headline, false,
                                   kind_of_article(article.headline, article.desk)};
    for (Section& section : make_sections(split_blocks(text), context))
        article.sections.push_back(std::move(section));
    if (article.dateline.empty()) article.dateline = find_dateline(article.sections);
}

void add_deck(ReadArticle& read, std::string_view text) {
    if (trim(text).empty()) return;
    Section deck = deck_of(text);
    std::string said;
    for (const archive::Paragraph& paragraph : deck.paragraphs) said += bare(paragraph.text);
    archive::Article& article = read.article;
    if (said.empty() || said == bare(article.headline) || repeats_body(said, article.sections))
        return;
    article.sections.insert(article.sections.begin(), std::move(deck));
}

}  // namespace broadsheet::indexer
