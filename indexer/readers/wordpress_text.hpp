// The text of WordPress: HTML in which blank lines part paragraphs and shortcodes stand for more.
#pragma once

#include <string>
#include <string_view>

namespace broadsheet::indexer {

/// The text as plain HTML: blank lines become paragraphs, where none are marked (as WordPress's
/// wpautop() does), [caption] a figure's caption; other shortcodes ([gallery ids="1,2"]) go.
std::string wordpress_html(std::string_view text);

}  // namespace broadsheet::indexer
