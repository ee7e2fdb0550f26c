#include "indexer/readers/html_body.hpp"

#include <algorithm>
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
            if (!frame && !holds_headline && !holds_most && is_called_boilerplate(node)) {
                out[i] = true;
                i = node.end;
            } else {
                ++i;
            }
        }
        return out;
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
        while (first_ < last_ && !opens_text(first_)) ++first_;
        while (last_ > first_ && !reads_like_text(blocks_[last_ - 1])) --last_;
        for (std::size_t i = first_; i < last_; ++i) {
            if (!is_kept(i)) continue;
            if (reads_like_text(blocks_[i])) body.prose_bytes += blocks_[i].block.text.size();
            body.blocks.push_back(blocks_[i].block);
        }
        drop_empty_headings(body.blocks);
    }

    bool opens_text(std::size_t index) const { return reads_like_text(blocks_[index]); }

    bool is_kept(std::size_t index) const {
        const HtmlBlock& block = blocks_[index];
        const std::size_t size = block.block.text.size();
        if (block.block.heading_level > 0) return 100 * block.link_bytes < 80 * size;
        if (block.block.kind == ParagraphKind::caption) return true;
        return 100 * block.link_bytes < most_percent_of_links * size;
    }

    static void drop_empty_headings(std::vector<MarkedBlock>& blocks) {
        std::vector<MarkedBlock> kept;
        for (std::size_t i = 0; i < blocks.size(); ++i) {
            const bool heading = blocks[i].heading_level > 0;
            const bool ends = i + 1 == blocks.size();
            if (heading && ends) continue;
            kept.push_back(std::move(blocks[i]));
        }
        blocks = std::move(kept);
    }

    const HtmlTree& tree_;
    const std::vector<HtmlNode>& nodes_;
    const PageFacts& facts_;
    std::uint32_t headline_;
    std::vector<std::size_t> text_before_;  // prose before each node
    std::vector<HtmlBlock> blocks_;
    std::vector<std::int64_t> good_before_, bad_before_;
    std::size_t first_ = 0, last_ = 0;  // blocks of the container
};

}  // namespace

HtmlBody find_body(const HtmlTree& tree, const PageFacts& facts, std::uint32_t headline) {
    return BodyFinder(tree, facts, headline).run();
}

}  // namespace broadsheet::indexer
