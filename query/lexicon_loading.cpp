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

archive::LexiconImage lexicon_of(const std::filesystem::path& segment, const Xapian::Database& database) {
    auto reading = archive::open_lexicon(segment, {database.get_uuid(), database.get_revision()});
    if (auto* image = std::get_if<archive::LexiconImage>(&reading)) return std::move(*image);
    return computed(database);
}

archive::PositionsImage positions_of(const std::filesystem::path& segment, const Xapian::Database& database) {
    auto reading = archive::open_positions(segment, database.get_uuid());
    auto* image = std::get_if<archive::PositionsImage>(&reading);
    return image != nullptr ? std::move(*image) : archive::PositionsImage();
}

}  // namespace

Lexicon::Lexicon(const Xapian::Database& database) : Lexicon(std::vector{computed(database)}) {}

SegmentFiles load_segment_files(const archive::ArchivePaths& paths, const archive::SegmentList& segments,
                                const std::vector<Xapian::Database>& opened) {
    std::vector<archive::LexiconImage> lexicons;
    SegmentFiles files;
    for (std::size_t i = 0; i < opened.size(); ++i) {
        const std::filesystem::path segment = paths.segment(segments.names[i]);
        lexicons.push_back(lexicon_of(segment, opened[i]));
        files.positions.push_back(positions_of(segment, opened[i]));
    }
    files.lexicon = Lexicon(lexicons);
    return files;
}

}  // namespace broadsheet::query
