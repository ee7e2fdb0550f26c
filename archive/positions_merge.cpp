#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <queue>

#include "archive/archive_layout.hpp"
#include "archive/descriptor.hpp"
#include "archive/positions_builder.hpp"
#include "archive/positions_layout.hpp"
#include "archive/positions_parts.hpp"

namespace broadsheet::archive {

namespace fs = std::filesystem;

namespace {

constexpr std::uint32_t unused = 0xFFFFFFFF;

}  // namespace

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
    explicit MergedWords(std::span<const MergeSource> sources) {
        for (const MergeSource& source : sources) numbers_.push_back(used_words(source));
        merge(sources);
    }

    const WordTableBuilder& table() const { return table_; }
    std::span<const std::uint32_t> numbers(std::size_t source) const { return numbers_[source]; }

  private:
    /// What articles have that live: 0, else `unused`. Where all live, nothing need be read.
    static std::vector<std::uint32_t> used_words(const MergeSource& source) {
        const PositionsImage& positions = source.positions;
        const auto& documents = source.documents;
        std::uint32_t entries = 0;
        for (std::uint32_t i = 0; i < positions.entries(); ++i) entries += positions.entry(i).empty() ? 0 : 1;
        const bool all_live = entries == documents.size();
        std::vector<std::uint32_t> used(positions.words().size(), all_live ? 0 : unused);
        if (all_live) return used;
        ArticlePositions article;
        for (const std::uint32_t document : documents) {
            article.open(positions.entry(document));
            for (const std::uint32_t word : article.words()) {
                if (word < used.size()) used[word] = 0;
            }
        }
        return used;
    }

    void merge(std::span<const MergeSource> sources) {
        std::vector<WordTable::Cursor> cursors;
        for (const MergeSource& source : sources) cursors.emplace_back(source.positions.words());
        const auto behind = [&](std::size_t a, std::size_t b) {
            return cursors[a].word() > cursors[b].word();
        };
        std::priority_queue<std::size_t, std::vector<std::size_t>, decltype(behind)> next(behind);
        const auto advance = [&](std::size_t source) {
            while (cursors[source].next()) {
                if (numbers_[source][cursors[source].number()] == unused) continue;
                next.push(source);
                return;
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
            numbers_[source][cursors[source].number()] = table_.count() - 1;
            advance(source);
        }
    }

    std::vector<std::vector<std::uint32_t>> numbers_;
    WordTableBuilder table_;
};

}  // namespace

void merge_positions(std::span<const MergeSource> sources, std::string_view uuid, const fs::path& path) {
    constexpr std::size_t buffer_bytes = 1 << 20;  // large writes, little memory
    const MergedWords words(sources);
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
        for (const std::uint32_t document : sources[i].documents) {
            const std::string_view entry = sources[i].positions.whole_entry(document);
            if (entry.empty()) {
                throw ArchiveError(fmt::format(
                    "the positions of article no. {} are missing or damaged, for {}; run verify, and "
                    "restore the archive or index it anew",
                    document, path.string()));
            }
            article.open(entry);
            const auto number = static_cast<std::size_t>(document + sources[i].shift);
            entries.resize(number + 1, 0);
            entries[number] = written + buffer.size();
            rewriter.rewrite(article, words.numbers(i), buffer);
            if (buffer.size() < buffer_bytes) continue;
            flush();
            sources[i].positions.forget();  // what was read is not read again
        }
        sources[i].positions.forget();
    }
    flush();
    const PositionsHead head = append_tail(words.table(), entries, uuid, written, buffer);
    flush();
    file.write_at({reinterpret_cast<const char*>(&head), sizeof head}, 0);
    file.close();
}

}  // namespace broadsheet::archive
