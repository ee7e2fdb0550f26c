#include "indexer/glass/deletion.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "archive/archive_layout.hpp"
#include "indexer/glass/lists.hpp"
#include "indexer/glass/table_reader.hpp"
#include "indexer/glass/version_file.hpp"

namespace broadsheet::indexer::glass {

namespace fs = std::filesystem;

namespace {

/// What the lists of a database say of some articles.
class TermSearch {
  public:
    explicit TermSearch(std::span<const std::uint32_t> documents)
        : documents_(documents), found_(documents.size()) {}

    void read(TableReader& postlist) {
        while (postlist.next()) look_at(postlist.key(), postlist.tag());
    }

    TableRoot write(TableBuilder::Sink sink) {
        TableBuilder table(std::move(sink));
        for (std::size_t i = 0; i < documents_.size(); ++i) {
            std::string key = document_key(documents_[i]);
            table.add(key, found_[i].terms.finish(found_[i].length));
            if (!found_[i].slots.empty()) table.add(key += '\0', slot_list(found_[i].slots));
        }
        return table.finish();
    }

  private:
    struct Found {
        TermList terms;
        std::uint32_t length = 0;
        std::vector<std::uint32_t> slots;
    };

    void look_at(std::string_view key, std::string_view tag) {
        switch (kind_of(key)) {
            case EntryKind::value_totals: return;
            case EntryKind::values: return look_at_values(parse_values_key(key), tag);
            case EntryKind::lengths:
                return each_found(chunk_of(key, tag),
                                  [](Found& found, std::uint32_t length) { found.length = length; });
            case EntryKind::term:
                return each_found(chunk_of(key, tag),
                                  [&](Found& found, std::uint32_t count) { found.terms.add(term_, count); });
        }
    }

    /// The chunk of an entry, of the list that is read or the first of the next.
    Chunk chunk_of(std::string_view key, std::string_view tag) {
        if (const auto later = later_chunk(list_, key, tag)) return *later;
        list_ = key;
        term_ = key == lengths_key ? std::string() : term_of(key);
        const ListHead head = take_head(tag);
        return take_chunk(tag, head.first);
    }

    template <typename Visit>
    void each_found(const Chunk& chunk, Visit visit) {
        const auto first = std::ranges::lower_bound(documents_, chunk.first);
        if (first == documents_.end() || *first > chunk.last) return;
        each_posting(chunk, [&](Posting posting) {
            if (const auto place = place_of(posting.document)) visit(found_[*place], posting.count);
        });
    }

    void look_at_values(ValuesKey key, std::string_view tag) {
        if (documents_.empty() || key.first > documents_.back()) return;
        each_valued(key, tag, [&](std::uint32_t document) {
            if (const auto place = place_of(document)) found_[*place].slots.push_back(key.slot);
        });
    }

    std::optional<std::size_t> place_of(std::uint32_t document) const {
        const auto found = std::ranges::lower_bound(documents_, document);
        if (found == documents_.end() || *found != document) return std::nullopt;
        return static_cast<std::size_t>(found - documents_.begin());
    }

    std::span<const std::uint32_t> documents_;
    std::vector<Found> found_;
    std::string list_, term_;  ///< the key of the first chunk of the list that is read, and its term
};

}  // namespace

void write_termlist(const fs::path& database, std::span<const std::uint32_t> documents) {
    remove_termlist(database);
    const std::string bytes = read_version_file(database);
    TableReader postlist(database / postlist_name, parse_version_file(bytes).roots.postlist);
    TermSearch search(documents);
    search.read(postlist);
    std::string table;
    const TableRoot root = search.write(append_to(table));
    // First what nobody looks at, then what leads to it.
    archive::write_file_atomically(database / termlist_name, table);
    archive::write_file_atomically(database / version_file_name, with_termlist(bytes, root));
}

void remove_termlist(const fs::path& database) {
    const std::string bytes = read_version_file(database);
    if (parse_version_file(bytes).roots.termlist.blocks > 0) {
        archive::write_file_atomically(database / version_file_name, with_termlist(bytes, {}));
    }
    // Its file, and what an interrupted write of either left.
    archive::remove_file_durably(database / termlist_name);
    for (const std::string_view name : {termlist_name, version_file_name}) {
        archive::remove_file_durably(archive::unfinished(database / name));
    }
}

}  // namespace broadsheet::indexer::glass
