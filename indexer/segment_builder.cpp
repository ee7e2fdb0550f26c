#include "indexer/segment_builder.hpp"

#include <fmt/format.h>
#include <xapian.h>

#include <fstream>
#include <sstream>
#include <utility>

#include "archive/archive_layout.hpp"
#include "archive/sketch_index.hpp"
#include "archive/stored_article.hpp"
#include "archive/terms.hpp"
#include "indexer/glass/deletion.hpp"
#include "indexer/glass/merge.hpp"
#include "indexer/glass/version_file.hpp"
#include "indexer/on_database.hpp"
#include "indexer/scratch_folder.hpp"
#include "indexer/segment_positions.hpp"
#include "indexer/segment_sketches.hpp"

namespace broadsheet::indexer {

namespace fs = std::filesystem;

namespace {

// A freshly merged database has this revision, and each commit raises it.
constexpr Xapian::rev merged_revision = glass::first_revision;

// A block is read once, by the merge, and lost with its directory if the machine goes down before:
// nothing to wait for the disk for.
void write_file(const fs::path& path, std::string_view bytes) {
    std::ofstream file(path, std::ios::binary);
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size())).flush();
    if (!file) throw SegmentError(fmt::format("cannot write {}; is the disk full?", path.string()));
}

/// What Xapian's own check finds. It expects a list of terms of every article where there is one of any: while
/// articles are being deleted there are lists of these only (glass/deletion.hpp), so it is shown a folder without.
void find_broken_tables(const fs::path& segment, std::vector<std::string>& damage) {
    std::ostringstream findings;
    try {
        const ScratchFolder shown;
        for (const auto& entry : fs::directory_iterator(segment)) {
            fs::create_symlink(fs::absolute(entry.path()), shown.path() / entry.path().filename());
        }
        const fs::path version = shown.path() / glass::version_file_name;
        const std::string written = glass::read_version_file(segment);
        fs::remove(version);
        write_file(version, glass::with_termlist(written, {}));
        if (Xapian::Database::check(shown.path().string(), 0, &findings) == 0) return;
    } catch (const Xapian::Error& error) {
        findings << error.get_msg();
    } catch (const std::exception& error) {  // a file that cannot be read, or is not what it should be
        findings << error.what();
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

void add_copy_mark(const archive::CopyMark& mark, BlockIndex& index) {
    if (mark.sketch.shingles == 0) return;
    index.add_value(archive::slot_sketch, archive::sketch_value(mark.sketch));
    const std::string cluster = archive::cluster_value({mark.sketch, mark.cluster});
    if (!cluster.empty()) index.add_value(archive::slot_cluster, cluster);
}

// Deleted at a time: their lists of terms are in memory, some kilobytes each.
constexpr std::size_t most_deleted_at_once = 5'000;

/// Takes articles out of a database by their numbers, ascending.
void delete_documents(const fs::path& folder, std::span<const std::uint32_t> documents, int flags) {
    on_database(folder, "delete from", [&] {
        if (documents.empty()) return glass::remove_termlist(folder);  // an interrupted deletion may have left it
        if (documents.size() > most_deleted_at_once) {
            delete_documents(folder, documents.subspan(most_deleted_at_once), flags);
            documents = documents.first(most_deleted_at_once);
        }
        glass::write_termlist(folder, documents);
        Xapian::WritableDatabase database(folder.string(), Xapian::DB_OPEN | flags);
        for (const std::uint32_t document : documents) database.delete_document(document);
        database.commit();
        database.close();
        glass::remove_termlist(folder);
    });
}

}  // namespace

void BlockBuilder::build(std::vector<archive::Article> articles, const fs::path& block,
                         const PhraseModel& model, std::span<const archive::CopyMark> marks,
                         const archive::Dictionary* dictionary) {
    std::error_code failure;
    fs::create_directory(block, failure);
    if (failure) {
        throw SegmentError(fmt::format("cannot make {}: {}", block.string(), failure.message()));
    }
    archive::PositionsBuilder positions;
    BlockIndex index;
    for (std::size_t i = 0; i < articles.size(); ++i) {
        std::string stored = documents_.build(std::move(articles[i]), model, positions, index, dictionary);
        if (i < marks.size()) add_copy_mark(marks[i], index);
        positions.finish_article(index.finish_article(std::move(stored)));
    }
    const BlockIndex::Database database = index.finish(positions);
    for (const auto& [name, bytes] : database.files) write_file(block / name, bytes);
    write_file(block / archive::positions_file_name, positions.finish(database.uuid));
    write_file(block / archive::sketch_index_name, sketches_of_block(marks, database.uuid));
}

void drop_from_block(const fs::path& block, const std::set<std::size_t>& indices) {
    std::vector<std::uint32_t> documents;
    for (const std::size_t index : indices) documents.push_back(static_cast<std::uint32_t>(index + 1));
    delete_documents(block, documents, Xapian::DB_NO_SYNC);
}

void merge_into(std::span<const fs::path> sources, const fs::path& segment,
                const archive::Dictionaries& dictionaries, std::optional<StoreAnew> anew) {
    const SegmentsToMerge opened = open_to_merge(sources, dictionaries);
    fs::create_directory(segment);
    const auto stored_anew = [&](std::string_view stored) -> std::optional<std::string> {
        if (archive::dictionary_named_by(stored) == (anew->by ? anew->by->number() : 0)) return std::nullopt;
        try {
            return archive::encode(archive::decode_stored(stored, dictionaries), anew->by);
        } catch (const archive::CorruptArticle&) {
            return std::nullopt;
        }
    };
    on_database(segment, "merge into", [&] {
        glass::merge_databases(opened.databases, segment, anew ? glass::StoredAnew(stored_anew) : nullptr);
    });
    merge_segment_positions(opened.positions, segment);
    merge_segment_sketches(opened, segment, dictionaries);
}

void delete_from_segment(const fs::path& segment, std::span<const std::string> ids) {
    std::set<std::uint32_t> documents;
    with_database(segment, "delete from", [&](const Xapian::Database& database) {
        for (const std::string& id : ids) {
            const std::string term = archive::id_term(id);
            documents.insert(database.postlist_begin(term), database.postlist_end(term));
        }
    });
    delete_documents(segment, std::vector<std::uint32_t>(documents.begin(), documents.end()), 0);
    // Xapian's commit flushes its files, but not the directory that names the new ones: without
    // this a power cut brings the old state back (measured: 37 of 60).
    archive::sync_path(segment);
}

SegmentState segment_state(const fs::path& segment) {
    return on_database(segment, "open", [&] {
        const Xapian::Database database(segment.string());
        return SegmentState{database.get_doccount(), database.get_revision() > merged_revision};
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
