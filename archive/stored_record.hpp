// The bytes of a stored article before they are packed: first all numbers, then all texts, so that what is
// alike stands together.
//
//   numbers (varint.hpp), in this order
//     fields      a bit for each single text that is not empty, in the order of for_each_text(), and above
//                 these bits the status
//     of each of these texts, its length in bytes
//     places      how many, and the length of each; topics likewise
//     sections    how many, and of each: kind + 6 · level; the length of its heading; its paragraphs: how
//                 many, and of each 8 · length + 2 · kind, and 1 more where the length of its language
//                 follows
//     words
//     positions   how many, and each as its difference from the one before, modulo 2^32
//   the texts, in the order of for_each_text(), with nothing between them
#pragma once

#include <string>
#include <string_view>

#include "archive/stored_article.hpp"

namespace broadsheet::archive {

/// The texts of an article that are not in lists.
inline constexpr std::string Article::*single_texts[] = {
    &Article::id,   &Article::version, &Article::headline, &Article::byline,
    &Article::dateline, &Article::date, &Article::source,  &Article::desk,
    &Article::language, &Article::url,  &Article::embargo};

/// Calls `visit` with every text of an article, empty ones too.
template <typename AnyArticle, typename Visit>
void for_each_text(AnyArticle& article, Visit visit) {
    for (const auto text : single_texts) visit(article.*text);
    for (auto& place : article.places) visit(place);
    for (auto& topic : article.topics) visit(topic);
    for (auto& section : article.sections) {
        visit(section.heading);
        for (auto& paragraph : section.paragraphs) {
            visit(paragraph.text);
            visit(paragraph.language);
        }
    }
}

std::string record_of(const StoredArticle& stored);

/// Throws CorruptArticle for what record_of() did not write.
StoredArticle article_of_record(std::string_view record);

}  // namespace broadsheet::archive
