#include "indexer/readers/html_blocks.hpp"

#include <array>

#include "indexer/readers/html_bytes.hpp"
#include "indexer/readers/html_class_words.hpp"
#include "indexer/readers/text_blocks.hpp"
#include "indexer/readers/typography.hpp"

namespace broadsheet::indexer {

namespace {

using archive::ParagraphKind;

struct TagRole {
    GumboTag tag;
    HtmlRole role;
};

constexpr std::array tag_roles = {
    TagRole{GUMBO_TAG_HTML, HtmlRole::block},
    TagRole{GUMBO_TAG_BODY, HtmlRole::block},
    TagRole{GUMBO_TAG_P, HtmlRole::block},
    TagRole{GUMBO_TAG_DIV, HtmlRole::block},
    TagRole{GUMBO_TAG_ARTICLE, HtmlRole::block},
    TagRole{GUMBO_TAG_SECTION, HtmlRole::block},
    TagRole{GUMBO_TAG_MAIN, HtmlRole::block},
    TagRole{GUMBO_TAG_ASIDE, HtmlRole::block},
    TagRole{GUMBO_TAG_HEADER, HtmlRole::block},
    TagRole{GUMBO_TAG_FOOTER, HtmlRole::block},
    TagRole{GUMBO_TAG_HGROUP, HtmlRole::block},
    TagRole{GUMBO_TAG_ADDRESS, HtmlRole::block},
    TagRole{GUMBO_TAG_CENTER, HtmlRole::block},
    TagRole{GUMBO_TAG_DETAILS, HtmlRole::block},
    TagRole{GUMBO_TAG_SUMMARY, HtmlRole::block},
    TagRole{GUMBO_TAG_FORM, HtmlRole::block},
    TagRole{GUMBO_TAG_FIELDSET, HtmlRole::block},
    TagRole{GUMBO_TAG_FIGURE, HtmlRole::caption},
    TagRole{GUMBO_TAG_UL, HtmlRole::block},
    TagRole{GUMBO_TAG_OL, HtmlRole::block},
    TagRole{GUMBO_TAG_DL, HtmlRole::block},
    TagRole{GUMBO_TAG_DT, HtmlRole::block},
    TagRole{GUMBO_TAG_DD, HtmlRole::block},
    TagRole{GUMBO_TAG_TABLE, HtmlRole::block},
    TagRole{GUMBO_TAG_TR, HtmlRole::block},
    TagRole{GUMBO_TAG_HR, HtmlRole::block},
    TagRole{GUMBO_TAG_TD, HtmlRole::cell},
    TagRole{GUMBO_TAG_TH, HtmlRole::cell},
    TagRole{GUMBO_TAG_H1, HtmlRole::heading},
    TagRole{GUMBO_TAG_H2, HtmlRole::heading},
    TagRole{GUMBO_TAG_H3, HtmlRole::heading},
    TagRole{GUMBO_TAG_H4, HtmlRole::heading},
    TagRole{GUMBO_TAG_H5, HtmlRole::heading},
    TagRole{GUMBO_TAG_H6, HtmlRole::heading},
    TagRole{GUMBO_TAG_LI, HtmlRole::item},
    TagRole{GUMBO_TAG_BLOCKQUOTE, HtmlRole::quote},
    TagRole{GUMBO_TAG_FIGCAPTION, HtmlRole::caption},
    TagRole{GUMBO_TAG_CAPTION, HtmlRole::caption},
    TagRole{GUMBO_TAG_BR, HtmlRole::line_break},
    TagRole{GUMBO_TAG_PRE, HtmlRole::preformatted},
    TagRole{GUMBO_TAG_LISTING, HtmlRole::preformatted},
    TagRole{GUMBO_TAG_B, HtmlRole::bold},
    TagRole{GUMBO_TAG_STRONG, HtmlRole::bold},
    TagRole{GUMBO_TAG_A, HtmlRole::link},
    TagRole{GUMBO_TAG_HEAD, HtmlRole::dropped},
    TagRole{GUMBO_TAG_TITLE, HtmlRole::dropped},
    TagRole{GUMBO_TAG_NAV, HtmlRole::dropped},
    TagRole{GUMBO_TAG_LABEL, HtmlRole::dropped},
    TagRole{GUMBO_TAG_LEGEND, HtmlRole::dropped},
    TagRole{GUMBO_TAG_DATALIST, HtmlRole::dropped},
    TagRole{GUMBO_TAG_PROGRESS, HtmlRole::dropped},
    TagRole{GUMBO_TAG_METER, HtmlRole::dropped},
    // The reading beside a Japanese word; the word itself is text.
    TagRole{GUMBO_TAG_RT, HtmlRole::dropped},
    TagRole{GUMBO_TAG_RP, HtmlRole::dropped},
};

constexpr auto roles = [] {
    std::array<HtmlRole, GUMBO_TAG_LAST + 1> out{};
    for (const TagRole& entry : tag_roles) out[entry.tag] = entry.role;
    return out;
}();

bool is_hidden(const HtmlNode& node) {
    if (node.attributes == nullptr || node.attributes->length == 0) return false;
    if (node.has_attribute("hidden")) return true;
    const std::string_view style = node.attribute("style");
    const std::size_t display = find_in_any_case(style, "display");
    return display != std::string_view::npos &&
           find_in_any_case(style.substr(display, 16), "none") != std::string_view::npos;
}

/// The bytes of a space of another kind at `at` (no-break, thin…), or of a mark that shows nothing
/// (soft hyphen, byte order mark, word joiner); 0 for anything else.
std::size_t odd_space_length(std::string_view text, std::size_t at, bool& is_space) {
    const std::string_view rest = text.substr(at);
    const auto lead = static_cast<unsigned char>(text[at]);
    is_space = true;
    if (lead == 0xC2) {
        if (rest.starts_with("\u00A0")) return 2;
        is_space = false;
        return rest.starts_with("\u00AD") ? 2 : 0;
    }
    if (lead == 0xE2 && rest.size() >= 3) {
        const auto second = static_cast<unsigned char>(rest[1]);
        const auto third = static_cast<unsigned char>(rest[2]);
        const bool wide =
            second == 0x80 && (third <= 0x8A || third == 0xA8 || third == 0xA9 || third == 0xAF);
        if (wide || rest.starts_with("\u205F")) return 3;
        is_space = false;
        return rest.starts_with("\u2060") ? 3 : 0;
    }
    if (lead == 0xEF && rest.starts_with("\uFEFF")) {
        is_space = false;
        return 3;
    }
    return 0;
}

/// Whether all of the blocks of a table are its cells, each with one paragraph at most: then a row
/// is read as a line.
bool is_table_of_figures(const std::vector<HtmlNode>& nodes, std::uint32_t table) {
    std::uint32_t cell_with_paragraph = table;
    for (std::uint32_t i = table + 1; i < nodes[table].end; ++i) {
        const GumboTag tag = nodes[i].tag;
        if (tag == GUMBO_TAG_TR) continue;
        if (tag == GUMBO_TAG_P && nodes[i].parent != cell_with_paragraph) {
            cell_with_paragraph = nodes[i].parent;
            continue;
        }
        const HtmlRole role = roles[tag];
        if (role == HtmlRole::block || role == HtmlRole::heading || role == HtmlRole::item ||
            role == HtmlRole::line_break || role == HtmlRole::quote) {
            return false;
        }
    }
    return true;
}

constexpr std::uint32_t most_nodes_of_caption = 40;

// An element with a third of all nodes is the main part of a page.
constexpr std::uint32_t least_parts_of_main = 3;

class BlockWalk {
  public:
    BlockWalk(const HtmlTree& tree, const std::vector<bool>& left_out)
        : nodes_(tree.nodes()), left_out_(left_out) {}

    std::vector<HtmlBlock> run() {
        for (std::uint32_t i = 0; i < nodes_.size();) {
            while (!open_.empty() && open_.back().end <= i) close();
            const HtmlNode& node = nodes_[i];
            const bool dropped = roles[node.tag] == HtmlRole::dropped ||
                                 (!left_out_.empty() && left_out_[i]) || is_hidden_part(i);
            if (dropped) {
                // Text on both sides of it is not one word.
                if (roles[node.tag] != HtmlRole::dropped || node.tag == GUMBO_TAG_NAV) flush();
                i = node.end;
                continue;
            }
            if (node.is_text())
                take_text(i);
            else
                enter(i);
            ++i;
        }
        while (!open_.empty()) close();
        flush();
        return std::move(blocks_);
    }

  private:
    /// Servers that send a page in parts send the main one hidden, for a script to show: React
    /// calls such a part "S:1".
    bool is_hidden_part(std::uint32_t index) const {
        const HtmlNode& node = nodes_[index];
        return is_hidden(node) && least_parts_of_main * (node.end - index) < nodes_.size() &&
               !node.attribute("id").starts_with("S:");
    }

    /// How the text within an element is to be read, for each element around the walk.
    struct Context {
        ParagraphKind kind = ParagraphKind::paragraph;
        int heading_level = 0;
        bool bold = false;
        bool link = false;
        bool preformatted = false;
        bool rows = false;  // of a table of figures
        std::uint32_t block = 0;
    };
    struct Open {
        std::uint32_t end;
        Context outside;
        bool is_block;
    };

    void enter(std::uint32_t index) {
        const HtmlNode& node = nodes_[index];
        const Context outside = context_;
        bool is_block = true;
        switch (roles[node.tag]) {
            case HtmlRole::line_break:
                take_break();
                return;
            case HtmlRole::inline_text:
            case HtmlRole::dropped:
                return;
            case HtmlRole::bold:
                context_.bold = true;
                is_block = false;
                break;
            case HtmlRole::link:
                context_.link = true;
                is_block = false;
                break;
            case HtmlRole::cell:
                is_block = !context_.rows;
                if (context_.rows) append(" ");
                break;
            case HtmlRole::heading:
                context_.heading_level = node.tag - GUMBO_TAG_H1 + 1;
                break;
            case HtmlRole::item:
                if (context_.kind == ParagraphKind::paragraph)
                    context_.kind = ParagraphKind::bullet;
                break;
            case HtmlRole::quote:
                context_.kind = ParagraphKind::quote;
                break;
            case HtmlRole::caption:
                context_.kind = ParagraphKind::caption;
                break;
            case HtmlRole::preformatted:
                context_.preformatted = true;
                break;
            case HtmlRole::block:
                if (node.tag == GUMBO_TAG_TABLE) context_.rows = is_table_of_figures(nodes_, index);
                if (node.tag == GUMBO_TAG_P && context_.rows) is_block = false;
                // "has-captions" may be a class of the whole page.
                if (node.end - index <= most_nodes_of_caption && is_called_caption(node))
                    context_.kind = ParagraphKind::caption;
                break;
        }
        if (is_block) {
            flush(outside);
            context_.block = index;
        }
        open_.push_back({node.end, outside, is_block});
    }

    void close() {
        if (open_.back().is_block) flush();
        context_ = open_.back().outside;
        open_.pop_back();
    }

    void take_text(std::uint32_t index) {
        const std::string_view text = nodes_[index].text;
        if (context_.preformatted) {
            if (text_.empty()) first_ = index;
            text_.append(text);
            preformatted_ = true;
            return;
        }
        const std::size_t before = text_.size();
        if (text_.empty()) first_ = index;
        append(text);
        const std::size_t added = text_.size() - before;
        if (added == 0 || (added == 1 && text_.back() == ' ')) return;
        breaks_ = 0;
        if (context_.link) link_bytes_ += added;
        if (!context_.bold && !is_ornament(std::string_view(text_).substr(before)))
            all_bold_ = false;
    }

    void append(std::string_view text) { append_html_text(text_, text); }

    void take_break() {
        if (context_.preformatted) {
            text_ += '\n';
            return;
        }
        ++breaks_;
        const bool bold_line = all_bold_ && context_.heading_level == 0 && !trim(text_).empty();
        if (breaks_ >= 2 || bold_line)
            flush();
        else
            append(" ");
    }

    void flush() { flush(context_); }

    void flush(const Context& context) {
        breaks_ = 0;
        const std::string_view text = trim(text_);
        if (!text.empty()) {
            if (preformatted_) {
                for (const TextBlock& block : split_blocks(text)) emit(context, block.text);
            } else {
                emit(context, std::string(text));
            }
        }
        text_.clear();
        link_bytes_ = 0;
        all_bold_ = true;
        preformatted_ = false;
    }

    void emit(const Context& context, std::string text) {
        const bool heading = context.heading_level > 0 && context.kind == ParagraphKind::paragraph;
        blocks_.push_back({{context.kind, heading ? context.heading_level : 0,
                            all_bold_ && !preformatted_, std::move(text)},
                           context.block,
                           first_,
                           link_bytes_});
    }

    const std::vector<HtmlNode>& nodes_;
    const std::vector<bool>& left_out_;
    std::vector<Open> open_;
    Context context_;
    std::vector<HtmlBlock> blocks_;
    // The block that is being put together:
    std::string text_;
    std::uint32_t first_ = 0;
    std::size_t link_bytes_ = 0;
    bool all_bold_ = true;
    bool preformatted_ = false;
    int breaks_ = 0;  // in a row
};

}  // namespace

HtmlRole html_role(GumboTag tag) {
    return roles[tag];
}

void append_html_text(std::string& out, std::string_view text) {
    const auto add_space = [&] {
        if (!out.empty() && out.back() != ' ') out += ' ';
    };
    for (std::size_t at = 0; at < text.size();) {
        const auto byte = static_cast<unsigned char>(text[at]);
        if (byte <= ' ' || byte == 0x7F) {
            add_space();
            ++at;
            continue;
        }
        bool is_space = false;
        const std::size_t odd = byte < 0x80 ? 0 : odd_space_length(text, at, is_space);
        if (odd > 0) {
            if (is_space) add_space();
            at += odd;
            continue;
        }
        // A run of plain bytes at once.
        std::size_t end = at + 1;
        while (end < text.size()) {
            const auto next = static_cast<unsigned char>(text[end]);
            if (next <= ' ' || next == 0x7F || next == 0xC2 || next == 0xE2 || next == 0xEF) break;
            ++end;
        }
        out.append(text.substr(at, end - at));
        at = end;
    }
}

std::vector<HtmlBlock> html_blocks(const HtmlTree& tree, const std::vector<bool>& left_out) {
    return BlockWalk(tree, left_out).run();
}

}  // namespace broadsheet::indexer
