#include "indexer/glass/deletion.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "archive/archive_layout.hpp"
#include "archive/mapped_file.hpp"
#include "indexer/glass/lists.hpp"
#include "indexer/glass/table_reader.hpp"
#include "indexer/glass/version_file.hpp"

namespace broadsheet::indexer::glass {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view termlist_name = "termlist.glass";

std::string read_version(const fs::path& database) {
    const fs::path path = database / version_file_name;
    const auto file = archive::MappedFile::open(path);
    if (!file) throw DamagedTable(fmt::format("{} is not there", path.string()));
    return std::string(file->bytes());
}

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
                return each_found(chunk_of(key, lengths_key, lengths_key.size(), tag),
                                  [](Found& found, std::uint32_t length) { found.length = length; });
            case EntryKind::term: return look_at_term(key, tag);
        }
    }

    void look_at_term(std::string_view key, std::string_view tag) {
        const bool goes_on = !list_.empty() && key.size() > list_.size() + 1 && key.starts_with(list_) &&
                             key[list_.size()] == '\0' && key[list_.size() + 1] != '\xFF';
        if (!goes_on) {
            list_ = key;
            term_ = term_of(key);
        }
        each_found(chunk_of(key, list_, list_.size() + 1, tag),
                   [&](Found& found, std::uint32_t count) { found.terms.add(term_, count); });
    }

    /// A chunk of the list whose first key is `list`; behind `skipped` bytes of other keys is where it begins.
    static Chunk chunk_of(std::string_view key, std::string_view list, std::size_t skipped, std::string_view tag) {
        if (key == list) {
            const ListHead head = take_head(tag);
            return take_chunk(tag, head.first);
        }
        key.remove_prefix(skipped);
        return take_chunk(tag, take_sortable(key));
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
    const std::string bytes = read_version(database);
    TableReader postlist(database / "postlist.glass", parse_version_file(bytes).roots.postlist);
    TermSearch search(documents);
    search.read(postlist);
    std::string table;
    const TableRoot root = search.write(append_to(table));
    // First what nobody looks at, then what leads to it.
    archive::write_file_atomically(database / termlist_name, table);
    archive::write_file_atomically(database / version_file_name, with_termlist(bytes, root));
}

void remove_termlist(const fs::path& database) {
    const std::string bytes = read_version(database);
    if (parse_version_file(bytes).roots.termlist.blocks > 0) {
        archive::write_file_atomically(database / version_file_name, with_termlist(bytes, {}));
    }
    // Its file, and what an interrupted write of either left.
    for (const char* name : {"termlist.glass", "termlist.glass.new", "iamglass.new"}) {
        archive::remove_file_durably(database / name);
    }
}

}  // namespace broadsheet::indexer::glass
