#include "indexer/readers/html_metadata.hpp"

#include <algorithm>
#include <array>

#include "indexer/readers/html_blocks.hpp"
#include "indexer/readers/html_bytes.hpp"
#include "indexer/readers/html_fragment.hpp"
#include "indexer/readers/news_date.hpp"
#include "indexer/readers/plain_text_reader.hpp"
#include "indexer/readers/typography.hpp"
#include "text/folding.hpp"

namespace broadsheet::indexer {

namespace {

struct MetaName {
    std::string_view name;  // of property, name or itemprop; lower case
    std::string PageFacts::*field;
};

// For each field in the order of trust.
constexpr std::array meta_names = {
    MetaName{"og:title", &PageFacts::headline},
    MetaName{"twitter:title", &PageFacts::headline},
    MetaName{"dc.title", &PageFacts::headline},
    MetaName{"article:published_time", &PageFacts::date},
    MetaName{"og:article:published_time", &PageFacts::date},
    MetaName{"article:published", &PageFacts::date},
    MetaName{"article.published", &PageFacts::date},
    MetaName{"datepublished", &PageFacts::date},
    MetaName{"dc.date.issued", &PageFacts::date},
    MetaName{"dcterms.issued", &PageFacts::date},
    MetaName{"dc.date", &PageFacts::date},
    MetaName{"dcterms.date", &PageFacts::date},
    MetaName{"dcterms.created", &PageFacts::date},
    MetaName{"citation_publication_date", &PageFacts::date},
    MetaName{"parsely-pub-date", &PageFacts::date},
    MetaName{"sailthru.date", &PageFacts::date},
    MetaName{"pubdate", &PageFacts::date},
    MetaName{"publishdate", &PageFacts::date},
    MetaName{"publish-date", &PageFacts::date},
    MetaName{"publication_date", &PageFacts::date},
    MetaName{"date", &PageFacts::date},
    MetaName{"og:site_name", &PageFacts::source},
    MetaName{"dc.publisher", &PageFacts::source},
    MetaName{"application-name", &PageFacts::source},
    MetaName{"article:section", &PageFacts::desk},
    MetaName{"parsely-section", &PageFacts::desk},
    MetaName{"og:locale", &PageFacts::language},
    MetaName{"content-language", &PageFacts::language},
    MetaName{"dc.language", &PageFacts::language},
    MetaName{"og:url", &PageFacts::url},
    MetaName{"og:description", &PageFacts::description},
    MetaName{"description", &PageFacts::description},
};

struct MetaList {
    std::string_view name;
    bool commas;  // several items in one value
};

constexpr std::array author_names = {
    MetaList{"author", false},
    MetaList{"article:author", false},
    MetaList{"article:author:name", false},
    MetaList{"dc.creator", false},
    MetaList{"dcterms.creator", false},
    MetaList{"byl", false},
    MetaList{"parsely-author", false},
    MetaList{"sailthru.author", false},
    MetaList{"citation_author", false},
};

constexpr std::array topic_names = {
    MetaList{"article:tag", false},
    MetaList{"news_keywords", true},
    MetaList{"parsely-tags", true},
    MetaList{"keywords", true},
};

std::string meta_name(const HtmlNode& node) {
    for (const char* attribute : {"property", "name", "itemprop", "http-equiv"}) {
        if (const auto value = node.attribute(attribute); !value.empty())
            return ascii_lower(trim(value));
    }
    return {};
}

template <typename Table>
std::size_t rank_in(const Table& table, std::string_view name) {
    const auto found =
        std::ranges::find_if(table, [&](const auto& row) { return row.name == name; });
    return static_cast<std::size_t>(found - table.begin());
}

void add_items(std::vector<std::string>& list, std::string_view text, bool commas) {
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = commas ? std::min(text.size(), text.find(',', at)) : text.size();
        add_once(list, trim(text.substr(at, end - at)));
        at = end + 1;
    }
}

/// Lists of which only the most trusted name counts.
class RankedList {
  public:
    template <typename Add>
    void offer(std::size_t rank, Add add) {
        if (rank > rank_) return;
        if (rank < rank_) items.clear();
        rank_ = rank;
        add(items);
        if (items.empty()) rank_ = std::string::npos;
    }
    std::vector<std::string> items;

  private:
    std::size_t rank_ = std::string::npos;
};

class MetaReader {
  public:
    PageFacts read(const HtmlTree& tree) {
        ranks_.fill(meta_names.size());
        for (std::uint32_t i = 0; i < tree.nodes().size(); ++i) {
            const HtmlNode& node = tree.nodes()[i];
            if (node.tag == GUMBO_TAG_META) take_meta(node);
            if (node.tag == GUMBO_TAG_LINK && canonical_.empty() &&
                equal_in_any_case(node.attribute("rel"), "canonical"))
                canonical_ = std::string(trim(node.attribute("href")));
            if (node.tag == GUMBO_TAG_TITLE && title_.empty()) title_ = text_within(tree, i);
            if (node.tag == GUMBO_TAG_HTML) language_ = std::string(node.attribute("lang"));
        }
        facts_.authors = std::move(authors_.items);
        facts_.topics = std::move(topics_.items);
        if (!language_.empty()) facts_.language = language_;
        if (!canonical_.empty()) facts_.url = canonical_;
        if (facts_.headline.empty()) facts_.headline = title_;
        return std::move(facts_);
    }

  private:
    void take_meta(const HtmlNode& node) {
        const std::string name = meta_name(node);
        if (name.empty()) return;
        const std::string value = html_line(node.attribute("content"));
        if (value.empty()) return;
        if (name == "og:type") facts_.is_article |= value.starts_with("article");
        if (const std::size_t rank = rank_in(meta_names, name); rank < meta_names.size())
            take_text(rank, value);
        if (const std::size_t rank = rank_in(author_names, name); rank < author_names.size())
            authors_.offer(rank, [&](auto& items) { add_author(items, value); });
        if (const std::size_t rank = rank_in(topic_names, name); rank < topic_names.size()) {
            topics_.offer(rank,
                          [&](auto& items) { add_items(items, value, topic_names[rank].commas); });
        }
    }

    void take_text(std::size_t rank, const std::string& value) {
        // A date that cannot be read is no date: another name may have a better one.
        if (meta_names[rank].field == &PageFacts::date && !read_news_date(value)) return;
        for (std::size_t i = 0; i < rank; ++i) {
            if (meta_names[i].field == meta_names[rank].field && ranks_[i] < meta_names.size())
                return;
        }
        if (ranks_[rank] < meta_names.size()) return;  // the first counts
        ranks_[rank] = rank;
        facts_.*meta_names[rank].field = value;
    }

    PageFacts facts_;
    std::array<std::size_t, meta_names.size()> ranks_{};
    RankedList authors_, topics_;
    std::string canonical_, title_, language_;
};

// --- what stands in the page itself ---

bool names(std::string_view list, std::string_view word) {
    for (std::size_t at = 0; at < list.size();) {
        while (at < list.size() && is_html_space(list[at])) ++at;
        std::size_t end = at;
        while (end < list.size() && !is_html_space(list[end])) ++end;
        if (equal_in_any_case(list.substr(at, end - at), word)) return true;
        at = end;
    }
    return false;
}

bool is_named_byline(const HtmlNode& node) {
    for (const char* attribute : {"class", "id", "data-testid", "data-component"}) {
        const std::string_view value = node.attribute(attribute);
        if (find_in_any_case(value, "byline") != std::string_view::npos ||
            find_in_any_case(value, "author") != std::string_view::npos)
            return true;
    }
    return false;
}

// Byline and date stand around the headline.
constexpr std::uint32_t nodes_above_headline = 60;
constexpr std::uint32_t nodes_below_headline = 200;

// Of an element that might be a headline, a name or a date: enough to see that it is none.
constexpr std::size_t longest_fact = 16 << 10;

class MarkedFacts {
  public:
    MarkedFacts(const HtmlTree& tree, std::uint32_t headline)
        : tree_(tree), nodes_(tree.nodes()), headline_(headline) {}

    PageFacts read() {
        for (std::uint32_t i = 0; i < nodes_.size(); ++i) take_microdata(i);
        if (facts_.date.empty()) find_time();
        find_authors();
        return std::move(facts_);
    }

  private:
    std::string value_of(std::uint32_t index) const {
        const HtmlNode& node = nodes_[index];
        for (const char* attribute : {"content", "datetime"}) {
            if (const auto value = node.attribute(attribute); !value.empty())
                return html_line(value);
        }
        return text_within(tree_, index);
    }

    void take_microdata(std::uint32_t index) {
        const HtmlNode& node = nodes_[index];
        if (node.attributes == nullptr || node.tag == GUMBO_TAG_META) return;
        const std::string_view property = node.attribute("itemprop");
        if (property.empty()) return;
        if (names(property, "headline") && facts_.headline.empty()) {
            facts_.headline = value_of(index);
        } else if (names(property, "datePublished") && facts_.date.empty()) {
            if (std::string value = value_of(index); read_news_date(value))
                facts_.date = std::move(value);
        } else if (names(property, "author") && microdata_authors_ < index) {
            add_author(facts_.authors, author_within(index));
            microdata_authors_ = node.end;
        } else if (names(property, "articleSection") && facts_.desk.empty()) {
            facts_.desk = value_of(index);
        }
    }

    std::string author_within(std::uint32_t index) const {
        for (std::uint32_t i = index + 1; i < nodes_[index].end; ++i) {
            if (!nodes_[i].is_text() && names(nodes_[i].attribute("itemprop"), "name"))
                return value_of(i);
        }
        return value_of(index);
    }

    void find_time() {
        const auto limit = static_cast<std::uint32_t>(nodes_.size());
        const std::uint32_t above =
            headline_ > nodes_above_headline ? headline_ - nodes_above_headline : 0;
        // Below the headline, then right above it, then anywhere.
        find_time(headline_, std::min(limit, headline_ + nodes_below_headline)) ||
            find_time(above, headline_) || find_time(0, limit);
    }

    bool find_time(std::uint32_t from, std::uint32_t to) {
        for (std::uint32_t i = from; i < to; ++i) {
            if (nodes_[i].tag != GUMBO_TAG_TIME) continue;
            std::string value = value_of(i);
            if (!read_news_date(value)) value = text_within(tree_, i);
            if (!read_news_date(value)) continue;
            facts_.date = std::move(value);
            return true;
        }
        return false;
    }

    void find_authors() {
        const auto limit = static_cast<std::uint32_t>(nodes_.size());
        const std::uint32_t from =
            headline_ > nodes_above_headline ? headline_ - nodes_above_headline : 0;
        const std::uint32_t to = std::min(limit, headline_ + nodes_below_headline);
        for (std::uint32_t i = from; i < to && facts_.authors.empty(); ++i) {
            if (names(nodes_[i].attribute("rel"), "author")) take_links_by(i, to);
        }
        for (std::uint32_t i = from; i < to && facts_.authors.empty(); ++i) {
            if (!nodes_[i].is_text() && is_named_byline(nodes_[i])) take_byline(i);
        }
    }

    void take_links_by(std::uint32_t from, std::uint32_t to) {
        for (std::uint32_t i = from; i < to; ++i) {
            if (names(nodes_[i].attribute("rel"), "author"))
                add_author(facts_.authors, text_within(tree_, i));
        }
    }

    /// The links in it are the names; where there are none, all of it, if it is short.
    void take_byline(std::uint32_t index) {
        for (std::uint32_t i = index + 1; i < nodes_[index].end; ++i) {
            if (nodes_[i].tag == GUMBO_TAG_A) add_name(text_within(tree_, i));
        }
        if (facts_.authors.empty()) add_name(text_within(tree_, index));
    }

    void add_name(const std::string& text) {
        const std::string_view plain = byline_of(text);
        const std::string_view name = plain.empty() ? std::string_view(text) : plain;
        if (percent_of_digits(name) == 0 && starts_like_a_title(name) && !ends_with_stop(name))
            add_author(facts_.authors, name);
    }

    const HtmlTree& tree_;
    const std::vector<HtmlNode>& nodes_;
    std::uint32_t headline_;
    std::uint32_t microdata_authors_ = 0;  // past the last that was taken
    PageFacts facts_;
};

}  // namespace

PageFacts read_meta(const HtmlTree& tree) {
    return MetaReader().read(tree);
}

PageFacts read_marked_facts(const HtmlTree& tree, std::uint32_t headline) {
    return MarkedFacts(tree, headline).read();
}

std::string text_within(const HtmlTree& tree, std::uint32_t node) {
    std::string out;
    const auto& nodes = tree.nodes();
    for (std::uint32_t i = node; i < nodes[node].end && out.size() < longest_fact; ++i) {
        const HtmlRole role = html_role(nodes[i].tag);
        if (nodes[i].is_text())
            append_html_text(out, nodes[i].text);
        else if (role != HtmlRole::inline_text && role != HtmlRole::bold && role != HtmlRole::link)
            append_html_text(out, " ");
    }
    return std::string(trim(out));
}

std::uint32_t find_headline(const HtmlTree& tree, std::string_view wanted) {
    const std::string folded = text::fold(wanted);
    std::uint32_t first = 0;
    for (std::uint32_t i = 0; i < tree.nodes().size(); ++i) {
        if (tree.nodes()[i].tag != GUMBO_TAG_H1) continue;
        const std::string text = text_within(tree, i);
        if (text.empty()) continue;
        if (!folded.empty() && text::fold(text) == folded) return i;
        if (first == 0) first = i;
    }
    return first;
}

}  // namespace broadsheet::indexer
