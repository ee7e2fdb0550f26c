#include "indexer/dictionary_retirement.hpp"

#include <xapian.h>

#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "archive/copy_mark.hpp"
#include "archive/stored_article.hpp"
#include "archive/stored_record.hpp"
#include "archive/terms.hpp"
#include "indexer/on_database.hpp"

namespace broadsheet::indexer {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view read_articles = "read the articles of";

/// An article by its place.
struct Place {
    fs::path segment;
    Xapian::docid document;
    std::uint64_t content_hash;
};

/// Those of the articles with these content hashes that the archive has.
std::vector<Place> places_of(const std::unordered_set<std::uint64_t>& hashes,
                             const archive::ArchivePaths& paths, const archive::SegmentList& list) {
    std::vector<Place> places;
    for (const std::string& name : list.names) {
        const fs::path segment = paths.segment(name);
        with_database(segment, read_articles, [&](const Xapian::Database& database) {
            const auto end = database.valuestream_end(archive::slot_content);
            for (auto at = database.valuestream_begin(archive::slot_content); at != end; ++at) {
                const std::uint64_t hash = archive::parse_content_hash(*at);
                if (hashes.contains(hash)) places.push_back({segment, at.get_docid(), hash});
            }
        });
    }
    return places;
}

/// Those that are damaged are no more.
std::vector<LivingArticle> articles_at(const std::vector<Place>& places,
                                       const archive::Dictionaries& dictionaries) {
    std::vector<LivingArticle> articles;
    for (const Place& place : places) {
        with_database(place.segment, read_articles, [&](const Xapian::Database& database) {
            const Xapian::Document document = database.get_document(place.document);
            const auto cluster = archive::cluster_of(document.get_value(archive::slot_sketch),
                                                     document.get_value(archive::slot_cluster));
            try {
                articles.push_back({archive::decode_stored(document.get_data(), dictionaries).article,
                                    place.content_hash, cluster.value_or(0)});
            } catch (const archive::CorruptArticle&) {
            }
        });
    }
    return articles;
}

bool stand_in(std::vector<std::string_view> fragments, const std::vector<LivingArticle>& articles) {
    for (const LivingArticle& living : articles) {
        archive::for_each_text(living.article, [&](std::string_view text) {
            std::erase_if(fragments, [&](std::string_view fragment) {
                return text.find(fragment) != std::string_view::npos;
            });
        });
    }
    return fragments.empty();
}

}  // namespace

std::vector<OutlivedDictionary> outlived_dictionaries(const archive::ArchivePaths& paths,
                                                      const archive::SegmentList& list,
                                                      const archive::Dictionaries& dictionaries) {
    std::vector<OutlivedDictionary> outlived;
    for (const auto& dictionary : dictionaries.all()) {
        const archive::DictionaryContents& contents = dictionary->contents();
        const std::unordered_set<std::uint64_t> hashes(contents.articles.begin(), contents.articles.end());
        const auto places = places_of(hashes, paths, list);
        if (places.size() + fragment_articles > hashes.size()) continue;
        auto living = articles_at(places, dictionaries);
        if (stand_in(contents.fragment_texts(), living)) continue;
        outlived.push_back({dictionary->number(), std::move(living)});
    }
    return outlived;
}

}  // namespace broadsheet::indexer
