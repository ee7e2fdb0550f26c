#include <fmt/format.h>

#include <algorithm>
#include <queue>

#include "archive/archive_layout.hpp"
#include "archive/descriptor.hpp"
#include "archive/positions_builder.hpp"
#include "archive/positions_layout.hpp"
#include "archive/positions_parts.hpp"

namespace broadsheet::archive {

namespace fs = std::filesystem;

/// An entry with the word numbers of another file, whose order is the same.
class EntryRewriter {
  public:
    /// `numbers` by the old ones.
    void rewrite(const ArticlePositions& entry, std::span<const std::uint32_t> numbers, std::string& out) {
        words_.clear();
        entry.words_.each([&](std::uint32_t word) { words_.push_back(word < numbers.size() ? numbers[word] : 0); });
        put_entry(words_, {entry.behind_words_, entry.end_}, out);
    }

  private:
    std::vector<std::uint32_t> words_;
};

namespace {

/// The words of several files as one, and which number each of a file has there.
class MergedWords {
  public:
    MergedWords(std::span<const MergeSource> sources, const SpoolPlace& place) : table_(place) {
        for (const MergeSource& source : sources) {
            numbers_.emplace_back(SpoolPlace{place.folder, place.bytes_in_memory / sources.size()});
            used_.push_back(used_words(source));
        }
        merge(sources);
    }

    WordTableBuilder& table() { return table_; }

    /// By those of a source.
    std::vector<std::uint32_t> numbers(std::size_t source) {
        std::vector<std::uint32_t> numbers;
        numbers.reserve(numbers_[source].size() / sizeof(std::uint32_t));
        Spool::Reader reader(numbers_[source]);
        while (reader.left() > 0) numbers.push_back(reader.take_item<std::uint32_t>());
        return numbers;
    }

  private:
    /// Whether articles have them that live. Empty where all live, for then nothing need be read.
    static std::vector<bool> used_words(const MergeSource& source) {
        const PositionsImage& positions = source.positions;
        const auto& documents = source.documents;
        if (positions.articles() == documents.size()) return {};
        std::vector<bool> used(positions.words().size(), false);
        ArticlePositions article;
        PassingBy passing(positions);
        for (const std::uint32_t document : documents) {
            const std::string_view entry = positions.entry(document);
            article.open(entry);
            for (const std::uint32_t word : article.words()) {
                if (word < used.size()) used[word] = true;
            }
            passing.looked_at(entry.size());
        }
        return used;
    }

    void merge(std::span<const MergeSource> sources) {
        std::vector<WordTable::Cursor> cursors;
        std::vector<PassingBy<PositionsImage>> passing;
        for (const MergeSource& source : sources) {
            cursors.emplace_back(source.positions.words());
            passing.emplace_back(source.positions);
        }
        const auto behind = [&](std::size_t a, std::size_t b) {
            return cursors[a].word() > cursors[b].word();
        };
        std::priority_queue<std::size_t, std::vector<std::size_t>, decltype(behind)> next(behind);
        const auto advance = [&](std::size_t source) {
            while (cursors[source].next()) {
                passing[source].looked_at(cursors[source].word().size());
                if (used_[source].empty() || used_[source][cursors[source].number()]) return next.push(source);
                numbers_[source].append_item(std::uint32_t{0});
            }
        };
        for (std::size_t i = 0; i < cursors.size(); ++i) advance(i);
        std::string word;
        while (!next.empty()) {
            const std::size_t source = next.top();
            next.pop();
            if (table_.count() == 0 || cursors[source].word() != word) {
                word = cursors[source].word();
                table_.add(word);
            }
            numbers_[source].append_item(table_.count() - 1);
            advance(source);
        }
    }

    std::vector<Spool> numbers_;
    std::vector<std::vector<bool>> used_;
    WordTableBuilder table_;
};

}  // namespace

void merge_positions(std::span<const MergeSource> sources, std::string_view uuid, const fs::path& path,
                     std::size_t bytes_in_memory) {
    constexpr std::size_t buffer_bytes = 1 << 20;  // large writes, little memory
    MergedWords words(sources, {path.parent_path(), bytes_in_memory});
    Descriptor file = Descriptor::create(path);
    std::vector<std::uint64_t> entries;
    std::uint64_t written = sizeof(PositionsHead);
    std::string buffer;
    const auto flush = [&] {
        file.write_at(buffer, written);
        written += buffer.size();
        buffer.clear();
    };
    EntryRewriter rewriter;
    ArticlePositions article;
    for (std::size_t i = 0; i < sources.size(); ++i) {
        const std::vector<std::uint32_t> numbers = words.numbers(i);
        PassingBy passing(sources[i].positions);
        for (const std::uint32_t document : sources[i].documents) {
            const std::string_view entry = sources[i].positions.whole_entry(document);
            if (entry.empty()) {
                throw ArchiveError(fmt::format(
                    "the positions of article no. {} are missing or damaged, for {}; run verify, and "
                    "restore the archive or index it anew",
                    document, path.string()));
            }
            article.open(entry);
            const std::size_t number = sources[i].numbers.of(document).value();
            entries.resize(number + 1, 0);
            entries[number] = written + buffer.size();
            rewriter.rewrite(article, numbers, buffer);
            passing.looked_at(entry.size());
            if (buffer.size() >= buffer_bytes) flush();
        }
    }
    flush();
    const PositionsHead head = write_tail(words.table(), entries, uuid, written, [&](std::string_view bytes) {
        buffer += bytes;
        if (buffer.size() >= buffer_bytes) flush();
    });
    flush();
    file.write_at({reinterpret_cast<const char*>(&head), sizeof head}, 0);
    file.close();
}

}  // namespace broadsheet::archive
