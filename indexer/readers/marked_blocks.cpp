#include "indexer/readers/marked_blocks.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <unordered_set>

#include "indexer/readers/opening_words.hpp"
#include "indexer/readers/plain_text_reader.hpp"
#include "indexer/readers/typography.hpp"
#include "text/folding.hpp"

namespace broadsheet::indexer {

namespace {

using archive::ParagraphKind;
using archive::Section;
using archive::SectionKind;

// As in the sectioner: headings are taken in at a glance.
constexpr std::size_t widest_bold_heading = 90;

// Below all that are marked.
constexpr int bold_level = 7;

bool repeats(std::string_view text, std::string_view headline) {
    return !headline.empty() && text.size() <= 2 * headline.size() &&
           text::fold(text) == text::fold(trim(headline));
}

/// "2. Australia won the last of its titles in what year?"
bool is_numbered(std::string_view text) {
    const std::size_t after = text.find_first_not_of("0123456789");
    return after != 0 && after < text.size() && text[after] == '.';
}

class MarkedSections {
  public:
    MarkedSections(std::vector<MarkedBlock> blocks, const SectionerContext& context)
        : blocks_(std::move(blocks)), context_(context), kind_(context.kind) {
        std::erase_if(blocks_, [](const MarkedBlock& block) { return is_ornament(block.text); });
        const auto other = std::ranges::find_if_not(blocks_, [&](const MarkedBlock& block) {
            return repeats(block.text, context_.headline);
        });
        blocks_.erase(blocks_.begin(), other);
        promote_bold();
        if (std::ranges::none_of(blocks_,
                                 [](const auto& block) { return block.heading_level > 0; }))
            promote_set_apart();
        for (const MarkedBlock& block : blocks_) {
            if (block.heading_level > 0) highest_ = std::min(highest_, block.heading_level);
        }
    }

    std::vector<Section> run() {
        for (MarkedBlock& block : blocks_) {
            if (block.heading_level > 0)
                take_heading(block);
            else
                take_paragraph(block);
        }
        return std::move(sections_);
    }

  private:
    // --- bold paragraphs ---

    static bool may_be_bold_heading(const MarkedBlock& block) {
        return block.bold && block.heading_level == 0 && block.kind == ParagraphKind::paragraph &&
               columns(block.text) <= widest_bold_heading && !ends_with_stop(block.text) &&
               starts_like_a_title(block.text) && !is_date_line(block.text) &&
               !is_quotation(block.text) && !has_caption_label(block.text);
    }

    void promote_bold() {
        for (std::size_t i = 0; i + 1 < blocks_.size(); ++i) {
            const MarkedBlock& below = blocks_[i + 1];
            const bool above_text = below.heading_level == 0 && !below.bold;
            const bool below_bold =
                i > 0 && blocks_[i - 1].bold && blocks_[i - 1].heading_level == 0;
            if (above_text && !below_bold && may_be_bold_heading(blocks_[i]))
                blocks_[i].heading_level = bold_level;
        }
    }

    /// Where no heading is marked, those that typography tells.
    void promote_set_apart() {
        std::vector<TextBlock> lines;
        for (const MarkedBlock& block : blocks_) lines.push_back({block.text, false});
        std::unordered_set<std::string> headings;
        for (Section& section : make_sections(std::move(lines), context_))
            headings.insert(std::move(section.heading));
        for (MarkedBlock& block : blocks_) {
            const bool plain = block.kind == ParagraphKind::paragraph &&
                               byline_of(block.text).empty() && !is_numbered(block.text);
            if (plain && headings.contains(block.text)) block.heading_level = bold_level;
        }
    }

    // --- sections ---

    void open(Section section) {
        sections_.push_back(std::move(section));
        needs_section_ = false;
    }

    void take_heading(MarkedBlock& block) {
        const int level = block.heading_level;
        const auto opens = opened_by(block.text);
        if (opener_ > 0 && closes_part(level)) {
            opener_ = 0;
            kind_ = context_.kind;
        }
        if (opens) {
            open({*opens, 1, std::move(block.text), {}});
            if (*opens == SectionKind::commentary) {
                kind_ = *opens;
                opener_ = level;
                deeper_ = false;
            }
            return;
        }
        if (opener_ > 0 && level > opener_) deeper_ = true;
        const bool piece = opener_ > 0 || level > highest_;
        const bool below_part = std::ranges::any_of(
            sections_, [](const Section& section) { return !section.heading.empty(); });
        const auto label = opened_by_label(block.text);
        const std::uint8_t own_level = piece && below_part ? 2 : 1;
        open({label.value_or(kind_), own_level, std::move(block.text), {}});
        level_ = own_level;
    }

    /// A part that a word opens ends where a higher heading stands, or one of its own level after
    /// deeper ones; before such, headings of its own level are its pieces.
    bool closes_part(int level) const { return level < opener_ || (level == opener_ && deeper_); }

    void take_paragraph(MarkedBlock& block) {
        if (opened_by_label(block.text) == SectionKind::correction) {
            open({SectionKind::correction, 1, {}, {}});
            add(block);
            needs_section_ = true;
            return;
        }
        if (needs_section_ || sections_.empty()) open({kind_, level_, {}, {}});
        add(block);
    }

    void add(MarkedBlock& block) {
        ParagraphKind kind = block.kind;
        if (kind == ParagraphKind::paragraph) {
            if (is_round_bullet(block.text) && bullet_length(block.text) > 0) {
                kind = ParagraphKind::bullet;
                block.text.erase(0, bullet_length(block.text));
            } else if (is_quotation(block.text)) {
                kind = ParagraphKind::quote;
            } else if (has_caption_label(block.text)) {
                kind = ParagraphKind::caption;
            }
        }
        sections_.back().paragraphs.push_back({kind, std::move(block.text)});
    }

    std::vector<MarkedBlock> blocks_;
    const SectionerContext& context_;
    std::vector<Section> sections_;
    SectionKind kind_;            // of the sections that come
    int highest_ = bold_level;    // the highest level of headings in use
    int opener_ = 0;              // level of the heading that opened the commentary; 0 outside
    bool deeper_ = false;         // a deeper heading has followed the opener
    bool needs_section_ = false;  // the section above is closed
    std::uint8_t level_ = 1;
};

}  // namespace

std::vector<Section> sections_of_marked(std::vector<MarkedBlock> blocks,
                                        const SectionerContext& context) {
    return MarkedSections(std::move(blocks), context).run();
}

}  // namespace broadsheet::indexer
