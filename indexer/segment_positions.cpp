#include "indexer/segment_positions.hpp"

#include <fmt/format.h>
#include <xapian.h>

#include <algorithm>
#include <limits>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "archive/archive_layout.hpp"
#include "archive/stored_article.hpp"
#include "indexer/batch.hpp"
#include "indexer/document_builder.hpp"
#include "indexer/on_database.hpp"
#include "indexer/segment_builder.hpp"

namespace broadsheet::indexer {

namespace fs = std::filesystem;
using archive::PositionsImage;
using archive::PositionsReading;

namespace {

constexpr std::string_view read_articles = "read the articles of";

std::vector<std::uint32_t> documents_of(const Xapian::Database& database) {
    return {database.postlist_begin(""), database.postlist_end("")};
}

std::string_view fault_name(archive::PositionsFault fault) {
    switch (fault) {
        case archive::PositionsFault::missing: return "missing";
        case archive::PositionsFault::stale: return "those of another segment or version";
        default: return "damaged";
    }
}

PositionsImage image_of(const fs::path& segment, const Xapian::Database& database) {
    PositionsReading reading = archive::open_positions(segment, database.get_uuid());
    if (auto* image = std::get_if<PositionsImage>(&reading)) return std::move(*image);
    throw SegmentError(fmt::format("the positions of {} are {}; the next add, delete or merge makes them anew",
                                   segment.string(), fault_name(std::get<archive::PositionsFault>(reading))));
}

/// The number of the first article whose entry is not what was written. There may be many of them, and
/// whoever merges them reads them again one by one.
constexpr std::uint32_t nothing_damaged = 0;
std::uint32_t first_damaged(const PositionsImage& image, const std::vector<std::uint32_t>& documents) {
    image.forget();
    archive::PassingBy passing(image);
    for (const std::uint32_t document : documents) {
        const std::string_view entry = image.whole_entry(document);
        if (entry.empty()) return document;
        passing.looked_at(entry.size());
    }
    image.forget();
    return nothing_damaged;
}

/// With every article whole; made anew where they are not.
PositionsImage whole_positions(const fs::path& segment, const Xapian::Database& database,
                               const std::vector<std::uint32_t>& documents,
                               const archive::Dictionaries& dictionaries) {
    PositionsReading reading = archive::open_positions(segment, database.get_uuid());
    auto* image = std::get_if<PositionsImage>(&reading);
    if (image != nullptr && first_damaged(*image, documents) == nothing_damaged) return std::move(*image);
    renew_positions(segment, dictionaries);
    return image_of(segment, database);
}

std::vector<std::uint32_t> moved(std::span<const archive::MergeSource> sources) {
    std::vector<std::uint32_t> documents;
    for (const archive::MergeSource& source : sources) {
        for (const std::uint32_t document : source.documents) {
            documents.push_back(source.numbers.of(document).value());
        }
    }
    return documents;
}

/// Of so many articles the positions are made in memory at a time.
constexpr std::size_t articles_at_a_time = 5'000;
constexpr std::size_t text_at_a_time = std::size_t{48} << 20;

/// Makes positions of stored articles, in pieces of files in a directory of its own.
class PieceWriter {
  public:
    PieceWriter(const Xapian::Database& database, const archive::Dictionaries& dictionaries,
                fs::path directory)
        : database_(database), dictionaries_(dictionaries), directory_(std::move(directory)) {
        fs::remove_all(directory_);
        fs::create_directory(directory_);
    }
    ~PieceWriter() {
        std::error_code ignored;
        fs::remove_all(directory_, ignored);
    }
    PieceWriter(const PieceWriter&) = delete;
    PieceWriter& operator=(const PieceWriter&) = delete;

    std::vector<archive::MergeSource> write(const std::vector<std::uint32_t>& documents) {
        std::vector<archive::MergeSource> pieces;
        std::span<const std::uint32_t> left(documents);
        while (!left.empty()) {
            pieces.push_back(piece(left));
            left = left.subspan(pieces.back().documents.size());
        }
        return pieces;
    }

  private:
    /// Of the first of `left`, as many as fit.
    archive::MergeSource piece(std::span<const std::uint32_t> left) {
        archive::PositionsBuilder positions;
        BlockIndex not_wanted;
        std::vector<std::uint32_t> documents;
        std::size_t bytes = 0;
        while (documents.size() < left.size() && documents.size() < articles_at_a_time && bytes < text_at_a_time) {
            const std::uint32_t document = left[documents.size()];
            documents.push_back(document);
            auto stored =
                archive::decode_stored(database_.get_document(document).get_data(), dictionaries_);
            bytes += text_bytes(stored.article);
            builder_.build(std::move(stored.article), {}, positions, not_wanted);
            not_wanted.finish_article({});
            positions.finish_article(document);
        }
        const std::string uuid = database_.get_uuid();
        const fs::path piece = directory_ / std::to_string(documents.front());
        fs::create_directory(piece);
        archive::write_file_atomically(piece / archive::positions_file_name, positions.finish(uuid));
        PositionsReading reading = archive::open_positions(piece, uuid);
        return {std::get<PositionsImage>(std::move(reading)), std::move(documents), archive::Renumbering()};
    }

    const Xapian::Database& database_;
    const archive::Dictionaries& dictionaries_;
    fs::path directory_;
    DocumentBuilder builder_;
};

}  // namespace

std::size_t memory_to_merge(std::span<const fs::path> sources) {
    std::size_t words = 0;
    for (const fs::path& source : sources) words += archive::count_words(source);
    return std::min(words * memory_per_merged_word, most_memory_for_words + words * memory_per_word_number);
}

namespace {

/// For articles that come behind number `end`.
archive::Renumbering numbers_behind(std::uint32_t end, std::span<const std::uint32_t> documents) {
    const std::uint64_t numbers = documents.back() - documents.front() + std::uint64_t{1};
    if (numbers > std::numeric_limits<std::uint32_t>::max() - end) {
        throw SegmentError("a segment cannot have more articles than there are numbers for, 4,294,967,295");
    }
    if (numbers <= documents.size() + documents.size() / articles_per_free_number) {
        return archive::Renumbering(std::int64_t{end} + 1 - documents.front());
    }
    return archive::Renumbering::in_a_row(documents, end + 1);
}

}  // namespace

SegmentsToMerge open_to_merge(std::span<const fs::path> paths, const archive::Dictionaries& dictionaries) {
    SegmentsToMerge opened;
    std::uint32_t end = 0;
    for (const fs::path& path : paths) {
        with_database(path, read_articles, [&](const Xapian::Database& database) {
            auto documents = documents_of(database);
            if (documents.empty()) return;
            PositionsImage positions = whole_positions(path, database, documents, dictionaries);
            const archive::Renumbering numbers = numbers_behind(end, documents);
            end = numbers.of(documents.back()).value();
            opened.databases.push_back({path, numbers});
            opened.positions.push_back({std::move(positions), std::move(documents), numbers});
        });
    }
    return opened;
}

void merge_segment_positions(std::span<const archive::MergeSource> sources, const fs::path& segment) {
    with_database(segment, read_articles, [&](const Xapian::Database& database) {
        if (documents_of(database) != moved(sources)) {
            throw SegmentError(fmt::format("{} numbers its articles otherwise than its sources lead to expect",
                                           segment.string()));
        }
        archive::merge_positions(sources, database.get_uuid(), segment / archive::positions_file_name);
    });
}

bool has_current_positions(const fs::path& segment) {
    return with_database(segment, read_articles, [&](const Xapian::Database& database) {
        const auto reading = archive::open_positions(segment, database.get_uuid());
        return std::holds_alternative<PositionsImage>(reading);
    });
}

void renew_positions(const fs::path& segment, const archive::Dictionaries& dictionaries) {
    with_database(segment, read_articles, [&](const Xapian::Database& database) {
        const fs::path work = segment / positions_work_name;
        PieceWriter pieces(database, dictionaries, work);
        const auto sources = pieces.write(documents_of(database));
        const fs::path made = work / "made";
        archive::merge_positions(sources, database.get_uuid(), made);
        archive::sync_path(made);
        fs::rename(made, segment / archive::positions_file_name);
        archive::sync_path(segment);
    });
}

std::string find_positions_damage(const fs::path& segment) {
    return with_database(segment, read_articles, [&](const Xapian::Database& database) -> std::string {
        const auto reading = archive::open_positions(segment, database.get_uuid());
        if (const auto* fault = std::get_if<archive::PositionsFault>(&reading)) {
            return fmt::format("its positions are {}; the next add, delete or merge makes them anew",
                               fault_name(*fault));
        }
        const auto& image = std::get<PositionsImage>(reading);
        const std::uint32_t document = first_damaged(image, documents_of(database));
        if (document == nothing_damaged) return {};
        return fmt::format("the positions of its article no. {} are damaged; remove {}, and the next add, "
                           "delete or merge makes them anew",
                           document, (segment / archive::positions_file_name).string());
    });
}

}  // namespace broadsheet::indexer
