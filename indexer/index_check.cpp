#include "indexer/index_check.hpp"

#include <fmt/format.h>
#include <unistd.h>
#include <xapian.h>
#include <xxhash.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <system_error>

#include "archive/stored_article.hpp"
#include "indexer/batch.hpp"
#include "indexer/index_contents.hpp"
#include "indexer/segment_builder.hpp"

namespace broadsheet::indexer {

namespace fs = std::filesystem;

namespace {

/// A folder for temporary databases, removed with this.
class Scratch {
  public:
    Scratch() {
        std::string name = (fs::temp_directory_path() / "broadsheet-verify-XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr) {
            throw std::system_error(errno, std::generic_category(), "cannot make " + name);
        }
        path_ = name;
    }
    ~Scratch() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;

    const fs::path& path() const { return path_; }

  private:
    fs::path path_;
};

/// Sums over postings: equal for equal sets of (term, article, count), in whatever order.
class PostingSum {
  public:
    void add(const std::string& term, Xapian::docid document, Xapian::termcount count) {
        const std::uint64_t seed = (std::uint64_t{document} << 32) ^ count;
        sum_ += XXH3_64bits_withSeed(term.data(), term.size(), seed);
    }
    bool operator==(const PostingSum&) const = default;

  private:
    std::uint64_t sum_ = 0;
};

class SegmentCheck {
  public:
    SegmentCheck(const fs::path& segment, const archive::Dictionaries& dictionaries)
        : dictionaries_(dictionaries), database_(segment.string()), index_(database_, segment) {}

    std::vector<std::string> findings() {
        const auto end = database_.postlist_end("");
        for (auto at = database_.postlist_begin(""); at != end; ++at) look_at(*at);
        compare_articles();
        check_totals();
        if (by_article_ != postings_by_term()) {
            damage_.push_back("its lists of articles by word are not those of its articles: restore "
                              "it from a backup, or add its articles again to a new archive");
        }
        return std::move(damage_);
    }

  private:
    void look_at(Xapian::docid document) {
        Xapian::termcount length = 0;
        const auto end = database_.termlist_end(document);
        for (auto at = database_.termlist_begin(document); at != end; ++at) {
            by_article_.add(*at, document, at.get_wdf());
            length += at.get_wdf();
        }
        archive::StoredArticle stored =
            archive::decode_stored(database_.get_document(document).get_data(), dictionaries_);
        if (length != database_.get_doclength(document)) report(stored.article.id);
        ++count_;
        total_length_ += length;
        if (length > 0) shortest_ = std::min(shortest_, length);  // as Xapian does
        longest_ = std::max(longest_, length);
        last_ = document;
        text_bytes_ += text_bytes(stored.article);
        articles_.push_back(std::move(stored.article));
        documents_.push_back(document);
        if (articles_.size() == max_block_articles || text_bytes_ >= max_block_text_bytes) {
            compare_articles();
        }
    }

    /// The numbers that ranking rests on. The bounds may be wider than needed, after deletions.
    void check_totals() {
        if (count_ == 0) return;
        if (database_.get_doccount() == count_ && database_.get_total_length() == total_length_ &&
            database_.get_doclength_lower_bound() <= shortest_ &&
            database_.get_doclength_upper_bound() >= longest_ && database_.get_lastdocid() >= last_) {
            return;
        }
        damage_.push_back("the totals in its file iamglass are not those of its articles");
    }

    /// Builds the articles at hand as a block, and compares.
    void compare_articles() {
        std::vector<std::string> ids;
        for (const auto& article : articles_) ids.push_back(article.id);
        const fs::path block = scratch_.path() / "block";
        builder_.build(std::exchange(articles_, {}), block);
        const SegmentIndex built(Xapian::Database(block.string()), block);
        for (std::size_t i = 0; i < documents_.size(); ++i) {
            const auto number = static_cast<std::uint32_t>(i + 1);
            if (built.checksum(number) != index_.checksum(documents_[i])) report(ids[i]);
        }
        fs::remove_all(block);
        documents_.clear();
        text_bytes_ = 0;
    }

    PostingSum postings_by_term() const {
        PostingSum sum;
        for (auto term = database_.allterms_begin(); term != database_.allterms_end(); ++term) {
            const std::string name = *term;
            const auto end = database_.postlist_end(name);
            for (auto at = database_.postlist_begin(name); at != end; ++at) {
                sum.add(name, *at, at.get_wdf());
            }
        }
        return sum;
    }

    void report(const std::string& id) {
        damage_.push_back(fmt::format("article {}: its index is not that of its text", id));
    }

    const archive::Dictionaries& dictionaries_;
    Xapian::Database database_;
    SegmentIndex index_;
    Scratch scratch_;
    BlockBuilder builder_;
    std::vector<archive::Article> articles_;  ///< to be compared, and their numbers
    std::vector<Xapian::docid> documents_;
    std::size_t text_bytes_ = 0;
    PostingSum by_article_;
    Xapian::doccount count_ = 0;
    Xapian::totallength total_length_ = 0;
    Xapian::termcount shortest_ = std::numeric_limits<Xapian::termcount>::max(), longest_ = 0;
    Xapian::docid last_ = 0;
    std::vector<std::string> damage_;
};

}  // namespace

std::vector<std::string> find_index_damage(const fs::path& segment, const archive::Dictionaries& dictionaries) {
    try {
        return SegmentCheck(segment, dictionaries).findings();
    } catch (const Xapian::Error& error) {
        return {fmt::format("its index cannot be read: {}", error.get_msg())};
    }
}

}  // namespace broadsheet::indexer
