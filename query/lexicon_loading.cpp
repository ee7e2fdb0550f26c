#include "query/lexicon_loading.hpp"

#include <xapian.h>

#include <utility>
#include <variant>

#include "archive/lexicon_builder.hpp"

namespace broadsheet::query {

namespace {

archive::LexiconImage computed(const Xapian::Database& database) {
    archive::LexiconBuilder builder;
    const auto end = database.allterms_end();
    for (auto term = database.allterms_begin(); term != end; ++term) {
        builder.add_term(*term, term.get_termfreq());
    }
    return std::move(builder).image();
}

archive::LexiconImage image_of(const std::filesystem::path& segment) {
    const Xapian::Database database(segment.string());
    auto reading =
        archive::open_lexicon(segment, {database.get_uuid(), database.get_revision()});
    if (auto* image = std::get_if<archive::LexiconImage>(&reading)) return std::move(*image);
    return computed(database);
}

}  // namespace

Lexicon::Lexicon(const Xapian::Database& database) : Lexicon(std::vector{computed(database)}) {}

Lexicon load_lexicon(const archive::ArchivePaths& paths, const archive::SegmentList& segments) {
    std::vector<archive::LexiconImage> images;
    for (const auto& name : segments.names) images.push_back(image_of(paths.segment(name)));
    return Lexicon(images);
}

std::vector<archive::PositionsImage> load_positions(const archive::ArchivePaths& paths,
                                                    const archive::SegmentList& segments) {
    std::vector<archive::PositionsImage> images;
    for (const auto& name : segments.names) {
        const std::filesystem::path segment = paths.segment(name);
        auto reading = archive::open_positions(segment, Xapian::Database(segment.string()).get_uuid());
        auto* image = std::get_if<archive::PositionsImage>(&reading);
        images.push_back(image != nullptr ? std::move(*image) : archive::PositionsImage());
    }
    return images;
}

}  // namespace broadsheet::query
