#include "indexer/index_contents.hpp"

#include <fmt/format.h>
#include <xapian.h>
#include <xxhash.h>

#include <span>
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

std::string text_of(std::span<const PositionRun> runs) {
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
    for (std::uint32_t slot = 0; slot < archive::slot_count; ++slot) {
        if (is_left_out(slot)) continue;
        const std::string value = document.get_value(slot);
        if (!value.empty()) entries.push_back(fmt::format("value {} {}", slot, value));
    }
}

/// What the lists of terms say of a document.
struct Listed {
    std::uint64_t terms = 0, phrases = 0;  ///< sums, so that they may be added up in any order
    std::uint32_t length = 0;
    bool is_there = false;
};

std::vector<Listed> read_lists(const Xapian::Database& database) {
    std::vector<Listed> listed(std::size_t{database.get_lastdocid()} + 1);
    for (auto term = database.allterms_begin(); term != database.allterms_end(); ++term) {
        const std::string name = *term;
        const bool is_phrase = is_left_out(name);
        const auto end = database.postlist_end(name);
        for (auto at = database.postlist_begin(name); at != end; ++at) {
            if (*at >= listed.size()) throw SegmentError("a list of its terms has an article beyond the last");
            Listed& of = listed[*at];
            const std::uint32_t count = at.get_wdf();
            of.is_there = true;
            of.length += count;
            if (is_phrase) {
                of.phrases += phrase_checksum(name);
            } else {
                of.terms += XXH3_64bits_withSeed(name.data(), name.size(), count);
            }
        }
    }
    return listed;
}

}  // namespace

struct SegmentIndex::Parts {
    Xapian::Database database;
    archive::PositionsImage positions;
    std::vector<std::string> words;  ///< of the positions, by number
    std::vector<Listed> listed;      ///< by document

    void add_places(ArticlePositions& article, Entries& entries) const {
        article.each_word([&](std::uint32_t word, std::span<const PositionRun> runs) {
            entries.push_back(fmt::format("word {}{}", word < words.size() ? words[word] : "?", text_of(runs)));
        });
    }
};

SegmentIndex::SegmentIndex(const Xapian::Database& database, const std::filesystem::path& segment)
    : parts_(new Parts{database, positions_of(database, segment), {}, read_lists(database)}) {
    archive::WordTable::Cursor word(parts_->positions.words());
    while (word.next()) parts_->words.emplace_back(word.word());
}
SegmentIndex::~SegmentIndex() = default;
SegmentIndex::SegmentIndex(SegmentIndex&&) noexcept = default;

std::uint64_t SegmentIndex::checksum(std::uint32_t number) const {
    ArticlePositions article;
    article.open(parts_->positions.entry(number));
    Entries entries;
    entries.push_back(fmt::format("terms {:x}", parts_->listed.at(number).terms));
    parts_->add_places(article, entries);
    add_positions(article, entries);
    add_values(parts_->database.get_document(number), entries);
    const std::string bytes = fmt::format("{}", fmt::join(entries, "\n"));
    return XXH3_64bits(bytes.data(), bytes.size());
}

std::uint64_t SegmentIndex::phrases_checksum(std::uint32_t number) const {
    return parts_->listed.at(number).phrases;
}

std::optional<std::uint32_t> SegmentIndex::length(std::uint32_t number) const {
    const Listed& of = parts_->listed.at(number);
    return of.is_there ? std::optional(of.length) : std::nullopt;
}

std::uint64_t phrase_checksum(std::string_view term) { return XXH3_64bits(term.data(), term.size()); }

}  // namespace broadsheet::indexer
