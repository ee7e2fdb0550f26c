#include "indexer/index_contents.hpp"

#include <fmt/format.h>
#include <xapian.h>
#include <xxhash.h>

#include <string_view>
#include <utility>
#include <variant>

#include "archive/positions_file.hpp"
#include "archive/terms.hpp"
#include "indexer/segment_builder.hpp"

namespace broadsheet::indexer {

using archive::ArticlePositions;
using archive::PositionRun;
using Entries = std::vector<std::string>;

namespace {

bool is_left_out(std::string_view term) { return term.starts_with(archive::phrase_prefix); }

bool is_left_out(Xapian::valueno slot) {
    return slot == archive::slot_phrases || slot == archive::slot_cluster ||
           slot == archive::slot_content || slot == archive::slot_sketch;
}

std::string text_of(const std::vector<PositionRun>& runs) {
    std::string text;
    for (const PositionRun& run : runs) text += fmt::format(" {}-{}", run.begin, run.end);
    return text;
}

archive::PositionsImage positions_of(const Xapian::Database& database,
                                     const std::filesystem::path& segment) {
    auto reading = archive::open_positions(segment, database.get_uuid());
    if (auto* image = std::get_if<archive::PositionsImage>(&reading)) return std::move(*image);
    throw SegmentError(fmt::format("the positions of {} cannot be believed; broadsheet-indexer verify "
                                   "tells more",
                                   segment.string()));
}

void add_positions(ArticlePositions& article, Entries& entries) {
    if (!article.is_whole()) entries.push_back("positions damaged");
    for (std::size_t kind = 0; kind < archive::stretch_count; ++kind) {
        const auto starts = article.starts(static_cast<archive::TextStretch>(kind));
        entries.push_back(fmt::format("start {} {}", kind, fmt::join(starts, ",")));
    }
    for (int zone = 0; zone < archive::zone_count; ++zone) {
        const auto runs = article.zone_runs(static_cast<archive::Zone>(zone));
        if (!runs.empty()) entries.push_back(fmt::format("zone {}{}", zone, text_of(runs)));
    }
}

void add_values(const Xapian::Document& document, Entries& entries) {
    for (auto value = document.values_begin(); value != document.values_end(); ++value) {
        if (is_left_out(value.get_valueno())) continue;
        entries.push_back(fmt::format("value {} {}", value.get_valueno(), *value));
    }
}

}  // namespace

struct SegmentIndex::Parts {
    Xapian::Database database;
    archive::PositionsImage positions;

    std::string places(const std::string& term, ArticlePositions& article) const {
        const auto word = positions.words().find(term);
        if (!word) return {};
        std::vector<PositionRun> runs;
        article.runs_of({&*word, 1}, runs);
        return text_of(runs);
    }
};

SegmentIndex::SegmentIndex(const Xapian::Database& database, const std::filesystem::path& segment)
    : parts_(new Parts{database, positions_of(database, segment)}) {}
SegmentIndex::~SegmentIndex() = default;
SegmentIndex::SegmentIndex(SegmentIndex&&) noexcept = default;

Entries SegmentIndex::entries(std::uint32_t number) const {
    const Xapian::Database& database = parts_->database;
    ArticlePositions article;
    article.open(parts_->positions.entry(number));
    Entries entries;
    const auto end = database.termlist_end(number);
    for (auto at = database.termlist_begin(number); at != end; ++at) {
        const std::string term = *at;
        if (is_left_out(term)) continue;
        entries.push_back(fmt::format("term {} {}{}", term, at.get_wdf(), parts_->places(term, article)));
    }
    add_positions(article, entries);
    add_values(database.get_document(number), entries);
    return entries;
}

std::uint64_t SegmentIndex::checksum(std::uint32_t number) const {
    std::string bytes;
    for (const std::string& entry : entries(number)) {
        bytes += entry;
        bytes += '\n';
    }
    return XXH3_64bits(bytes.data(), bytes.size());
}

}  // namespace broadsheet::indexer
