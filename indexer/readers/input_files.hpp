// Which files does a path mean? A file, all files below a folder, or standard input.
#pragma once

#include <filesystem>

#include "indexer/readers/input_stream.hpp"
#include "indexer/readers/reader.hpp"

namespace broadsheet::indexer {

/// The path that means standard input.
inline constexpr std::string_view standard_input = "-";

/// Visits the file, every file below the folder in the order of their names, or standard input;
/// compressed files and archives of files by their content. Symbolic links are followed, but no
/// loop of them. Reported to `sink`, while the rest goes on: what is no regular file, what cannot
/// be read, and what changes while it is read. Left out without a word: names that begin with a
/// dot.
///
/// Names are relative to the folder, with the folders above it that spell a date: adding
/// news/2025/07/09 gives the same names as adding news, and no two days the same. The name of a
/// single file is relative to `below`, if that is given and a folder above it.
void visit_files(const std::filesystem::path& path, ArticleSink& sink, const InputVisitor& visit,
                 const std::filesystem::path& below = {});

}  // namespace broadsheet::indexer
