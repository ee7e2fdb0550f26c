#include "indexer/readers/html_fragment.hpp"

#include <fmt/format.h>
#include <gumbo.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "indexer/readers/html_blocks.hpp"
#include "indexer/readers/html_bytes.hpp"
#include "indexer/readers/html_strainer.hpp"
#include "indexer/readers/html_tree.hpp"
#include "indexer/readers/marked_blocks.hpp"
#include "indexer/readers/text_blocks.hpp"
#include "indexer/readers/typography.hpp"
#include "indexer/sectioner.hpp"

namespace broadsheet::indexer {

namespace {

// A live page of a whole election has 2 MB.
constexpr std::size_t max_fragment_bytes = 32 << 20;

bool marks_structure(const HtmlTree& tree) {
    return std::ranges::any_of(tree.nodes(), [](const HtmlNode& node) {
        const bool frame = node.tag == GUMBO_TAG_HTML || node.tag == GUMBO_TAG_BODY;
        const HtmlRole role = html_role(node.tag);
        return !frame && role != HtmlRole::inline_text && role != HtmlRole::bold &&
               role != HtmlRole::link && role != HtmlRole::dropped;
    });
}

/// All text, with its line ends.
std::string plain_text(const HtmlTree& tree) {
    std::string out;
    for (const HtmlNode& node : tree.nodes()) out.append(node.text);
    return out;
}

std::vector<archive::Section> sections_of(const HtmlTree& tree, const SectionerContext& context) {
    if (!marks_structure(tree)) return make_sections(split_blocks(plain_text(tree)), context);
    std::vector<MarkedBlock> marked;
    for (HtmlBlock& block : html_blocks(tree)) marked.push_back(std::move(block.block));
    return sections_of_marked(std::move(marked), context);
}

/// The names of HTML that text in pointed brackets seldom means by chance.
bool is_html_name(std::string_view name) {
    const GumboTag tag = gumbo_tagn_enum(name.data(), static_cast<unsigned>(name.size()));
    return tag != GUMBO_TAG_UNKNOWN;
}

bool stands_alone(std::string_view name) {
    return equal_in_any_case(name, "p") || equal_in_any_case(name, "br") ||
           equal_in_any_case(name, "hr") || equal_in_any_case(name, "img") ||
           equal_in_any_case(name, "li");
}

std::string_view name_at(std::string_view text, std::size_t at) {
    std::size_t end = at;
    while (end < text.size() &&
           (is_ascii_letter(text[end]) || (text[end] >= '1' && text[end] <= '6')))
        ++end;
    return text.substr(at, end - at);
}

}  // namespace

std::string append_html(archive::Article& article, std::string_view html) {
    if (html.size() > max_fragment_bytes) {
        return fmt::format("HTML is larger than {} MiB, which no article is",
                           max_fragment_bytes >> 20);
    }
    const HtmlTree tree = HtmlTree::parse(strain_html(html).markup);
    if (!tree.problem().empty()) return "HTML " + tree.problem();
    const SectionerContext context{article.headline, false,
                                   kind_of_article(article.headline, article.desk)};
    for (archive::Section& section : sections_of(tree, context))
        article.sections.push_back(std::move(section));
    if (article.dateline.empty()) article.dateline = find_dateline(article.sections);
    return {};
}

std::string html_line(std::string_view html) {
    const auto marked = [](char c) { return c == '<' || c == '&'; };
    std::string out;
    if (std::ranges::none_of(html, marked)) {
        append_html_text(out, html);
        return std::string(trim(out));
    }
    if (html.size() > max_fragment_bytes) return {};
    const HtmlTree tree = HtmlTree::parse(strain_html(html).markup);
    for (const HtmlNode& node : tree.nodes()) {
        const bool parts = html_role(node.tag) != HtmlRole::inline_text &&
                           html_role(node.tag) != HtmlRole::bold &&
                           html_role(node.tag) != HtmlRole::link;
        append_html_text(out, node.is_text() ? node.text : parts ? " " : "");
    }
    return std::string(trim(out));
}

bool is_html(std::string_view text) {
    for (std::size_t at = text.find('<'); at != std::string_view::npos;
         at = text.find('<', at + 1)) {
        const bool closes = text.substr(at).starts_with("</");
        const std::string_view name = name_at(text, at + (closes ? 2 : 1));
        if (name.empty()) continue;
        const std::size_t after = at + (closes ? 2 : 1) + name.size();
        const char next = after < text.size() ? text[after] : '\0';
        const bool tag = next == '>' || next == '/' || is_html_space(next);
        if (tag && is_html_name(name) && (closes || stands_alone(name)) &&
            text.find('>', after) != std::string_view::npos) {
            return true;
        }
    }
    return false;
}

}  // namespace broadsheet::indexer
