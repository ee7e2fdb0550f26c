// Which words, alone on a line, open a part of an article? One table of many languages.
#pragma once

#include <optional>
#include <string_view>

#include "archive/article.hpp"

namespace broadsheet::indexer {

/// The kind of part that `line` opens: the whole line, but for its case, accents and a colon at the
/// end, is one of the words of the table. Never `body` or `deck`.
std::optional<archive::SectionKind> opened_by(std::string_view line);

/// The same for the words before the first colon of a line that goes on after it:
/// "Correction: An earlier version of this report…".
std::optional<archive::SectionKind> opened_by_label(std::string_view line);

/// Whether a line begins with a label that marks a picture's caption ("Photo:", "Bild:").
bool has_caption_label(std::string_view line);

}  // namespace broadsheet::indexer
