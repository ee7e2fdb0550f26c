// What do the classes and ids of an element call it? The words that designers of all houses use.
#pragma once

#include "indexer/readers/html_tree.hpp"

namespace broadsheet::indexer {

/// Whether the element is called, or by its tag or role is, something beside the article:
/// navigation, related links, comments, newsletter, advertisement, share bar, cookie notice.
bool is_called_boilerplate(const HtmlNode& node);

/// Whether it is called a notice that asks for consent to cookies.
bool is_called_consent(const HtmlNode& node);

/// Whether it is called what readers have written below the article.
bool is_called_comments(const HtmlNode& node);

/// Whether it is called the text of an article ("article-body", itemprop=articleBody).
bool is_called_body(const HtmlNode& node);

/// Whether it is called a standfirst ("deck", "standfirst", "vorspann", "chapo").
bool is_called_deck(const HtmlNode& node);

/// Whether it is called a picture's caption or credit.
bool is_called_caption(const HtmlNode& node);

/// Whether it is called a heading within the text ("subheading", "zwischentitel").
bool is_called_heading(const HtmlNode& node);

}  // namespace broadsheet::indexer
