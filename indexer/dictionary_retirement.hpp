// How does a dictionary lose what was taken down?
//
// What it is made of stood in several articles, but these may all be taken down, or replaced by versions that
// say it no more. So a purge asks of each dictionary whether every fragment still stands in an article that
// it was made from and that is still there, unchanged; else it is retired: all articles that are stored by it
// are stored anew, by one made from those that are left, while their segments are rewritten, and it is removed.
// As long as fewer than fragment_articles of its articles are gone, nothing need be read to know that it may
// stay.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "archive/archive_layout.hpp"
#include "archive/dictionary.hpp"
#include "indexer/dictionary_training.hpp"

namespace broadsheet::indexer {

/// A dictionary to be retired, and what is left of the articles that it was made from.
struct OutlivedDictionary {
    std::uint32_t number = 0;
    std::vector<LivingArticle> living;
};

/// Those of the archive with fragments that stand in none of their articles any more. Takes a walk through
/// the content hashes of all articles. Throws SegmentError, ArchiveError.
std::vector<OutlivedDictionary> outlived_dictionaries(const archive::ArchivePaths& paths,
                                                      const archive::SegmentList& list,
                                                      const archive::Dictionaries& dictionaries);

}  // namespace broadsheet::indexer
