// The articles that become one segment: which they are, and in which block each of them is.
//
// The reading thread fills a batch block by block; workers build the blocks, in any order; the
// publishing thread makes a segment of them. Only the reading thread touches a batch until it is
// closed, only the publishing thread after that, but for what the reading thread still looks up
// (`find`), which nobody changes any more.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "archive/article.hpp"
#include "indexer/segment_builder.hpp"
#include "indexer/version_order.hpp"

namespace broadsheet::indexer {

/// A batch is full with that many articles, or that many bytes of text. Few thousand articles: so a
/// run that is interrupted loses a few seconds of work, while publishing (a tenth of a second of
/// flushing) stays a small part of it; and few blocks of a batch are mapped at once when they are merged.
struct BatchLimits {
    std::size_t articles = 5'000;
    std::size_t text_bytes = std::size_t{48} << 20;
    std::size_t block_articles = max_block_articles;
    std::size_t block_text_bytes = max_block_text_bytes;
};

/// The bytes of all text of an article, by which memory is accounted.
std::size_t text_bytes(const archive::Article& article);

class Batch {
  public:
    Batch(std::filesystem::path directory, const BatchLimits& limits)
        : directory_(std::move(directory)), limits_(limits) {}

    /// The content hash of the article of that id in this batch, if it is in it.
    std::optional<std::uint64_t> find(const std::string& id) const;
    /// What it says of its version, likewise.
    std::optional<VersionMark> version_of(const std::string& id) const;

    /// Adds an article. One of the same id that is in the batch already gives way to it.
    void add(archive::Article&& article, std::uint64_t content_hash,
             const archive::CopyMark& mark = {});

    /// Takes the article of that id out again, as if it had never come; false if it is not here.
    bool remove(const std::string& id);

    /// Notes that a former version of an article is to be deleted from older segments.
    void replaces_former(const std::string& id) { replaced_.push_back(id); }

    bool has_full_block() const;
    bool is_full() const;
    bool is_empty() const { return articles_ == 0; }
    /// Whether anything is to be published: not if all that came was removed again.
    bool has_articles() const { return !entries_.empty(); }

    /// The marks of the articles of the open block; to be taken before the block.
    std::vector<archive::CopyMark> take_marks() { return std::exchange(marks_, {}); }
    /// The articles of the open block; the next article begins a new one.
    std::vector<archive::Article> take_block();
    bool has_open_block() const { return !block_.empty(); }

    /// How many blocks were taken; the nth lies at block_path(n).
    std::size_t block_count() const { return block_count_; }
    std::filesystem::path block_path(std::size_t number) const {
        return directory_ / std::to_string(number);
    }
    const std::filesystem::path& directory() const { return directory_; }

    /// Block number → indices in it of the articles that a later one replaced.
    const std::map<std::size_t, std::set<std::size_t>>& superseded() const { return superseded_; }
    const std::vector<std::string>& replaced() const { return replaced_; }

    std::atomic<std::size_t> built_blocks = 0;
    std::atomic<bool> published = false;

  private:
    struct Entry {
        std::uint64_t content_hash;
        std::size_t block, index;
        VersionMark version;
    };

    std::filesystem::path directory_;
    BatchLimits limits_;
    std::unordered_map<std::string, Entry> entries_;
    std::vector<archive::Article> block_;  ///< the open block
    std::vector<archive::CopyMark> marks_;  ///< of its articles
    std::size_t block_text_bytes_ = 0;
    std::size_t block_count_ = 0;
    std::size_t articles_ = 0;
    std::size_t text_bytes_ = 0;
    std::map<std::size_t, std::set<std::size_t>> superseded_;
    std::vector<std::string> replaced_;
};

}  // namespace broadsheet::indexer
