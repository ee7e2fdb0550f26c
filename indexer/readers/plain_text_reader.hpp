// How does a text file become an article? One file is one article:
//
//   Title: …, Date: …     optional header lines: see header_lines.hpp
//
//   the headline          the first line, unless the header has it
//   - bullet, - bullet    or a standfirst: the deck
//   By Jane Roe           the byline, if it stands above the body
//
//   the text              headings, paragraphs, commentary: see sectioner.hpp
#pragma once

#include <string_view>

#include "indexer/readers/input_stream.hpp"
#include "indexer/readers/reader.hpp"

namespace broadsheet::indexer {

/// A text file larger than this is no article but a mistake: the longest books have 10 MB.
inline constexpr std::size_t max_text_bytes = 64 << 20;

/// Reads one article. Throws InputError where it cannot be read, is no text or has none.
void read_plain_text(const InputName& name, InputStream& stream, const ReadOptions& options,
                     ArticleSink& sink);

/// The byline in a line such as "By Jane Roe and John Doe in Doha", without the word that opens it;
/// empty where the line is none.
std::string_view byline_of(std::string_view line);

}  // namespace broadsheet::indexer
