#include "indexer/sectioner.hpp"

#include <algorithm>
#include <optional>

#include "indexer/readers/opening_words.hpp"
#include "indexer/readers/typography.hpp"
#include "text/folding.hpp"

namespace broadsheet::indexer {

namespace {

using archive::ParagraphKind;
using archive::Section;
using archive::SectionKind;

// Headings are set to be taken in at a glance: the longest of several hundred articles looked at
// has 86 columns; most have under 50.
constexpr std::size_t widest_heading = 90;

// The paragraph below a heading is text, not the next line of a list: it is clearly longer, ...
constexpr std::size_t least_percent_of_heading = 150;
// ... and a sentence, or long enough to be one where no stop says so (as in Thai).
constexpr std::size_t shortest_sentence = 40;
constexpr std::size_t shortest_unstopped_paragraph = 90;

// "Net 975,000 vs 3,145,000" is a line of a table; "Budget 2025" and "9/11 trial" may be headings.
constexpr std::size_t most_percent_of_digits = 35;
constexpr std::size_t most_percent_of_digits_in_prose = 25;

// Characters of a heading that is the only one. Half of the false ones of Reuters-21578 are longer:
// sentences whose stop was lost.
constexpr std::size_t longest_lone_heading = 60;

// A standfirst is a sentence or two; longer paragraphs below a headline are the story.
constexpr std::size_t widest_standfirst = 240;

struct Traits {
    std::size_t width = 0;
    std::size_t bullet = 0;  // bytes of the bullet
    bool stopped = false;    // ends in a stop
    std::optional<SectionKind> opens;
};

/// The walk through the blocks of one article.
class Sectioner {
  public:
    Sectioner(std::vector<TextBlock> blocks, const SectionerContext& context)
        : blocks_(std::move(blocks)), context_(context), kind_(context.kind) {
        std::erase_if(blocks_, [](const TextBlock& block) { return is_ornament(block.text); });
        drop_repeated_headline();
        traits_.reserve(blocks_.size());
        for (const TextBlock& block : blocks_) traits_.push_back(traits_of(block.text));
    }

    std::vector<Section> run() {
        find_headings();
        std::size_t at = take_deck();
        for (; at < blocks_.size(); ++at) take_block(at);
        return std::move(sections_);
    }

  private:
    static Traits traits_of(std::string_view text) {
        Traits traits;
        traits.width = columns(text);
        traits.bullet = bullet_length(text);
        traits.stopped = ends_with_stop(text);
        if (traits.width <= widest_heading) traits.opens = opened_by(text);
        return traits;
    }

    void drop_repeated_headline() {
        if (context_.headline.empty()) return;
        const std::string headline = text::fold(trim(context_.headline));
        const auto repeats = [&](const TextBlock& block) {
            return block.text.size() <= 2 * context_.headline.size() &&
                   text::fold(block.text) == headline;
        };
        const auto first_other = std::ranges::find_if_not(blocks_, repeats);
        blocks_.erase(blocks_.begin(), first_other);
    }

    // --- headings ---

    void find_headings() {
        weigh_stops();
        headings_.assign(blocks_.size(), false);
        for (std::size_t i = 0; i < blocks_.size(); ++i) {
            headings_[i] = opens_part(i) || is_heading(i);
        }
        // A heading seldom comes alone; what does is often a sentence that lost its stop.
        const auto first = std::ranges::find(headings_, true);
        if (std::ranges::count(headings_, true) != 1) return;
        const auto index = static_cast<std::size_t>(first - headings_.begin());
        if (!opens_part(index) && !stands_out_alone(index)) headings_[index] = false;
    }

    /// Whether paragraphs end in stops here, so that a line without one differs from them. Some
    /// scripts have none (Thai), some texts are tables.
    void weigh_stops() {
        std::size_t paragraphs = 0;
        std::size_t stopped = 0;
        for (const Traits& traits : traits_) {
            if (traits.width <= widest_heading) continue;
            ++paragraphs;
            if (traits.stopped) ++stopped;
        }
        // The last often ends in a signature or an address.
        all_stopped_ = stopped + 1 >= paragraphs;
        most_stopped_ = 2 * stopped >= paragraphs;
    }

    /// Set by blank lines: one above it, and none between it and its paragraph.
    bool is_set_as_heading(std::size_t index) const {
        return blocks_[index].blank_before && index + 1 < blocks_.size() &&
               !blocks_[index + 1].blank_before;
    }

    bool stands_out_alone(std::size_t index) const {
        if (is_set_as_heading(index)) return true;
        // A lone short line at the top is a standfirst, a kicker or an address.
        const std::string_view text = blocks_[index].text;
        return index > 0 && all_stopped_ && !ends_with_question(text) &&
               !ends_with_closing_quote(text) && characters(text) <= longest_lone_heading;
    }

    /// The word alone on its line, with something below it.
    bool opens_part(std::size_t index) const {
        return traits_[index].opens && index + 1 < blocks_.size();
    }

    bool is_heading(std::size_t index) const {
        return (most_stopped_ || is_set_as_heading(index)) && reads_like_heading(index) &&
               is_finished_above(index) && stands_above_text(index);
    }

    bool reads_like_heading(std::size_t index) const {
        const Traits& traits = traits_[index];
        const std::string_view text = blocks_[index].text;
        return traits.width <= widest_heading && traits.bullet == 0 && !traits.stopped &&
               !ends_with_dash(text) && starts_like_a_title(text) && !is_numbered_item(text) &&
               !(ends_with_question(text) && ends_with_closing_quote(text)) &&
               !is_open_quotation(text) && !is_date_line(text) && !has_caption_label(text) &&
               percent_of_digits(text) <= most_percent_of_digits;
    }

    /// Nothing above goes on in this line: tables and lists of names are runs of unfinished lines.
    bool is_finished_above(std::size_t index) const {
        if (index == 0) return true;
        const Traits& above = traits_[index - 1];
        return above.stopped || above.bullet > 0 || above.width > widest_heading ||
               opens_part(index - 1) || ends_with_question(blocks_[index - 1].text) ||
               is_date_line(blocks_[index - 1].text);
    }

    bool stands_above_text(std::size_t index) const {
        if (index + 1 >= blocks_.size()) return false;
        const Traits& below = traits_[index + 1];
        if (below.bullet > 0) return index + 2 < blocks_.size() && traits_[index + 2].bullet > 0;
        const bool sentence = (below.stopped && below.width >= shortest_sentence) ||
                              below.width > shortest_unstopped_paragraph;
        const bool table =
            percent_of_digits(blocks_[index + 1].text) > most_percent_of_digits_in_prose;
        return sentence && !table &&
               100 * below.width >= least_percent_of_heading * traits_[index].width;
    }

    // --- deck ---

    /// Takes the deck, if there is one, and gives the index of the first block below it.
    std::size_t take_deck() {
        std::size_t end = 0;
        while (end < blocks_.size() && traits_[end].bullet > 0) ++end;
        // An article that is a list all through has no deck.
        if (end == 0 && is_standfirst()) end = 1;
        if (end == 0 || end == blocks_.size()) return 0;
        open({SectionKind::deck, 1, {}, {}});
        for (std::size_t i = 0; i < end; ++i) add_paragraph(i, true);
        needs_section_ = true;
        return end;
    }

    /// A short paragraph between headline and body, told by its missing stop or by standing right
    /// below the headline, apart from the body.
    bool is_standfirst() const {
        if (!context_.below_headline || blocks_.size() < 2 || headings_[0] || opens_part(0))
            return false;
        const Traits& first = traits_[0];
        if (first.width > widest_standfirst || traits_[1].bullet > 0) return false;
        const std::string_view text = blocks_[0].text;
        if (dateline_length(text) > 0 || is_date_line(text) || !starts_like_a_title(text))
            return false;
        const bool text_below = headings_[1] || stands_above_text(0);
        const bool set_apart = !blocks_[0].blank_before && blocks_[1].blank_before;
        return text_below && (!first.stopped || set_apart);
    }

    // --- sections ---

    void open(Section section) {
        sections_.push_back(std::move(section));
        needs_section_ = false;
    }

    void take_block(std::size_t index) {
        if (opens_part(index)) {
            open_part(*traits_[index].opens, index);
        } else if (headings_[index]) {
            open_headed(index);
        } else if (opened_by_label(blocks_[index].text) == SectionKind::correction) {
            open({SectionKind::correction, 1, {}, {}});
            add_paragraph(index, false);
            needs_section_ = true;
        } else {
            if (needs_section_ || sections_.empty()) open({kind_, level_, {}, {}});
            add_paragraph(index, false);
            close_correction();
        }
    }

    /// A correction above the story is one paragraph; at its end, all that follows. An article that
    /// is a correction as a whole has no story.
    void close_correction() {
        const bool in_correction =
            sections_.back().kind != kind_ && sections_.back().kind == SectionKind::correction;
        if (!in_correction)
            in_body_ = true;
        else if (!in_body_)
            needs_section_ = true;
    }

    void open_part(SectionKind kind, std::size_t index) {
        open({kind, 1, std::move(blocks_[index].text), {}});
        if (kind != SectionKind::correction) {
            kind_ = kind;
            level_ = 1;
            pieces_level_ = 2;
            in_body_ = true;
        }
    }

    void open_headed(std::size_t index) {
        std::string& heading = blocks_[index].text;
        // "Analysis: What the talks mean" is a commentary of its own, and the report goes on below.
        const auto label = opened_by_label(heading);
        level_ = pieces_level_;
        open({label ? *label : kind_, level_, std::move(heading), {}});
        in_body_ = true;
    }

    void add_paragraph(std::size_t index, bool in_deck) {
        std::string& text = blocks_[index].text;
        const ParagraphKind kind = paragraph_kind(index, in_deck);
        if (kind == ParagraphKind::bullet) text.erase(0, traits_[index].bullet);
        sections_.back().paragraphs.push_back({kind, std::move(text)});
    }

    ParagraphKind paragraph_kind(std::size_t index, bool in_deck) const {
        const std::string_view text = blocks_[index].text;
        if (traits_[index].bullet > 0 && (in_deck || !is_lone_dash(index)))
            return ParagraphKind::bullet;
        if (is_quotation(text) || is_part_of_speech(index)) return ParagraphKind::quote;
        if (has_caption_label(text)) return ParagraphKind::caption;
        return ParagraphKind::paragraph;
    }

    bool has_bullet(std::size_t index) const {
        return index < traits_.size() && traits_[index].bullet > 0;
    }

    /// A dash at one paragraph only: an attribution or a line of direct speech, no list.
    bool is_lone_dash(std::size_t index) const {
        return is_dash_bullet(blocks_[index].text) && !has_bullet(index + 1) &&
               (index == 0 || !has_bullet(index - 1));
    }

    /// A quotation of several paragraphs opens each with a mark and closes only the last.
    bool is_part_of_speech(std::size_t index) const {
        if (!is_open_quotation(blocks_[index].text) || index + 1 >= blocks_.size()) return false;
        const std::string_view next = blocks_[index + 1].text;
        return is_open_quotation(next) || is_quotation(next);
    }

    std::vector<TextBlock> blocks_;
    const SectionerContext& context_;
    std::vector<Traits> traits_;
    std::vector<bool> headings_;
    bool all_stopped_ = false;  // all long paragraphs end in stops, but for the last
    bool most_stopped_ = false;
    std::vector<Section> sections_;
    SectionKind kind_;  // of the sections that come
    std::uint8_t level_ = 1;
    std::uint8_t pieces_level_ = 1;  // of headed pieces: 2 within a commentary part
    bool needs_section_ = false;     // the section above is closed
    bool in_body_ = false;           // something of the story has been taken
};

}  // namespace

std::vector<Section> make_sections(std::vector<TextBlock> blocks, const SectionerContext& context) {
    return Sectioner(std::move(blocks), context).run();
}

SectionKind kind_of_article(std::string_view headline, std::string_view desk) {
    if (const auto kind = opened_by_label(headline)) return *kind;
    if (opened_by(headline) == SectionKind::letters) return SectionKind::letters;
    return opened_by(desk).value_or(SectionKind::body);
}

Section make_deck(const std::vector<TextBlock>& blocks) {
    Section deck{SectionKind::deck, 1, {}, {}};
    for (const TextBlock& block : blocks) {
        const std::size_t bullet = bullet_length(block.text);
        const ParagraphKind kind = bullet > 0 ? ParagraphKind::bullet : ParagraphKind::paragraph;
        deck.paragraphs.push_back({kind, block.text.substr(bullet)});
    }
    return deck;
}

std::string find_dateline(const std::vector<Section>& sections) {
    const auto tells_story = [](const Section& section) {
        return section.kind != SectionKind::deck && section.kind != SectionKind::correction &&
               !section.paragraphs.empty();
    };
    const auto first = std::ranges::find_if(sections, tells_story);
    if (first == sections.end()) return {};
    const std::string& text = first->paragraphs.front().text;
    return text.substr(0, dateline_length(text));
}

}  // namespace broadsheet::indexer
