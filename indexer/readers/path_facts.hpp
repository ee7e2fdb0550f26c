// What does the place where an article lay tell about it? Its date, if folders spell one, and an
// id.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace broadsheet::indexer {

/// The date that folders or the file's name tell: news/2025/07/09/truce.txt, 2025-07/truce.txt,
/// 2025-07-09-truce.txt. Empty where none does; a year alone tells nothing.
std::string date_of_path(std::string_view path);

/// An id from the path of a file below the folder that was added: lower case, without ".txt", and
/// only with characters that need no care in a URL or a shell (all of Unicode beyond ASCII is
/// kept). Where that changes more than case the path's hash is added, so that no two files get one
/// id: "2025/truce.txt" gives "2025/truce".
std::string id_of_path(std::string_view relative_path);

/// An id for an article of which only `parts` are known: readable `stem`, then their hash.
std::string id_of_parts(std::string_view stem, const std::vector<std::string_view>& parts);

}  // namespace broadsheet::indexer
