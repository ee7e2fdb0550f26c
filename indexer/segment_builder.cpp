#include "indexer/segment_builder.hpp"

#include <fmt/format.h>
#include <xapian.h>

#include <fstream>
#include <sstream>
#include <utility>

#include "archive/archive_layout.hpp"
#include "archive/stored_article.hpp"
#include "archive/terms.hpp"
#include "indexer/open_tables.hpp"
#include "indexer/segment_positions.hpp"

namespace broadsheet::indexer {

namespace fs = std::filesystem;

namespace {

// A block is read once, by the compaction, and lost with its directory if the machine goes down
// before: nothing to wait for the disk for, and no earlier revision to keep.
constexpr int block_flags =
    Xapian::DB_CREATE | Xapian::DB_BACKEND_GLASS | Xapian::DB_NO_SYNC | Xapian::DB_DANGEROUS;

// A freshly compacted database has this revision, and each commit raises it.
constexpr Xapian::rev compacted_revision = 1;

/// Runs `work`, with Xapian's exceptions translated.
template <typename Work>
auto on_database(const fs::path& path, std::string_view what, Work work) {
    try {
        return work();
    } catch (const Xapian::Error& error) {
        const char* reason = error.get_error_string();
        throw SegmentError(fmt::format("cannot {} {}: {}{}{}", what, path.string(), error.get_msg(),
                                       reason ? ": " : "", reason ? reason : ""));
    }
}

void find_broken_tables(const fs::path& segment, std::vector<std::string>& damage) {
    std::ostringstream findings;
    try {
        if (Xapian::Database::check(segment.string(), 0, &findings) == 0) return;
    } catch (const Xapian::Error& error) {
        findings << error.get_msg();
    }
    damage.push_back(fmt::format("its tables: {}", findings.str()));
}

/// What is wrong with one article; empty if nothing is.
std::string find_broken_article(const Xapian::Database& database, Xapian::docid docid,
                                const archive::Dictionaries& dictionaries) {
    std::string id;
    try {
        const Xapian::Document document = database.get_document(docid);
        id = document.get_value(archive::slot_id);
        const auto stored = archive::decode_stored(document.get_data(), dictionaries);
        if (stored.article.id == id) return {};
        return fmt::format("article {}: holds the text of {}", id, stored.article.id);
    } catch (const archive::CorruptArticle& error) {
        return fmt::format("article {}: {}", id, error.what());
    } catch (const Xapian::Error& error) {
        return fmt::format("article {}: {}", id.empty() ? fmt::format("no. {}", docid) : id,
                           error.get_msg());
    }
}

// As the block itself: nothing to wait for the disk for.
void write_positions(const fs::path& block, std::string_view bytes) {
    const fs::path path = block / archive::positions_file_name;
    std::ofstream file(path, std::ios::binary);
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size())).flush();
    if (!file) throw SegmentError(fmt::format("cannot write {}; is the disk full?", path.string()));
}

void add_copy_mark(const archive::CopyMark& mark, Xapian::Document& document) {
    if (mark.sketch.shingles == 0) return;
    document.add_value(archive::slot_sketch, archive::sketch_value(mark.sketch));
    document.add_value(archive::slot_cluster, archive::cluster_value(mark.cluster));
}

/// Xapian takes a table whose file is not there for an empty one. Asked after a source was read: a
/// file that is there now was there then.
void require_tables(const fs::path& source) {
    for (const std::string_view table : {"postlist", "termlist", "docdata"}) {
        if (fs::exists(source / fmt::format("{}.glass", table))) continue;
        throw SegmentError(fmt::format("{} has lost its {} table", source.string(), table));
    }
}

}  // namespace

void BlockBuilder::build(std::vector<archive::Article> articles, const fs::path& block,
                         const PhraseModel& model, std::span<const archive::CopyMark> marks,
                         const archive::Dictionary* dictionary) {
    on_database(block, "build", [&] {
        Xapian::WritableDatabase database(block.string(), block_flags);
        archive::PositionsBuilder positions;
        for (std::size_t i = 0; i < articles.size(); ++i) {
            Xapian::Document document = documents_.build(std::move(articles[i]), model, positions, dictionary);
            if (i < marks.size()) add_copy_mark(marks[i], document);
            positions.finish_article(database.add_document(document));
        }
        database.commit();
        write_positions(block, positions.finish(database.get_uuid()));
    });
}

void drop_from_block(const fs::path& block, const std::set<std::size_t>& indices) {
    on_database(block, "delete from", [&] {
        Xapian::WritableDatabase database(block.string(), Xapian::DB_OPEN | Xapian::DB_NO_SYNC);
        for (const std::size_t index : indices) {
            database.delete_document(static_cast<Xapian::docid>(index + 1));
        }
        database.commit();
    });
}

void compact_into(std::span<const fs::path> sources, const fs::path& segment,
                  const archive::Dictionaries& dictionaries) {
    on_database(segment, "compact into", [&] {
        Xapian::Database all;
        for (const fs::path& source : sources) {
            on_database(source, "open", [&] {
                const Xapian::Database database(source.string());
                require_open_tables(database, source);
                all.add_database(database);
            });
        }
        all.compact(segment.string(), Xapian::Compactor::FULL);
    });
    for (const fs::path& source : sources) require_tables(source);
    merge_segment_positions(sources, segment, dictionaries);
}

void delete_from_segment(const fs::path& segment, std::span<const std::string> ids) {
    on_database(segment, "delete from", [&] {
        Xapian::WritableDatabase database(segment.string(), Xapian::DB_OPEN);
        for (const std::string& id : ids) database.delete_document(archive::id_term(id));
        database.commit();
    });
    // Xapian's commit flushes its files, but not the directory that names the new ones: without
    // this a power cut brings the old state back (measured: 37 of 60).
    archive::sync_path(segment);
}

SegmentState segment_state(const fs::path& segment) {
    return on_database(segment, "open", [&] {
        const Xapian::Database database(segment.string());
        return SegmentState{database.get_doccount(), database.get_revision() > compacted_revision};
    });
}

std::vector<std::string> find_damage(const fs::path& segment, const archive::Dictionaries& dictionaries) {
    std::vector<std::string> damage;
    find_broken_tables(segment, damage);
    try {
        const Xapian::Database database(segment.string());
        for (auto posting = database.postlist_begin(""); posting != database.postlist_end("");
             ++posting) {
            const std::string broken = find_broken_article(database, *posting, dictionaries);
            if (!broken.empty()) damage.push_back(broken);
        }
    } catch (const Xapian::Error& error) {
        damage.push_back(fmt::format("cannot be read: {}", error.get_msg()));
    } catch (const archive::ArchiveError& error) {  // a dictionary is missing
        damage.emplace_back(error.what());
    }
    return damage;
}

}  // namespace broadsheet::indexer
