#include "indexer/readers/html_reader.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "indexer/readers/delivery.hpp"
#include "indexer/readers/html_body.hpp"
#include "indexer/readers/html_charset.hpp"
#include "indexer/readers/html_fragment.hpp"
#include "indexer/readers/html_metadata.hpp"
#include "indexer/readers/html_strainer.hpp"
#include "indexer/readers/html_tree.hpp"
#include "indexer/readers/json_ld.hpp"
#include "indexer/readers/marked_blocks.hpp"
#include "indexer/readers/metadata.hpp"
#include "indexer/readers/page_facts.hpp"
#include "indexer/readers/path_facts.hpp"
#include "indexer/readers/text_blocks.hpp"
#include "indexer/readers/typography.hpp"
#include "indexer/sectioner.hpp"
#include "text/encoding.hpp"
#include "text/folding.hpp"

namespace broadsheet::indexer {

namespace {

using archive::Article;
using archive::Section;
using archive::SectionKind;

// A page that does not call itself an article is one if it has two paragraphs' worth of prose.
constexpr std::size_t least_prose_bytes = 400;
// Or one, below the name of its author and a date.
constexpr std::size_t least_signed_prose_bytes = 150;

// Where the text that the page repeats for programs is more than this many times what was found in
// the page, the page shows it by script only.
constexpr std::size_t most_times_missed = 3;

constexpr std::array<std::string_view, 16> html_roots = {
    "html", "head", "body",    "title",   "meta", "link", "div",   "p",
    "h1",   "h2",   "article", "section", "main", "font", "table", "center"};

/// "Truce talks resume | The Meridian": without the name of the site.
std::string without_site(std::string headline, std::string_view site) {
    if (site.empty()) return headline;
    for (const std::string_view mark : {" | ", " - ", " – ", " — ", " · ", " • "}) {
        const std::size_t at = headline.rfind(mark);
        if (at == std::string::npos || at == 0) continue;
        if (text::fold(headline.substr(at + mark.size())) == text::fold(site)) {
            headline.resize(at);
            return headline;
        }
    }
    return headline;
}

bool is_address(std::string_view url) {
    const bool one_word = std::ranges::none_of(
        url, [](char c) { return static_cast<unsigned char>(c) <= ' ' || c == 0x7F; });
    return one_word && (url.starts_with("https://") || url.starts_with("http://"));
}

class PageReader {
  public:
    HtmlPage read(std::string_view bytes, std::string_view charset) {
        if (bytes.size() > max_html_bytes) {
            return refuse(
                fmt::format("is larger than {} MiB, which no page is", max_html_bytes >> 20));
        }
        std::string declared = charset_in_page(bytes);
        if (declared.empty()) declared = charset;
        text::EncodedText decoded = text::to_utf8(bytes, declared);
        StrainedHtml strained = strain_html(decoded.text);
        tree_ = HtmlTree::parse(std::move(strained.markup));
        if (!tree_.problem().empty()) return refuse("HTML " + tree_.problem());
        read_facts(strained.json_ld);
        const HtmlBody body = find_body(tree_, facts_, headline_);
        const bool signed_and_dated = !facts_.authors.empty() && !facts_.date.empty();
        page_.is_article =
            facts_.is_article ||
            body.prose_bytes >= (signed_and_dated ? least_signed_prose_bytes : least_prose_bytes);
        take_facts();
        take_body(body);
        if (page_.article.headline.empty() && page_.article.sections.empty())
            return refuse("has neither headline nor text");
        note_encoding(decoded);
        return std::move(page_);
    }

  private:
    HtmlPage refuse(std::string reason) {
        HtmlPage out;
        out.refused = true;
        out.problem = std::move(reason);
        return out;
    }

    void note_encoding(const text::EncodedText& decoded) {
        if (decoded.undecodable == 0) return;
        note(fmt::format("{} places that are not {} are shown as U+FFFD", decoded.undecodable,
                         decoded.charset));
    }

    void note(std::string_view problem) {
        if (!page_.problem.empty()) page_.problem += "; ";
        page_.problem += problem;
    }

    void read_facts(const std::vector<std::string>& scripts) {
        facts_ = read_json_ld(scripts);
        PageFacts meta = read_meta(tree_);
        meta.headline = without_site(std::move(meta.headline),
                                     meta.source.empty() ? facts_.source : meta.source);
        headline_ = find_headline(tree_, facts_.headline.empty() ? meta.headline : facts_.headline);
        facts_.fill_from(std::move(meta));
        facts_.fill_from(read_marked_facts(tree_, headline_));
        if (headline_ != 0) prefer_heading(text_within(tree_, headline_));
    }

    /// The page's own heading, where what the page says elsewhere is that and the name of the site.
    void prefer_heading(const std::string& heading) {
        const std::string_view told = facts_.headline;
        const bool begins = told.size() > heading.size() && told.starts_with(heading) &&
                            is_ornament(told.substr(heading.size(), 3));
        if (told.empty() || begins) facts_.headline = heading;
    }

    void take_facts() {
        Article& article = page_.article;
        article.headline = facts_.headline;
        article.source = facts_.source;
        article.desk = facts_.desk;
        article.topics = facts_.topics;
        article.places = facts_.places;
        const auto& authors = facts_.authors.empty() ? facts_.houses : facts_.authors;
        article.byline = fmt::format("{}", fmt::join(authors, ", "));
        if (is_address(facts_.url)) article.url = facts_.url;
        set(MetadataField::date, facts_.date);
        if (auto tag = read_language_tag(facts_.language)) article.language = *tag;
    }

    void set(MetadataField field, std::string_view value) {
        if (auto problem = set_metadata(page_.article, field, value)) note(*problem);
    }

    SectionKind kind() const {
        const SectionKind told = kind_of_article(facts_.headline, facts_.desk);
        if (told != SectionKind::body) return told;
        return facts_.is_live ? SectionKind::live : facts_.kind;
    }

    void take_body(const HtmlBody& body) {
        Article& article = page_.article;
        const SectionerContext context{article.headline, false, kind()};
        std::vector<Section> sections = sections_of_marked(body.blocks, context);
        if (facts_.body.size() > most_times_missed * (body.prose_bytes + 1)) {
            Article other;
            other.headline = article.headline;
            if (is_html(facts_.body)) {
                if (append_html(other, facts_.body).empty()) sections = std::move(other.sections);
            } else {
                sections = make_sections(split_blocks(facts_.body), context);
            }
        }
        if (!body.deck.empty()) {
            article.sections = sections_of_marked(body.deck, context);
            for (Section& section : article.sections) section.kind = SectionKind::deck;
        }
        std::ranges::move(sections, std::back_inserter(article.sections));
        if (article.dateline.empty()) article.dateline = find_dateline(article.sections);
    }

    HtmlTree tree_;
    PageFacts facts_;
    std::uint32_t headline_ = 0;
    HtmlPage page_;
};

}  // namespace

HtmlPage read_html_page(std::string_view bytes, std::string_view charset) {
    return PageReader().read(bytes, charset);
}

bool is_html_page(const Opening& opening) {
    if (opening.doctype == "html") return true;
    return std::ranges::find(html_roots, opening.root) != html_roots.end();
}

void read_html(const InputName& name, InputStream& stream, const ReadOptions& options,
               ArticleSink& sink) {
    HtmlPage page = read_html_page(stream.read_all(max_html_bytes));
    if (page.refused) throw InputError(page.problem);
    ReadArticle read{std::move(page.article)};
    if (!page.is_article && read.article.sections.empty())
        throw InputError("is a page without text, such as a redirect leaves");
    // A file is its own article, whatever address the page gives: some give that of the front page.
    if (!name.relative.empty()) read.article.id = id_of_path(name.relative);
    if (!page.problem.empty()) read.problems.push_back(page.problem + "; the article is kept");
    Delivery(name, options, sink).deliver(std::move(read), {});
}

}  // namespace broadsheet::indexer
