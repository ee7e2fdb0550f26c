#include "indexer/readers/text_blocks.hpp"

#include <algorithm>

#include "indexer/readers/typography.hpp"
#include "text/utf8.hpp"

namespace broadsheet::indexer {

namespace {

// Text is wrapped at 60 to 80 columns, by some mailers at up to 100. A longer line is a whole
// paragraph.
constexpr std::size_t widest_wrapped_line = 100;

// Columns of print are set from some 35 signs on; below, lines are lists and tables.
constexpr std::size_t narrowest_wrap = 35;

// Of the line ends that look wrapped, this share must fall within a sentence. In wrapped English
// about two thirds do, in German (which capitalises nouns) a half; in lists next to none.
constexpr std::size_t least_percent_within_sentences = 40;

// Programs that balance lines leave some of them up to this much short of the column.
constexpr std::size_t percent_of_full_line = 85;

// No article has as many; what comes after them is one paragraph, so that megabytes of line feeds
// do not become gigabytes of blocks.
constexpr std::size_t most_lines = 200'000;

struct Line {
    std::string_view text;  // trimmed
    bool blank_before = false;
    bool indented = false;
    std::size_t columns = 0;  // only reckoned where another line follows or precedes directly
};

// U+0085, U+2028 and U+2029 end a line as well.
std::size_t line_end_length(std::string_view text, std::size_t at) {
    switch (static_cast<unsigned char>(text[at])) {
        case '\n':
        case '\v':
        case '\f':
            return 1;
        case '\r':
            return at + 1 < text.size() && text[at + 1] == '\n' ? 2 : 1;
        case 0xC2:
            return text.substr(at, 2) == "\u0085" ? 2 : 0;
        case 0xE2: {
            const std::string_view three = text.substr(at, 3);
            return three == "\u2028" || three == "\u2029" ? 3 : 0;
        }
        default:
            return 0;
    }
}

/// The next byte that may end a line.
std::size_t find_line_end(std::string_view text, std::size_t from, std::size_t& length) {
    for (std::size_t at = from; at < text.size(); ++at) {
        const auto byte = static_cast<unsigned char>(text[at]);
        if (byte > '\r' && byte != 0xC2 && byte != 0xE2) continue;
        length = line_end_length(text, at);
        if (length > 0) return at;
    }
    length = 0;
    return text.size();
}

bool is_indented(std::string_view line) {
    return line.starts_with("  ") || line.starts_with('\t');
}

std::vector<Line> split_lines(std::string_view text) {
    std::vector<Line> lines;
    bool blank = false;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t length = 0;
        const bool last = lines.size() == most_lines;
        const std::size_t end = last ? text.size() : find_line_end(text, at, length);
        const std::string_view raw = text.substr(at, end - at);
        const std::string_view trimmed = trim(raw);
        if (trimmed.empty()) {
            blank = true;
        } else {
            lines.push_back({trimmed, blank, is_indented(raw)});
            blank = false;
        }
        at = end + length;
    }
    return lines;
}

bool is_han_or_kana(char32_t c) {
    return c >= 0x2E80 && c <= 0xD7FF;
}

/// The first that could stand alone at a line's end: a word, in Chinese and Japanese a character.
std::string_view first_word(std::string_view line) {
    std::size_t at = 0;
    if (is_han_or_kana(text::decode(line, at))) return line.substr(0, at);
    return line.substr(0, std::min(line.size(), line.find(' ')));
}

/// Thai, Lao, Burmese and Khmer part neither words nor sentences by signs that could tell whether a
/// line goes on.
bool has_no_signs(std::string_view line) {
    std::size_t at = 0;
    const char32_t c = text::decode(line, at);
    return (c >= 0x0E00 && c <= 0x0EFF) || (c >= 0x1000 && c <= 0x109F) ||
           (c >= 0x1780 && c <= 0x17FF);
}

/// Tabs within a line part columns.
bool is_table_row(std::string_view line) {
    return line.find('\t') != std::string_view::npos;
}

bool has_lower_case(std::string_view text) {
    return std::ranges::any_of(text, [](char c) { return c >= 'a' && c <= 'z'; });
}

/// Finds out whether, and where, the lines of one text are wrapped.
class Wrapping {
  public:
    Wrapping(std::vector<Line>& lines, FirstLine first) : lines_(lines), first_(first) {
        measure();
        find_items();
        if (column_ >= narrowest_wrap) weigh();
    }

    /// Whether line `index` goes on in the next.
    bool joins(std::size_t index) const { return wrapped_ && may_join(index); }

  private:
    bool adjoin(std::size_t index) const {
        return index + 1 < lines_.size() && !lines_[index + 1].blank_before;
    }

    /// The column of wrapping: that which nine of ten lines that could be wrapped keep to.
    void measure() {
        std::vector<std::size_t> widths;
        for (std::size_t i = 0; i < lines_.size(); ++i) {
            if (!adjoin(i)) continue;
            for (Line* line : {&lines_[i], &lines_[i + 1]}) {
                if (line->columns == 0) line->columns = columns(line->text);
            }
            if (lines_[i].columns <= widest_wrapped_line) widths.push_back(lines_[i].columns);
        }
        if (widths.empty()) return;
        const auto nine_tenths =
            widths.begin() + static_cast<std::ptrdiff_t>(widths.size() * 9 / 10);
        std::ranges::nth_element(widths, nine_tenths);
        column_ = *nine_tenths;
    }

    /// The next word would not have fitted. A line that goes on in lower case need not be quite
    /// full.
    bool is_full(std::size_t index, bool goes_on) const {
        const std::size_t with_word =
            lines_[index].columns + 1 + columns(first_word(lines_[index + 1].text));
        return with_word > (goes_on ? column_ * percent_of_full_line / 100 : column_);
    }

    bool may_join(std::size_t index) const {
        if (!adjoin(index)) return false;
        const Line& line = lines_[index];
        const Line& next = lines_[index + 1];
        if (is_table_row(line.text) || is_table_row(next.text)) return false;
        if (line.columns > widest_wrapped_line || next.columns > widest_wrapped_line) return false;
        if (items_[index + 1] || is_ornament(line.text) || is_ornament(next.text)) return false;
        const bool in_bullet = items_[index] || line.indented;
        if (next.indented && !in_bullet) return false;
        const bool goes_on = starts_in_lower_case(next.text);
        // The first line is a headline as a rule, and no one breaks it before a capital unless he
        // must.
        if (index == 0 && first_ == FirstLine::headline && !goes_on) return false;
        return is_full(index, goes_on);
    }

    /// Which lines begin with a bullet: not those where a dash only came to stand at the start of a
    /// wrapped line.
    void find_items() {
        items_.assign(lines_.size(), false);
        for (std::size_t i = 0; i < lines_.size(); ++i) {
            const std::string_view text = lines_[i].text;
            if (bullet_length(text) == 0) continue;
            const bool may_be_dash = !text.starts_with('*') && !is_round_bullet(text);
            items_[i] = !(may_be_dash && i > 0 && goes_on_below(i - 1));
        }
    }

    /// The line is full and its sentence is not at an end.
    bool goes_on_below(std::size_t index) const {
        const Line& line = lines_[index];
        return adjoin(index) && !items_[index] && !line.indented && !ends_with_stop(line.text) &&
               is_full(index, true);
    }

    bool is_within_sentence(std::size_t index) const {
        if (ends_with_stop(lines_[index].text) && !lines_[index].text.ends_with(',')) return false;
        if (has_no_signs(lines_[index + 1].text)) return false;
        // Where all is in capitals, as in telegraphed text, they tell nothing.
        return starts_in_lower_case(lines_[index + 1].text) ||
               !has_lower_case(lines_[index + 1].text);
    }

    void weigh() {
        std::size_t candidates = 0;
        std::size_t within = 0;
        for (std::size_t i = 0; i + 1 < lines_.size(); ++i) {
            if (!may_join(i)) continue;
            ++candidates;
            if (is_within_sentence(i)) ++within;
        }
        wrapped_ = candidates > 0 && 100 * within >= least_percent_within_sentences * candidates;
    }

    std::vector<Line>& lines_;
    FirstLine first_;
    std::vector<bool> items_;
    std::size_t column_ = 0;
    bool wrapped_ = false;
};

/// What stands between two lines that are joined.
std::string_view joint(std::string_view line, std::string_view next) {
    const char32_t last = text::decode_before(line, line.size());
    std::size_t at = 0;
    const char32_t first = text::decode(next, at);
    if (is_han_or_kana(last) && is_han_or_kana(first)) return "";
    // "cease-" + "fire", but not "talks -" + "which".
    const bool hyphen = last == U'-' && line.size() > 1 && line[line.size() - 2] != ' ' &&
                        line[line.size() - 2] != '-';
    return hyphen ? "" : " ";
}

/// Control characters, and line ends where they were not taken as such.
void replace_controls(std::string& text) {
    for (char& c : text) {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
    }
}

}  // namespace

std::vector<TextBlock> split_blocks(std::string_view text, FirstLine first) {
    std::vector<Line> lines = split_lines(text);
    const Wrapping wrapping(lines, first);
    std::vector<TextBlock> blocks;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        blocks.push_back({std::string(lines[i].text), lines[i].blank_before});
        std::string& block = blocks.back().text;
        for (; wrapping.joins(i); ++i) {
            block += joint(lines[i].text, lines[i + 1].text);
            block += lines[i + 1].text;
        }
        replace_controls(block);
    }
    return blocks;
}

}  // namespace broadsheet::indexer
