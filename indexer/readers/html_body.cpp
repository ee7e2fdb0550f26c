#include "indexer/readers/html_body.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "indexer/readers/html_blocks.hpp"
#include "indexer/readers/html_class_words.hpp"
#include "indexer/readers/html_metadata.hpp"
#include "indexer/readers/typography.hpp"
#include "text/folding.hpp"

namespace broadsheet::indexer {

namespace {

using archive::ParagraphKind;

// A run of text that is likely to be prose, for the first look at where the text of a page is.
constexpr std::size_t shortest_prose_run = 40;

// An element that holds this share of all prose is no boilerplate, whatever it is called: "page with-
// sidebar", "social-template".
constexpr std::size_t most_percent_in_boilerplate = 40;

// Columns of a paragraph that reads like text. Shorter ones are labels as often as speech.
constexpr std::size_t shortest_paragraph = 45;

constexpr std::size_t most_percent_of_links = 50;

// Paragraphs set in another way are of the article if there is this much of them, beside those set
// as most are.
constexpr std::size_t least_percent_of_setting = 25;

// A line of which this much is a link leads elsewhere.
constexpr std::size_t least_percent_of_link_line = 80;

constexpr std::size_t most_blocks_of_card = 6;
constexpr std::size_t most_bytes_of_card = 500;

/// How a block counts for and against the element that holds it.
struct Weight {
    std::int64_t good = 0;
    std::int64_t bad = 0;
};

class BodyFinder {
  public:
    BodyFinder(const HtmlTree& tree, const PageFacts& facts, std::uint32_t headline)
        : tree_(tree), nodes_(tree.nodes()), facts_(facts), headline_(headline) {}

    HtmlBody run() {
        HtmlBody body;
        if (nodes_.empty()) return body;
        weigh_text();
        blocks_ = html_blocks(tree_, boilerplate());
        weigh_blocks();
        find_container();
        take_blocks(body);
        return body;
    }

  private:
    // --- boilerplate ---

    void weigh_text() {
        text_before_.assign(nodes_.size() + 1, 0);
        std::uint32_t link_end = 0;
        for (std::uint32_t i = 0; i < nodes_.size(); ++i) {
            const HtmlNode& node = nodes_[i];
            if (node.tag == GUMBO_TAG_A) link_end = std::max(link_end, node.end);
            const bool prose = node.is_text() && i >= link_end &&
                               trim(node.text).size() >= shortest_prose_run;
            text_before_[i + 1] = text_before_[i] + (prose ? node.text.size() : 0);
        }
    }

    std::size_t text_in(std::uint32_t node) const {
        return text_before_[nodes_[node].end] - text_before_[node];
    }

    std::vector<bool> boilerplate() const {
        std::vector<bool> out(nodes_.size(), false);
        for (std::uint32_t i = 1; i < nodes_.size();) {
            const HtmlNode& node = nodes_[i];
            const bool holds_headline = headline_ >= i && headline_ < node.end && headline_ != 0;
            const bool holds_most =
                100 * text_in(i) > most_percent_in_boilerplate * text_before_.back();
            const bool frame = node.is_text() || node.tag == GUMBO_TAG_BODY;
            const bool other_article =
                node.tag == GUMBO_TAG_ARTICLE && nested_in_article(i) && !facts_.is_live;
            if (!frame && !holds_headline && !holds_most &&
                (other_article || is_called_boilerplate(node))) {
                out[i] = true;
                i = node.end;
            } else {
                ++i;
            }
        }
        return out;
    }

    /// Within an article, another <article> is a teaser of another article, or a comment.
    bool nested_in_article(std::uint32_t index) const {
        while (index != 0) {
            index = nodes_[index].parent;
            if (nodes_[index].tag == GUMBO_TAG_ARTICLE) return true;
        }
        return false;
    }

    // --- the element that holds the article ---

    static bool reads_like_text(const HtmlBlock& block) {
        const MarkedBlock& marked = block.block;
        if (marked.heading_level > 0 || marked.kind == ParagraphKind::caption) return false;
        return columns(marked.text) >= shortest_paragraph &&
               100 * block.link_bytes < most_percent_of_links * marked.text.size();
    }

    Weight weight_of(const HtmlBlock& block) const {
        const auto size = static_cast<std::int64_t>(block.block.text.size());
        const auto links = static_cast<std::int64_t>(block.link_bytes);
        if (reads_like_text(block)) return {size - links, 0};
        if (block.block.heading_level > 0 || block.block.kind == ParagraphKind::caption)
            return {0, links / 2};
        return {0, std::max(links, size / 2)};
    }

    void weigh_blocks() {
        good_before_.assign(blocks_.size() + 1, 0);
        bad_before_.assign(blocks_.size() + 1, 0);
        for (std::size_t i = 0; i < blocks_.size(); ++i) {
            const Weight weight = weight_of(blocks_[i]);
            good_before_[i + 1] = good_before_[i] + weight.good;
            bad_before_[i + 1] = bad_before_[i] + weight.bad;
        }
    }

    /// The blocks whose text lies in a node, as a range of indices.
    std::pair<std::size_t, std::size_t> blocks_in(std::uint32_t node) const {
        const auto first = std::ranges::lower_bound(blocks_, node, {}, &HtmlBlock::first);
        const auto last = std::ranges::lower_bound(blocks_, nodes_[node].end, {}, &HtmlBlock::first);
        return {static_cast<std::size_t>(first - blocks_.begin()),
                static_cast<std::size_t>(last - blocks_.begin())};
    }

    void find_container() {
        std::int64_t best = 0;
        for (std::uint32_t i = 0; i < nodes_.size(); ++i) {
            const HtmlNode& node = nodes_[i];
            if (node.is_text() || node.end < i + 3) continue;
            const auto [first, last] = blocks_in(i);
            if (first == last) continue;
            const std::int64_t good = good_before_[last] - good_before_[first];
            const std::int64_t bad = bad_before_[last] - bad_before_[first];
            const std::int64_t score = good - bad;
            // Of equals the innermost.
            if (score > 0 && score >= best) {
                best = score;
                first_ = first;
                last_ = last;
            }
        }
    }

    // --- what of it is kept ---

    void take_blocks(HtmlBody& body) {
        trim_to_extent();
        find_cards();
        for (std::size_t i = first_; i < last_; ++i) {
            if (!is_kept(i)) continue;
            if (reads_like_text(blocks_[i])) body.prose_bytes += blocks_[i].block.text.size();
            body.blocks.push_back(blocks_[i].block);
            if (getenv("HTML_DEBUG")) { // DEBUG
                std::string path; // DEBUG
                int n=0; for (std::uint32_t k = blocks_[i].node; k != 0 && n<7; k = nodes_[k].parent,++n) // DEBUG
                    path = std::string(gumbo_normalized_tagname(nodes_[k].tag)) + "." + std::string(nodes_[k].attribute("class")).substr(0,50) + " > " + path; // DEBUG
                fprintf(stderr, "@@%s\t%s\n", blocks_[i].block.text.c_str(), path.c_str()); // DEBUG
            } // DEBUG
        }
        drop_empty_headings(body.blocks);
    }

    /// How a paragraph is set: its tag, and the tags and classes of the two elements around it. The
    /// paragraphs of an article are set alike.
    std::string setting_of(const HtmlBlock& block) const {
        std::string out = gumbo_normalized_tagname(nodes_[block.node].tag);
        std::uint32_t node = block.node;
        for (int level = 0; level < 2 && node != 0; ++level) {
            node = nodes_[node].parent;
            out += '>';
            out += gumbo_normalized_tagname(nodes_[node].tag);
            out += '.';
            out += nodes_[node].attribute("class");
        }
        return out;
    }

    /// From the first to the last paragraph that is set as most of the text is: what stands around
    /// that in the same element is teasers, comments and notices.
    void trim_to_extent() {
        std::map<std::string, std::size_t> settings;
        std::vector<std::string> setting(last_);
        for (std::size_t i = first_; i < last_; ++i) {
            if (!reads_like_text(blocks_[i])) continue;
            setting[i] = setting_of(blocks_[i]);
            settings[setting[i]] += blocks_[i].block.text.size();
        }
        std::size_t most = 0;
        for (const auto& [name, bytes] : settings) most = std::max(most, bytes);
        const auto is_main = [&](std::size_t i) {
            return !setting[i].empty() &&
                   100 * settings[setting[i]] >= least_percent_of_setting * most;
        };
        while (first_ < last_ && !is_main(first_)) ++first_;
        while (last_ > first_ && !is_main(last_ - 1)) --last_;
        take_in_list_below();
    }

    /// The list that closes an article stands where its paragraphs do.
    void take_in_list_below() {
        if (last_ == first_) return;
        const std::uint32_t around = nodes_[blocks_[last_ - 1].node].parent;
        while (last_ < blocks_.size() && blocks_[last_].block.kind == ParagraphKind::bullet &&
               reads_like_text(blocks_[last_]) && blocks_[last_].first < nodes_[around].end)
            ++last_;
    }

    bool is_link_line(const HtmlBlock& block) const {
        return 100 * block.link_bytes >= least_percent_of_link_line * block.block.text.size();
    }

    /// A card is a small element that holds a line which is a link, and a few words on it: a teaser.
    void find_cards() {
        in_card_.assign(blocks_.size(), false);
        for (std::size_t i = first_; i < last_; ++i) {
            if (in_card_[i] || !is_link_line(blocks_[i])) continue;
            const auto [first, last] = card_around(i);
            for (std::size_t k = first; k < last; ++k) in_card_[k] = true;
        }
    }

    /// The blocks of the innermost element that holds more than this line; only the line where that
    /// is too large for a teaser.
    std::pair<std::size_t, std::size_t> card_around(std::size_t index) const {
        std::pair<std::size_t, std::size_t> card = {index, index + 1};
        for (std::uint32_t node = blocks_[index].node; node != 0; node = nodes_[node].parent) {
            const auto around = blocks_in(node);
            if (around.second - around.first > most_blocks_of_card) break;
            std::size_t bytes = 0;
            for (std::size_t k = around.first; k < around.second; ++k)
                bytes += blocks_[k].block.text.size();
            if (bytes > most_bytes_of_card) break;
            card = around;
        }
        return card;
    }

    bool is_kept(std::size_t index) const {
        const HtmlBlock& block = blocks_[index];
        const std::size_t size = block.block.text.size();
        if (in_card_[index]) return false;
        if (block.block.kind == ParagraphKind::caption) return true;
        if (block.block.heading_level > 0) return true;
        return 100 * block.link_bytes < most_percent_of_links * size;
    }

    static void drop_empty_headings(std::vector<MarkedBlock>& blocks) {
        while (!blocks.empty() && blocks.back().heading_level > 0) blocks.pop_back();
    }

    const HtmlTree& tree_;
    const std::vector<HtmlNode>& nodes_;
    const PageFacts& facts_;
    std::uint32_t headline_;
    std::vector<std::size_t> text_before_;  // prose before each node
    std::vector<HtmlBlock> blocks_;
    std::vector<std::int64_t> good_before_, bad_before_;
    std::size_t first_ = 0, last_ = 0;  // blocks of the container
    std::vector<bool> in_card_;
};

}  // namespace

HtmlBody find_body(const HtmlTree& tree, const PageFacts& facts, std::uint32_t headline) {
    return BodyFinder(tree, facts, headline).run();
}

}  // namespace broadsheet::indexer
