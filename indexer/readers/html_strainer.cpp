#include "indexer/readers/html_strainer.hpp"

#include <gumbo.h>

#include <algorithm>
#include <array>
#include <bitset>
#include <cstdint>
#include <cstring>
#include <limits>

#include "indexer/readers/html_bytes.hpp"

namespace broadsheet::indexer {

namespace {

constexpr std::size_t npos = std::string_view::npos;

enum class Treatment : std::uint8_t {
    kept,
    unwrapped,  // the tags go, the content stays
    text,       // goes with its content, which is no markup: ends at its own end tag only
    dropped,    // goes with its content, in which it may stand again
};

struct TagRule {
    GumboTag tag;
    Treatment treatment;
};

constexpr std::array tag_rules = {
    TagRule{GUMBO_TAG_SCRIPT, Treatment::text},
    TagRule{GUMBO_TAG_STYLE, Treatment::text},
    TagRule{GUMBO_TAG_TEXTAREA, Treatment::text},
    TagRule{GUMBO_TAG_IFRAME, Treatment::text},
    TagRule{GUMBO_TAG_XMP, Treatment::text},
    TagRule{GUMBO_TAG_NOEMBED, Treatment::text},
    TagRule{GUMBO_TAG_NOFRAMES, Treatment::text},
    TagRule{GUMBO_TAG_NOSCRIPT, Treatment::dropped},
    TagRule{GUMBO_TAG_SVG, Treatment::dropped},
    TagRule{GUMBO_TAG_MATH, Treatment::dropped},
    TagRule{GUMBO_TAG_TEMPLATE, Treatment::dropped},
    TagRule{GUMBO_TAG_SELECT, Treatment::dropped},
    TagRule{GUMBO_TAG_BUTTON, Treatment::dropped},
    TagRule{GUMBO_TAG_OBJECT, Treatment::dropped},
    TagRule{GUMBO_TAG_VIDEO, Treatment::dropped},
    TagRule{GUMBO_TAG_AUDIO, Treatment::dropped},
    TagRule{GUMBO_TAG_CANVAS, Treatment::dropped},
    TagRule{GUMBO_TAG_INPUT, Treatment::unwrapped},
    TagRule{GUMBO_TAG_OPTION, Treatment::unwrapped},
    TagRule{GUMBO_TAG_OPTGROUP, Treatment::unwrapped},
    TagRule{GUMBO_TAG_SOURCE, Treatment::unwrapped},
    TagRule{GUMBO_TAG_IMG, Treatment::unwrapped},
    TagRule{GUMBO_TAG_EMBED, Treatment::unwrapped},
    TagRule{GUMBO_TAG_PARAM, Treatment::unwrapped},
    TagRule{GUMBO_TAG_PLAINTEXT, Treatment::unwrapped},
    // What is in a frame is another page; isindex and keygen are long gone from HTML.
    TagRule{GUMBO_TAG_FRAMESET, Treatment::unwrapped},
    TagRule{GUMBO_TAG_FRAME, Treatment::unwrapped},
    TagRule{GUMBO_TAG_ISINDEX, Treatment::unwrapped},
    TagRule{GUMBO_TAG_KEYGEN, Treatment::unwrapped},
};

constexpr auto treatments = [] {
    std::array<Treatment, GUMBO_TAG_LAST + 1> out{};
    for (const TagRule& rule : tag_rules) out[rule.tag] = rule.treatment;
    return out;
}();

/// Elements that another tag closes, or that have no content: pages leave out their end tags, so
/// they say nothing of the depth. Each stands in one that is counted.
constexpr std::array uncounted_tags = {
    GUMBO_TAG_HTML,   GUMBO_TAG_HEAD,  GUMBO_TAG_BODY,  GUMBO_TAG_P,     GUMBO_TAG_LI,
    GUMBO_TAG_DT,     GUMBO_TAG_DD,    GUMBO_TAG_TR,    GUMBO_TAG_TD,    GUMBO_TAG_TH,
    GUMBO_TAG_THEAD,  GUMBO_TAG_TBODY, GUMBO_TAG_TFOOT, GUMBO_TAG_RT,    GUMBO_TAG_RP,
    GUMBO_TAG_BR,     GUMBO_TAG_HR,    GUMBO_TAG_META,  GUMBO_TAG_LINK,  GUMBO_TAG_BASE,
    GUMBO_TAG_WBR,    GUMBO_TAG_AREA,  GUMBO_TAG_COL,   GUMBO_TAG_TRACK, GUMBO_TAG_COLGROUP,
    GUMBO_TAG_CAPTION};

constexpr auto counted = [] {
    std::array<bool, GUMBO_TAG_LAST + 1> out{};
    out.fill(true);
    for (const GumboTag tag : uncounted_tags) out[tag] = false;
    return out;
}();

/// Attributes that say what an element is there for. The rest is for programs.
constexpr std::array<std::string_view, 19> kept_attributes = {
    "class",    "id",    "itemprop", "itemtype",    "itemscope",     "property", "name",
    "content",  "rel",   "href",     "datetime",    "lang",          "role",     "hidden",
    "xml:lang", "style", "charset",  "data-testid", "data-component"};

// A value that is longer is data for a program, not a name; what <meta> says fits.
constexpr std::size_t longest_attribute_value = 16 << 10;

bool is_kept_attribute(std::string_view name, std::string_view value) {
    if (value.size() > longest_attribute_value) return false;
    const auto known = std::ranges::find_if(
        kept_attributes, [&](std::string_view kept) { return equal_in_any_case(name, kept); });
    if (known == kept_attributes.end()) return false;
    // Of styles only that which hides an element is looked at.
    return *known != "style" || value.find("none") != npos;
}

/// A tag from its name to its `>`.
struct Tag {
    std::string_view name;
    GumboTag kind = GUMBO_TAG_UNKNOWN;
    std::size_t begin = 0;  // of its `<`
    std::size_t end = 0;    // past its `>`
    bool closes = false;
};

struct Attribute {
    std::string_view name, value;  // without the quotes
    std::string_view source;       // as it stands
};

class Strainer {
  public:
    explicit Strainer(std::string_view html) : html_(html) { out_.markup.reserve(html.size() / 3); }

    StrainedHtml run() {
        out_.markup = "<!doctype html>";
        while (at_ < html_.size()) {
            const std::size_t tag = std::min(html_.size(), html_.find('<', at_));
            out_.markup.append(html_.substr(at_, tag - at_));
            at_ = tag;
            if (at_ < html_.size()) take_angle();
        }
        return std::move(out_);
    }

  private:
    char byte(std::size_t at) const { return at < html_.size() ? html_[at] : '\0'; }

    void take_angle() {
        const char next = byte(at_ + 1);
        if (html_.substr(at_).starts_with("<!--")) {
            skip_comment();
        } else if (next == '!' || next == '?') {
            skip_to('>');  // doctype, CDATA, processing instruction
        } else if (is_ascii_letter(next)) {
            take_start_tag(read_tag(at_ + 1, false));
        } else if (next == '/' && is_ascii_letter(byte(at_ + 2))) {
            take_end_tag(read_tag(at_ + 2, true));
        } else if (next == '/') {
            skip_to('>');
        } else {
            out_.markup += "&lt;";
            ++at_;
        }
    }

    void skip_to(char end) {
        const std::size_t found = html_.find(end, at_);
        at_ = found == npos ? html_.size() : found + 1;
    }

    void skip_comment() {
        // "<!-->" and "<!--->" are comments as well.
        const std::size_t from = at_ + 2;
        for (std::size_t end = html_.find("--", from); end != npos;
             end = html_.find("--", end + 1)) {
            const bool banged = byte(end + 2) == '!' && byte(end + 3) == '>';
            if (byte(end + 2) != '>' && !banged) continue;
            at_ = end + (banged ? 4 : 3);
            return;
        }
        at_ = html_.size();
    }

    Tag read_tag(std::size_t name_begin, bool closes) {
        Tag tag;
        tag.begin = at_;
        tag.closes = closes;
        std::size_t end = name_begin;
        while (end < html_.size() && !is_html_space(html_[end]) && html_[end] != '>' &&
               html_[end] != '/') {
            ++end;
        }
        tag.name = html_.substr(name_begin, end - name_begin);
        tag.kind = gumbo_tagn_enum(tag.name.data(), static_cast<unsigned>(tag.name.size()));
        attributes_.clear();
        tag.end = read_attributes(end);
        return tag;
    }

    /// Reads on to past the `>`; where there is none the rest is no tag and goes.
    std::size_t read_attributes(std::size_t at) {
        while (at < html_.size() && html_[at] != '>') {
            if (is_html_space(html_[at]) || html_[at] == '/') {
                ++at;
                continue;
            }
            at = read_attribute(at);
        }
        return std::min(html_.size(), at + 1);
    }

    std::size_t read_attribute(std::size_t begin) {
        std::size_t at = begin + 1;  // a name may begin with "="
        while (at < html_.size() && !is_html_space(html_[at]) &&
               std::strchr("/>=", html_[at]) == nullptr) {
            ++at;
        }
        Attribute attribute{html_.substr(begin, at - begin), {}, {}};
        const std::size_t name_end = at;
        while (is_html_space(byte(at))) ++at;
        if (byte(at) != '=') {
            at = name_end;
        } else {
            ++at;
            while (is_html_space(byte(at))) ++at;
            at = read_value(at, attribute.value);
        }
        attribute.source = html_.substr(begin, at - begin);
        // No element needs more; the rest would be looked through for each name.
        constexpr std::size_t most_attributes = 64;
        if (attributes_.size() < most_attributes) attributes_.push_back(attribute);
        return at;
    }

    std::size_t read_value(std::size_t at, std::string_view& value) const {
        const char quote = byte(at);
        if (quote == '"' || quote == '\'') {
            const std::size_t end = std::min(html_.size(), html_.find(quote, at + 1));
            value = html_.substr(std::min(at + 1, html_.size()), end - std::min(at + 1, end));
            return std::min(html_.size(), end + 1);
        }
        std::size_t end = at;
        while (end < html_.size() && !is_html_space(html_[end]) && html_[end] != '>') ++end;
        value = html_.substr(at, end - at);
        return end;
    }

    void take_start_tag(const Tag& tag) {
        switch (treatments[tag.kind]) {
            case Treatment::kept:
                keep_start_tag(tag);
                return;
            case Treatment::unwrapped:
                at_ = tag.end;
                return;
            case Treatment::text:
                skip_text(tag);
                return;
            case Treatment::dropped:
                skip_element(tag);
                return;
        }
    }

    void keep_start_tag(const Tag& tag) {
        at_ = tag.end;
        if (counted[tag.kind]) {
            if (depth_ >= max_html_depth) {
                ++counters(tag).left_out;
                ++out_.flattened;
                return;
            }
            ++depth_;
            ++counters(tag).open;
        }
        out_.markup += '<';
        out_.markup.append(tag.name);
        for (const Attribute& attribute : attributes_) {
            if (!is_kept_attribute(attribute.name, attribute.value)) continue;
            out_.markup += ' ';
            out_.markup.append(attribute.source);
        }
        out_.markup += '>';
    }

    void take_end_tag(const Tag& tag) {
        at_ = tag.end;
        if (treatments[tag.kind] != Treatment::kept) return;
        if (counted[tag.kind]) {
            Counters& count = counters(tag);
            if (count.left_out > 0) {
                --count.left_out;
                return;
            }
            if (count.open == 0) return;  // closes nothing
            --count.open;
            --depth_;
        }
        out_.markup += "</";
        out_.markup.append(tag.name);
        out_.markup += '>';
    }

    /// The next `</name` from `from`; npos where there is none, which is remembered, so that no
    /// text is looked through twice in vain.
    std::size_t find_end_tag(const Tag& tag, std::size_t from) {
        if (unclosed_[tag.kind]) return npos;
        for (std::size_t at = html_.find("</", from); at != npos; at = html_.find("</", at + 2)) {
            const std::string_view name = html_.substr(at + 2, tag.name.size());
            const char after = byte(at + 2 + tag.name.size());
            const bool ends = is_html_space(after) || after == '>' || after == '/';
            if (ends && equal_in_any_case(name, tag.name)) return at;
        }
        unclosed_[tag.kind] = true;
        return npos;
    }

    void skip_text(const Tag& tag) {
        const std::size_t end = find_end_tag(tag, tag.end);
        if (end == npos) {
            // HTML takes all the rest for the script; of a page that was cut off, that is right.
            at_ = html_.size();
            return;
        }
        if (tag.kind == GUMBO_TAG_SCRIPT && is_json_ld()) {
            out_.json_ld.emplace_back(html_.substr(tag.end, end - tag.end));
        }
        at_ = end;
        skip_to('>');
    }

    bool is_json_ld() const {
        return std::ranges::any_of(attributes_, [](const Attribute& attribute) {
            return equal_in_any_case(attribute.name, "type") &&
                   attribute.value.find("ld+json") != npos;
        });
    }

    /// Past the end tag that closes the element, others of its name within; only the tag where none
    /// does.
    void skip_element(const Tag& tag) {
        at_ = tag.end;
        std::size_t end = tag.end;
        for (int open = 1; open > 0; --open) {
            const std::size_t close = find_end_tag(tag, end);
            if (close == npos) return;
            open += starts_between(tag.name, end, close);
            end = close + 2 + tag.name.size();
        }
        at_ = end;
        skip_to('>');
    }

    int starts_between(std::string_view name, std::size_t from, std::size_t to) const {
        int count = 0;
        for (std::size_t at = html_.find('<', from); at < to; at = html_.find('<', at + 1)) {
            const char after = byte(at + 1 + name.size());
            const bool ends = is_html_space(after) || after == '>' || after == '/';
            if (ends && equal_in_any_case(html_.substr(at + 1, name.size()), name)) ++count;
        }
        return count;
    }

    struct Counters {
        int open = 0;
        int left_out = 0;
    };

    // Unknown names, as <cms-text>, share what their first and last letter and length give: enough
    // for a bound.
    Counters& counters(const Tag& tag) {
        if (tag.kind != GUMBO_TAG_UNKNOWN) return known_[tag.kind];
        const auto first = static_cast<unsigned char>(ascii_lower(tag.name.front()));
        const auto last = static_cast<unsigned char>(ascii_lower(tag.name.back()));
        return unknown_[(first * 31U + last * 7U + tag.name.size()) % unknown_.size()];
    }

    std::string_view html_;
    std::size_t at_ = 0;
    StrainedHtml out_;
    std::vector<Attribute> attributes_;  // of the tag that was read last
    std::array<Counters, GUMBO_TAG_LAST + 1> known_{};
    std::array<Counters, 256> unknown_{};
    std::bitset<GUMBO_TAG_LAST + 1> unclosed_;
    int depth_ = 0;
};

}  // namespace

StrainedHtml strain_html(std::string_view html) {
    return Strainer(html).run();
}

}  // namespace broadsheet::indexer
