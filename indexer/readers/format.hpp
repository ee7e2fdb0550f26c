// In which format is an input? Told by what it holds, never by its name.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/readers/input_stream.hpp"
#include "indexer/readers/opening.hpp"
#include "indexer/readers/reader.hpp"

namespace broadsheet::indexer {

/// Reads one input to its end: articles and what is wrong with single ones go to the sink; throws
/// InputError where nothing (more) can be read.
using Reader = void(const InputName& name, InputStream& stream, const ReadOptions& options,
                    ArticleSink& sink);

/// A format that this version reads: a row of the table in format.cpp.
struct Format {
    std::string_view name;   ///< as --format takes it: "nitf"
    std::string_view title;  ///< as people call it: "NITF"
    bool (*fits)(const Opening& opening);
    Reader* read;
};

/// All formats, in the order in which they are tried.
std::span<const Format> formats();

/// Their names and before them "auto", for --format.
std::vector<std::string> format_names();

/// The format of that name; null for "auto" and for unknown names.
const Format* format_named(std::string_view name);

struct FormatGuess {
    const Format* format = nullptr;
    std::string refusal;  ///< why there is none: what it is instead, and what would be right
};

/// The format of an input that begins with `head`: all of it, or format_mark_bytes. Not for UTF-16,
/// which is decoded first.
FormatGuess guess_format(std::string_view head);

}  // namespace broadsheet::indexer
