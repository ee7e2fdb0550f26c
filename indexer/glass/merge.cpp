#include "indexer/glass/merge.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "archive/archive_layout.hpp"
#include "archive/descriptor.hpp"
#include "indexer/glass/lists.hpp"
#include "indexer/glass/table.hpp"
#include "indexer/glass/table_reader.hpp"
#include "indexer/glass/version_file.hpp"

namespace broadsheet::indexer::glass {

namespace fs = std::filesystem;

namespace {

/// A table that is being written.
class TableFile {
  public:
    explicit TableFile(const fs::path& path)
        : file_(archive::Descriptor::create(path)), table([this](std::string_view block) { write(block); }) {}

    /// The whole table is with the system.
    TableRoot finish() {
        const TableRoot root = table.finish();
        flush();
        file_.close();
        return root;
    }

  private:
    static constexpr std::size_t buffer_bytes = 1 << 20;  // large writes, little memory

    void write(std::string_view block) {
        buffer_ += block;
        if (buffer_.size() >= buffer_bytes) flush();
    }
    void flush() {
        file_.write_all(buffer_);
        buffer_.clear();
    }

    archive::Descriptor file_;
    std::string buffer_;

  public:
    TableBuilder table;
};

/// A database that is read. `database` must outlive it.
struct Source {
    std::size_t place;  ///< among all
    fs::path folder;
    Version version;
    const archive::Renumbering& numbers;
    TableReader postlist;
    bool more = false;  ///< whether postlist stands on an entry

    Source(std::size_t at, const MovedDatabase& database, Version read)
        : place(at),
          folder(database.folder),
          version(std::move(read)),
          numbers(database.numbers),
          postlist(folder / postlist_name, version.roots.postlist) {
        advance();
    }
    void advance() { more = postlist.next(); }
    bool is_at(EntryKind kind) const { return more && kind_of(postlist.key()) == kind; }
};

using Sources = std::vector<std::unique_ptr<Source>>;

Sources open_sources(std::span<const MovedDatabase> databases, Totals& totals) {
    Sources sources;
    for (const MovedDatabase& database : databases) {
        const Version version = parse_version_file(read_version_file(database.folder));
        sources.push_back(std::make_unique<Source>(sources.size(), database, version));
        totals.add_database(version.totals);
    }
    return sources;
}

class PostlistMerge {
  public:
    PostlistMerge(Sources& sources, TableBuilder& table) : sources_(sources), table_(table), list_(table) {}

    /// Gives the highest number of an article.
    std::uint32_t run() {
        merge_totals();
        merge_values();
        const std::uint32_t last = merge_lengths();
        merge_terms();
        return last;
    }

  private:
    void merge_totals() {
        std::map<std::uint32_t, ValueTotals> totals;
        for (auto& source : sources_) {
            for (; source->is_at(EntryKind::value_totals); source->advance()) {
                totals[slot_of_totals(source->postlist.key())].add(parse_totals(source->postlist.tag()));
            }
        }
        for (const auto& [slot, of_slot] : totals) add_totals(table_, slot, of_slot);
    }

    void merge_values() {
        constexpr std::uint64_t none = std::uint64_t{1} << 32;
        while (true) {
            std::uint64_t slot = none;
            for (auto& source : sources_) {
                if (!source->is_at(EntryKind::values)) continue;
                slot = std::min<std::uint64_t>(slot, parse_values_key(source->postlist.key()).slot);
            }
            if (slot == none) return;
            for (auto& source : sources_) merge_values_of(*source, static_cast<std::uint32_t>(slot));
        }
    }

    void merge_values_of(Source& source, std::uint32_t slot) {
        for (; source.is_at(EntryKind::values); source.advance()) {
            const ValuesKey key = parse_values_key(source.postlist.key());
            if (key.slot != slot) return;
            const ValuesChunk chunk = renumbered({key, source.postlist.tag()}, source.numbers, room_);
            table_.add(values_chunk_key(chunk.key), chunk.tag);
        }
    }

    std::uint32_t merge_lengths() {
        std::uint32_t last = 0;
        list_.begin(lengths_key, 0, 0);
        for (auto& source : sources_) {
            if (source->is_at(EntryKind::lengths)) last = merge_list_of(*source, lengths_key);
        }
        list_.finish();
        return last;
    }

    void merge_terms() {
        std::vector<Source*> heap;
        // The lowest key is on top; of one key, that of the first source.
        const auto behind = [](const Source* a, const Source* b) {
            const int order = a->postlist.key().compare(b->postlist.key());
            return order != 0 ? order > 0 : a->place > b->place;
        };
        for (auto& source : sources_) {
            if (source->more) heap.push_back(source.get());
        }
        std::ranges::make_heap(heap, behind);
        std::vector<Source*> having;
        std::string key;
        while (!heap.empty()) {
            key = heap.front()->postlist.key();
            having.clear();
            while (!heap.empty() && heap.front()->postlist.key() == key) {
                std::ranges::pop_heap(heap, behind);
                having.push_back(heap.back());
                heap.pop_back();
            }
            merge_term(key, having);
            for (Source* source : having) {
                if (!source->more) continue;
                heap.push_back(source);
                std::ranges::push_heap(heap, behind);
            }
        }
    }

    void merge_term(const std::string& key, const std::vector<Source*>& having) {
        std::uint64_t documents = 0, counts = 0;
        for (const Source* source : having) {
            std::string_view tag = source->postlist.tag();
            const ListHead head = take_head(tag);
            documents += head.documents;
            counts += head.counts;
        }
        list_.begin(key, documents, counts);
        for (Source* source : having) merge_list_of(*source, key);
        list_.finish();
    }

    /// The whole list of a source that stands on its first chunk; leaves it behind the last, whose last article it gives.
    std::uint32_t merge_list_of(Source& source, std::string_view key) {
        std::string_view tag = source.postlist.tag();
        const ListHead head = take_head(tag);
        Chunk chunk = take_chunk(tag, head.first);
        while (true) {
            const Chunk moved = renumbered(chunk, source.numbers, room_);
            list_.add(moved);
            source.advance();
            if (moved.is_last) return moved.last;
            const auto next =
                source.more ? later_chunk(key, source.postlist.key(), source.postlist.tag()) : std::nullopt;
            if (!next) {
                throw DamagedTable(
                    fmt::format("{}: a list in its {} has no end", source.folder.string(), postlist_name));
            }
            chunk = *next;
        }
    }

    Sources& sources_;
    TableBuilder& table_;
    ListWriter list_;
    std::string room_;
};

void merge_docdata(const Sources& sources, const StoredAnew& stored_anew, TableBuilder& table) {
    for (const auto& source : sources) {
        TableReader docdata(source->folder / docdata_name, source->version.roots.docdata);
        while (docdata.next()) {
            std::string_view key = docdata.key();
            const auto number = source->numbers.of(take_sortable(key));
            if (!number) {
                throw DamagedTable(fmt::format("{} has a text in its {} of an article that it has not",
                                               source->folder.string(), docdata_name));
            }
            const auto anew = stored_anew ? stored_anew(docdata.tag()) : std::nullopt;
            table.add(document_key(*number), anew ? *anew : docdata.tag());
        }
    }
}

}  // namespace

void merge_databases(std::span<const MovedDatabase> databases, const fs::path& target,
                     const StoredAnew& stored_anew) {
    Version version;
    Sources sources = open_sources(databases, version.totals);
    version.uuid = new_uuid();
    TableFile postlist(target / postlist_name), docdata(target / docdata_name);
    try {
        version.totals.last_document = PostlistMerge(sources, postlist.table).run();
        merge_docdata(sources, stored_anew, docdata.table);
    } catch (const KeyOrderError& error) {
        throw DamagedTable(fmt::format("the databases have entries that cannot be merged: {}", error.what()));
    }
    version.roots.postlist = postlist.finish();
    version.roots.docdata = docdata.finish();
    archive::Descriptor file = archive::Descriptor::create(target / version_file_name);
    file.write_all(version_file(version));
    file.close();
}

}  // namespace broadsheet::indexer::glass
