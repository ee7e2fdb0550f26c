#include "indexer/readers/html_class_words.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <unordered_set>

#include "indexer/readers/html_bytes.hpp"

namespace broadsheet::indexer {

namespace {

using Words = std::unordered_set<std::string_view>;

// clang-format off

// Words of class names, as they stand between hyphens, underscores and capitals. Only words that say
// what a thing is for: "box", "item" and "wrapper" say nothing, "teaser" is a standfirst in some
// houses.
const Words boilerplate_words = {
    "ad", "ads", "adslot", "advert", "adverts", "advertisement", "advertising", "advertorial", "anzeige",
    "werbung", "publicidad", "publicite", "sponsor", "sponsored", "outbrain", "taboola", "affiliate",
    "breadcrumb", "breadcrumbs", "nav", "navbar", "navigation", "menu", "toolbar", "topbar", "pagination", "paging",
    "comment", "comments", "kommentare", "commentaires", "comentarios", "disqus", "discussion", "replies",
    "consent", "cookie", "cookies", "gdpr", "popup", "modal", "overlay", "lightbox", "tooltip",
    "newsletter", "newsletters", "subscribe", "subscription", "subscriptions", "signup", "signin", "login",
    "register", "abo", "piano", "donate", "donation", "spenden",
    "promo", "promos", "promotion", "promoted", "recirc", "recirculation", "recommended", "recommendation",
    "recommendations", "related", "relacionadas", "relacionados", "similar", "trending", "popular", "upnext", "readmore",
    "share", "shares", "sharing", "sharebar", "sharedaddy", "social", "socials", "follow", "teilen",
    "sidebar", "rail", "aside", "copyright", "footer", "masthead",
    "tags", "taglist", "tagcloud", "bio", "widget", "poll", "quiz", "rating", "feedback",
    "teaser", "teasers", "community", "forum", "leserkommentare", "byline", "author", "autor", "authors", "autoren",
    "related", "inlinerelated", "seealso", "excerpt", "srt", "transcript", "playlist", "audioplayer", "player", "jobs", "shop", "store", "weather",
};

const Words consent_words = {"consent", "cookie", "cookies", "gdpr", "ccpa"};

const Words comment_words = {"comment", "comments", "kommentare", "leserkommentare", "commentaires", "comentarios",
                             "disqus", "discussion", "replies", "community", "forum"};

const Words body_words = {"articlebody", "storybody", "entrycontent", "postcontent", "articlecontent",
                          "storycontent", "articletext", "storytext", "bodytext", "postbody", "newstext", "richtext"};

const Words deck_words = {
    "deck", "dek", "standfirst", "subheadline", "subhead", "subtitle", "subtitulo", "lede", "leadtext", "vorspann",
    "intro", "introduction", "summary", "chapo", "sommario", "entradilla", "bajada", "strapline", "stand",
    "abstract", "excerpt", "lead", "leadin", "einleitung", "spot", "teasertext", "untertitel", "kicker"};

const Words caption_words = {"caption", "captions", "credit", "credits", "figcaption", "bildunterschrift",
                             "imagecaption", "photocredit", "legend",
                             "mediainfo", "infotext", "imagedescription", "contentimage", "imagetext", "imageinfo", "bildtext"};

const Words heading_words = {"subheading", "subheadline", "subhead", "crosshead", "crossheading", "zwischentitel",
                             "zwischenueberschrift", "intertitre", "ladillo", "sectiontitle", "heading"};

// clang-format on

constexpr std::array<std::string_view, 6> boilerplate_roles = {
    "navigation", "complementary", "contentinfo", "search", "dialog", "alertdialog"};

/// What an element for screen readers only is called, as a whole.
const Words unseen_classes = {
    "sr-only",           "visually-hidden",    "visuallyhidden",    "screen-reader-text",
    "screenreader-only", "screen-reader-only", "u-visually-hidden", "is-hidden",
    "noprint",           "no-print",           "print-none"};

bool is_word_char(char c) {
    return is_ascii_letter(c);
}

/// Calls `visit` with each word of a name, and with each two adjoining words as one, in lower case,
/// until it says true.
template <typename Visit>
bool any_word(std::string_view name, Visit visit) {
    std::string before, word;
    const auto end_word = [&] {
        if (word.empty()) return false;
        if (visit(word) || (!before.empty() && visit(before + word))) return true;
        before = std::move(word);
        word.clear();
        return false;
    };
    for (std::size_t i = 0; i < name.size(); ++i) {
        const char c = name[i];
        const bool capital = c >= 'A' && c <= 'Z';
        const bool after_small = i > 0 && name[i - 1] >= 'a' && name[i - 1] <= 'z';
        if ((!is_word_char(c) || (capital && after_small)) && end_word()) return true;
        if (is_html_space(c)) before.clear();
        if (is_word_char(c)) word += ascii_lower(c);
    }
    return end_word();
}

bool is_called(const HtmlNode& node, const Words& words) {
    for (const char* attribute : {"class", "id", "data-testid", "data-component"}) {
        const std::string_view value = node.attribute(attribute);
        if (!value.empty() &&
            any_word(value, [&](const std::string& word) { return words.contains(word); }))
            return true;
    }
    return false;
}

bool has_class(const HtmlNode& node, const Words& classes) {
    const std::string_view value = node.attribute("class");
    for (std::size_t at = 0; at < value.size();) {
        const std::size_t end = std::min(value.size(), value.find_first_of(" \t\n", at));
        if (classes.contains(value.substr(at, end - at))) return true;
        at = end + 1;
    }
    return false;
}

}  // namespace

bool is_called_boilerplate(const HtmlNode& node) {
    if (node.tag == GUMBO_TAG_FOOTER || node.tag == GUMBO_TAG_ASIDE) return true;
    if (node.attributes == nullptr || node.attributes->length == 0) return false;
    const std::string_view role = node.attribute("role");
    // "article-body subscription-only" is the text, for subscribers.
    if (is_called_body(node)) return false;
    return std::ranges::find(boilerplate_roles, role) != boilerplate_roles.end() ||
           has_class(node, unseen_classes) || is_called(node, boilerplate_words);
}

bool is_called_consent(const HtmlNode& node) {
    return is_called(node, consent_words);
}

bool is_called_comments(const HtmlNode& node) {
    return is_called(node, comment_words);
}

bool is_called_body(const HtmlNode& node) {
    return find_in_any_case(node.attribute("itemprop"), "articlebody") != std::string_view::npos ||
           is_called(node, body_words);
}

bool is_called_deck(const HtmlNode& node) {
    return is_called(node, deck_words);
}

bool is_called_caption(const HtmlNode& node) {
    return is_called(node, caption_words);
}

bool is_called_heading(const HtmlNode& node) {
    return is_called(node, heading_words);
}

}  // namespace broadsheet::indexer
