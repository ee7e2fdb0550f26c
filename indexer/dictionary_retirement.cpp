#include "indexer/dictionary_retirement.hpp"

#include <fmt/format.h>
#include <xapian.h>

#include <algorithm>
#include <charconv>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "archive/copy_mark.hpp"
#include "archive/stored_article.hpp"
#include "archive/stored_record.hpp"
#include "archive/terms.hpp"
#include "indexer/segment_builder.hpp"

namespace broadsheet::indexer {

namespace fs = std::filesystem;

namespace {

/// Runs `work`, with Xapian's exceptions translated.
template <typename Work>
auto on_segment(const fs::path& segment, Work work) {
    try {
        return work();
    } catch (const Xapian::Error& error) {
        throw SegmentError(
            fmt::format("cannot read the articles of {}: {}", segment.string(), error.get_msg()));
    }
}

std::uint64_t content_hash_in(const std::string& value) {
    std::uint64_t hash = 0;
    std::from_chars(value.data(), value.data() + value.size(), hash, 16);
    return hash;
}

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
        on_segment(segment, [&] {
            const Xapian::Database database(segment.string());
            const auto end = database.valuestream_end(archive::slot_content);
            for (auto at = database.valuestream_begin(archive::slot_content); at != end; ++at) {
                const std::uint64_t hash = content_hash_in(*at);
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
        on_segment(place.segment, [&] {
            const Xapian::Database database(place.segment.string());
            const Xapian::Document document = database.get_document(place.document);
            const auto cluster = archive::parse_cluster(document.get_value(archive::slot_cluster));
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

void store_anew(const fs::path& segment, const archive::Dictionaries& dictionaries,
                const archive::Dictionary* by) {
    const std::uint32_t wanted = by != nullptr ? by->number() : 0;
    on_segment(segment, [&] {
        Xapian::WritableDatabase database(segment.string(), Xapian::DB_OPEN);
        const std::vector<Xapian::docid> numbers(database.postlist_begin(""), database.postlist_end(""));
        for (const Xapian::docid number : numbers) {
            Xapian::Document document = database.get_document(number);
            const std::string bytes = document.get_data();
            if (archive::dictionary_named_by(bytes) == wanted) continue;
            try {
                document.set_data(archive::encode(archive::decode_stored(bytes, dictionaries), by));
            } catch (const archive::CorruptArticle&) {
                continue;
            }
            database.replace_document(number, document);
        }
        database.commit();
    });
    archive::sync_path(segment);
}

}  // namespace broadsheet::indexer
