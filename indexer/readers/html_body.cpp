#include "indexer/readers/html_body.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <span>
#include <string>
#include <tuple>
#include <unordered_map>
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

// An element that holds this share of all prose is no boilerplate, whatever it is called: "page
// with- sidebar", "social-template".
constexpr std::size_t most_percent_in_boilerplate = 40;

// Below the headline comments can be longer than the article.
constexpr std::size_t most_percent_in_comments = 75;

// Columns of a paragraph that reads like text. Shorter ones are labels as often as speech.
constexpr std::size_t shortest_paragraph = 45;

constexpr std::size_t most_percent_of_links = 50;

// Paragraphs set in another way are of the article if there is this much of them, beside those set
// as most are.
constexpr std::size_t least_percent_of_setting = 25;

// The article's element holds at least this much of the text that is set as most is.
constexpr std::size_t least_percent_of_core = 85;

// A standfirst is some sentences; what is longer is the first paragraph.
constexpr std::size_t shortest_deck = 25;
constexpr std::size_t widest_deck = 450;

constexpr int times_of_notice = 3;

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
        // A page of a few words is all there is.
        if (body.blocks.empty() && facts_.headline.empty()) take_all(body);
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
            const bool prose =
                node.is_text() && i >= link_end && trim(node.text).size() >= shortest_prose_run;
            text_before_[i + 1] = text_before_[i] + (prose ? node.text.size() : 0);
        }
        for (std::uint32_t i = 0; i < nodes_.size(); ++i) {
            if (nodes_[i].tag == GUMBO_TAG_ARTICLE)
                largest_article_ = std::max(largest_article_, text_in(i));
        }
    }

    std::size_t text_in(std::uint32_t node) const {
        return text_before_[nodes_[node].end] - text_before_[node];
    }

    std::vector<bool> boilerplate() const {
        std::vector<bool> out(nodes_.size(), false);
        for (std::uint32_t i = 1; i < nodes_.size();) {
            if (is_boilerplate(i)) {
                out[i] = true;
                i = nodes_[i].end;
            } else {
                ++i;
            }
        }
        return out;
    }

    bool is_boilerplate(std::uint32_t index) const {
        const HtmlNode& node = nodes_[index];
        if (node.is_text() || node.tag == GUMBO_TAG_BODY || node.tag == GUMBO_TAG_MAIN)
            return false;
        const bool holds_headline = headline_ != 0 && headline_ >= index && headline_ < node.end;
        const bool below_headline = headline_ != 0 && headline_ < index;
        if (holds_headline) return false;
        const std::size_t percent =
            100 * text_in(index) / std::max<std::size_t>(1, text_before_.back());
        if (percent > most_percent_in_boilerplate) {
            // What asks for consent can be all that a page shows without its scripts, but never
            // holds an article.
            const bool consent = headline_ != 0 && is_called_consent(node) && !holds_article(index);
            return consent || (below_headline && percent <= most_percent_in_comments &&
                               node.tag != GUMBO_TAG_ARTICLE && is_called_comments(node));
        }
        if (node.tag != GUMBO_TAG_ARTICLE) return is_called_boilerplate(node);
        // The classes of an <article> say what it is about ("tag-social-media").
        const bool largest = text_in(index) == largest_article_;
        return !largest && !facts_.is_live &&
               (nested_in_article(index) || is_called_boilerplate(node));
    }

    bool holds_article(std::uint32_t index) const {
        const auto within = std::span(nodes_).subspan(index, nodes_[index].end - index);
        return std::ranges::any_of(within, [](const HtmlNode& node) {
            return node.tag == GUMBO_TAG_ARTICLE || node.tag == GUMBO_TAG_MAIN;
        });
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
        const auto last =
            std::ranges::lower_bound(blocks_, nodes_[node].end, {}, &HtmlBlock::first);
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
        count_texts();
        take_opening(body);
        for (std::size_t i = first_; i < last_; ++i) {
            if (!is_kept(i)) continue;
            if (body.blocks.empty() && is_marked_deck(blocks_[i]))
                body.deck.push_back(blocks_[i].block);
            else
                take(i, body);
        }
        while (!body.blocks.empty() && body.blocks.back().heading_level > 0) body.blocks.pop_back();
    }

    void take(std::size_t i, HtmlBody& body) {
        if (reads_like_text(blocks_[i])) body.prose_bytes += blocks_[i].block.text.size();
        body.blocks.push_back(blocks_[i].block);
    }

    void take_all(HtmlBody& body) {
        for (const HtmlBlock& block : blocks_) {
            if (!is_link_line(block)) body.blocks.push_back(block.block);
        }
    }

    /// What stands between headline and text: the standfirst and, set apart from the others, often
    /// the first paragraph.
    void take_opening(HtmlBody& body) {
        if (headline_ == 0) return;
        for (std::size_t i = below_headline(); i < first_; ++i) {
            const HtmlBlock& block = blocks_[i];
            if (block.block.kind == ParagraphKind::caption || in_card_[i] || repeats_often(i))
                continue;
            const bool told = is_description(block.block.text);
            const bool heading = block.block.heading_level > 0;
            const bool called = is_in_deck(block.node);
            const bool opens =
                !heading && reads_like_text(block) && ends_sentence(block.block.text);
            if (!told && !opens && !(called && columns(block.block.text) >= shortest_deck))
                continue;
            const bool deck = told || called || (body.deck.empty() && body.blocks.empty());
            if (!deck || columns(block.block.text) > widest_deck) {
                take(i, body);
                continue;
            }
            body.deck.push_back(block.block);
            body.deck.back().heading_level = 0;
        }
    }

    /// Among the paragraphs, but marked as the standfirst.
    bool is_marked_deck(const HtmlBlock& block) const {
        return block.block.heading_level == 0 && block.block.kind == ParagraphKind::paragraph &&
               columns(block.block.text) <= widest_deck &&
               (is_called_deck(nodes_[block.node]) || is_description(block.block.text));
    }

    static bool ends_sentence(std::string_view text) {
        return ends_with_stop(text) || ends_with_question(text);
    }

    bool is_description(std::string_view text) const {
        return facts_.description.size() >= shortest_deck && text.size() >= shortest_deck &&
               text::fold(text) == text::fold(facts_.description);
    }

    bool is_in_deck(std::uint32_t node) const {
        return is_called_deck(nodes_[node]) || is_called_deck(nodes_[nodes_[node].parent]);
    }

    /// Notices that stand at each video or picture ("external content…").
    void count_texts() {
        for (const HtmlBlock& block : blocks_) {
            if (block.block.heading_level == 0 && columns(block.block.text) >= shortest_deck)
                ++times_[block.block.text];
        }
    }

    bool repeats_often(std::size_t index) const {
        if (blocks_[index].block.heading_level > 0) return false;  // a list at the top names it
        const auto found = times_.find(blocks_[index].block.text);
        return found != times_.end() && found->second >= times_of_notice;
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

    /// The innermost element around most of the paragraphs that are set as most are: what stands
    /// around that is teasers, comments and notices.
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
        std::vector<std::size_t> main_before(blocks_.size() + 1, 0);
        for (std::size_t i = 0; i < blocks_.size(); ++i) {
            const bool main = i >= first_ && i < last_ && !setting[i].empty() &&
                              100 * settings[setting[i]] >= least_percent_of_setting * most;
            main_before[i + 1] = main_before[i] + (main ? blocks_[i].block.text.size() : 0);
        }
        const std::size_t all = main_before.back();
        std::pair<std::size_t, std::size_t> core = {first_, last_};
        for (std::uint32_t i = 0; i < nodes_.size(); ++i) {
            if (nodes_[i].is_text()) continue;
            const auto [first, last] = blocks_in(i);
            // Nodes come from the outside in.
            if (100 * (main_before[last] - main_before[first]) >= least_percent_of_core * all)
                core = {std::max(first, first_), std::min(last, last_)};
        }
        std::tie(first_, last_) = core;
        for (std::size_t i = first_; i < last_; ++i) {
            if (main_before[i + 1] > main_before[i])
                main_parents_.insert(nodes_[blocks_[i].node].parent);
        }
        // Where all paragraphs stand in one element, so do the lines between and below them.
        if (main_parents_.size() == 1) std::tie(first_, last_) = blocks_in(*main_parents_.begin());
        // The headline is no heading of the text, and nothing above it is text.
        if (const std::size_t below = below_headline(); below < last_)
            first_ = std::max(first_, below);
        while (first_ < last_ && !may_begin(first_)) ++first_;
        while (last_ > first_ && !may_end(last_ - 1)) --last_;
    }

    /// The first block below the headline; 0 where that is not known.
    std::size_t below_headline() const { return headline_ == 0 ? 0 : blocks_in(headline_).second; }

    /// Directly beside paragraphs of the text.
    bool is_among_text(std::size_t index) const {
        return main_parents_.contains(nodes_[blocks_[index].node].parent);
    }

    bool may_begin(std::size_t index) const {
        const HtmlBlock& block = blocks_[index];
        return reads_like_text(block) || (block.block.heading_level > 0 && is_among_text(index));
    }

    bool may_end(std::size_t index) const {
        const HtmlBlock& block = blocks_[index];
        if (reads_like_text(block) || block.block.kind == ParagraphKind::bullet) return true;
        return block.block.heading_level == 0 && is_among_text(index) && !is_link_line(block);
    }

    bool is_link_line(const HtmlBlock& block) const {
        return 100 * block.link_bytes >= least_percent_of_link_line * block.block.text.size();
    }

    /// A card is a small element that holds a line which is a link, and a few words on it: a
    /// teaser.
    void find_cards() {
        in_card_.assign(blocks_.size(), false);
        for (std::size_t i = 0; i < last_; ++i) {
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
        if (in_card_[index] || repeats_often(index)) return false;
        if (block.block.kind == ParagraphKind::caption) return true;
        if (block.block.heading_level > 0) return true;
        // Among its paragraphs a line may be half of links: places, names.
        const std::size_t most =
            is_among_text(index) ? least_percent_of_link_line : most_percent_of_links;
        return 100 * block.link_bytes < most * size;
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
    std::set<std::uint32_t> main_parents_;             // of the paragraphs set as most are
    std::unordered_map<std::string_view, int> times_;  // that a text stands in the page
    std::size_t largest_article_ = 0;                  // prose in it
};

}  // namespace

HtmlBody find_body(const HtmlTree& tree, const PageFacts& facts, std::uint32_t headline) {
    return BodyFinder(tree, facts, headline).run();
}

}  // namespace broadsheet::indexer
