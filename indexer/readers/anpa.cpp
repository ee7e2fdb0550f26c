// ANPA 1312 (ANPA Technical Report 84-2), as the Associated Press sends it.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "indexer/readers/article_parts.hpp"
#include "indexer/readers/iso_date.hpp"
#include "indexer/readers/marked_blocks.hpp"
#include "indexer/readers/plain_text_reader.hpp"
#include "indexer/readers/typography.hpp"
#include "indexer/readers/wire_message.hpp"
#include "indexer/readers/wire_text.hpp"
#include "indexer/readers/xml_node.hpp"

namespace broadsheet::indexer {

namespace {

using archive::ParagraphKind;

struct Category {
    char code;
    std::string_view desk;
};
// The categories of the Associated Press's members' guide.
constexpr std::array categories = {
    Category{'a', "National"},   Category{'d', "Food"},          Category{'e', "Entertainment"},
    Category{'f', "Business"},   Category{'i', "International"}, Category{'k', "Commentary"},
    Category{'l', "Lifestyle"},  Category{'n', "State"},         Category{'o', "Weather"},
    Category{'p', "Politics"},   Category{'s', "Sports"},        Category{'t', "Travel"},
    Category{'w', "Washington"},
};

// Lines in the head that are for editors, not for readers.
constexpr std::array<std::string_view, 8> editors_lines = {
    "AP Photo", "AP Graphic", "AP Video",      "Eds:",
    "(Eds:",    "Eds.",       "With AP Photo", "EDITOR'S NOTE"};

/// The teletype's signs as print has them: ``so'' and " _ ".
std::string in_print(std::string_view line) {
    std::string out = one_line(without_controls(line));
    const auto replace = [&](std::string_view from, std::string_view to) {
        for (std::size_t at = out.find(from); at != std::string::npos; at = out.find(from, at))
            out.replace(at, from.size(), to), at += to.size();
    };
    replace("``", "“");
    replace("''", "”");
    replace(" _ ", " — ");
    return out;
}

/// One message on its way to an article: the marked lines of the head, then the story.
class AnpaStory {
  public:
    explicit AnpaStory(ReadArticle& read) : read_(read) {}

    void take(std::string_view line) {
        if (trim(without_controls(line)).empty()) return;
        if (line.starts_with('^')) return take_marked(line.substr(1));
        in_head_ = false;
        add(ParagraphKind::paragraph, 0, without_mark(line));
    }

    void finish(std::string_view slug) {
        if (read_.article.headline.empty()) read_.article.headline = in_print(slug);
        const bool headed = std::ranges::any_of(
            blocks_, [](const MarkedBlock& block) { return block.heading_level > 0; });
        const SectionerContext context{read_.article.headline, false,
                                       kind_of_article(read_.article.headline, read_.article.desk)};
        if (headed) {
            read_.article.sections = sections_of_marked(std::move(blocks_), context);
        } else {
            std::vector<TextBlock> blocks;
            for (MarkedBlock& block : blocks_) blocks.push_back({std::move(block.text), true});
            read_.article.sections = make_sections(std::move(blocks), context);
        }
        read_.article.dateline = find_dateline(read_.article.sections);
        add_deck(read_, deck_);
    }

  private:
    static std::string_view without_mark(std::string_view line) {
        while (line.ends_with(' ')) line.remove_suffix(1);
        if (line.ends_with('<') || line.ends_with('=')) line.remove_suffix(1);
        return line;
    }

    /// "^headline<", "^By Jane Roe=", "^Associated Press=".
    void take_marked(std::string_view line) {
        const bool centred = line.ends_with('=');
        const std::string text = in_print(without_mark(line));
        if (text.empty() || is_for_editors(text) || text == "END") return;
        const std::string_view names = byline_of(text);
        const bool by = text.starts_with("By ");
        const bool titled = std::exchange(after_byline_, false);
        if (in_head_ && by && read_.article.byline.empty()) {
            read_.article.byline = names.empty() ? text.substr(3) : std::string(names);
            after_byline_ = centred;
        } else if (in_head_ && titled && centred && !is_upper(text)) {
            read_.article.byline += ", " + text;
        } else if (in_head_ && read_.article.headline.empty()) {
            read_.article.headline = text;
        } else if (in_head_ && !centred && line.ends_with('<')) {
            deck_ += text + "\n\n";
        } else {
            add(ParagraphKind::paragraph, centred ? 2 : 0, text);
        }
    }

    static bool is_for_editors(std::string_view text) {
        return std::ranges::any_of(
            editors_lines, [&](std::string_view opening) { return text.starts_with(opening); });
    }

    static bool is_upper(std::string_view text) {
        return std::ranges::none_of(text, [](char c) { return c >= 'a' && c <= 'z'; });
    }

    void add(ParagraphKind kind, int heading_level, std::string_view line) {
        std::string text = in_print(line);
        if (!text.empty() && !is_ornament(text))
            blocks_.push_back({kind, heading_level, false, std::move(text)});
    }

    ReadArticle& read_;
    std::vector<MarkedBlock> blocks_;
    std::string deck_;
    bool in_head_ = true;
    bool after_byline_ = false;
};

/// "AP-WF-11-13-13 1509GMT": month, day, year and time of filing.
void take_trailer(ReadArticle& read, std::string_view trailer) {
    const std::string line = one_line(without_controls(trailer.substr(0, trailer.find('<'))));
    const std::size_t source_end = line.find('-');
    if (source_end == std::string::npos) return;
    read.article.source = line.substr(0, source_end);
    const std::size_t space = line.find(' ');
    if (space == std::string::npos || space < 8 || line.size() < space + 8) return;
    const std::string_view date = std::string_view(line).substr(space - 8, 8);
    const std::string_view time = std::string_view(line).substr(space + 1);
    if (time.substr(4, 3) != "GMT") return;
    const std::string_view century = date.substr(6) < std::string_view("50") ? "20" : "19";
    if (auto read_date = read_iso_date(fmt::format("{}{}-{}-{}T{}:{}Z", century, date.substr(6),
                                                   date.substr(0, 2), date.substr(3, 2),
                                                   time.substr(0, 2), time.substr(2, 2))))
        read.article.date = std::move(*read_date);
}

/// The second line of the heading opens with priority and category: "r a".
void take_category(ReadArticle& read, std::string_view heading) {
    const auto lines = wire_lines(heading);
    if (lines.size() < 2 || lines[1].size() < 3) return;
    const auto found = std::ranges::find(categories, lines[1][2], &Category::code);
    if (found != categories.end()) read.article.desk = found->desk;
}

void read_message(const WireMessage& message, ReadArticle& read) {
    take_category(read, message.heading);
    take_trailer(read, message.trailer);
    const auto lines = wire_lines(message.text);
    // The slug line: "^BC-US--Ethanol,466<".
    std::string_view slug = lines.front();
    if (slug.starts_with('^')) slug.remove_prefix(1);
    slug = slug.substr(0, slug.find_first_of(",<"));
    AnpaStory story(read);
    for (std::size_t i = 1; i < lines.size(); ++i) story.take(lines[i]);
    story.finish(slug);
}

}  // namespace

bool is_anpa(const Opening& opening) {
    const std::string_view heading = opening_heading(opening.bytes);
    // US before the selector, or DC3 and DC1 (or DC4 and DC2) before the slug.
    return !heading.empty() &&
           (opening.bytes.starts_with('\x16') || heading.find('\x1f') != std::string_view::npos ||
            heading.find('\x13') != std::string_view::npos);
}

void read_anpa(const InputName& name, InputStream& stream, const ReadOptions& options,
               ArticleSink& sink) {
    read_wire_messages(read_message, name, stream, options, sink);
}

}  // namespace broadsheet::indexer
