#include "indexer/index_check.hpp"

#include <fmt/format.h>
#include <xapian.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <set>

#include "archive/key_phrases.hpp"
#include "archive/stored_article.hpp"
#include "archive/terms.hpp"
#include "indexer/batch.hpp"
#include "indexer/index_contents.hpp"
#include "indexer/scratch_folder.hpp"
#include "indexer/segment_builder.hpp"
#include "text/analyzer.hpp"

namespace broadsheet::indexer {

namespace fs = std::filesystem;

namespace {

class SegmentCheck {
  public:
    SegmentCheck(const fs::path& segment, const archive::Dictionaries& dictionaries)
        : dictionaries_(dictionaries), database_(segment.string()), index_(database_, segment) {}

    std::vector<std::string> findings() {
        const auto end = database_.postlist_end("");
        for (auto at = database_.postlist_begin(""); at != end; ++at) look_at(*at);
        while (last_ < database_.get_lastdocid()) lists_others_ |= index_.length(++last_).has_value();
        compare_articles();
        check_totals();
        if (lists_others_) {
            damage_.push_back("its lists of articles by word have articles that it has not: restore it "
                              "from a backup, or add its articles again to a new archive");
        }
        return std::move(damage_);
    }

  private:
    void look_at(Xapian::docid document) {
        const Xapian::termcount length = database_.get_doclength(document);
        archive::StoredArticle stored =
            archive::decode_stored(database_.get_document(document).get_data(), dictionaries_);
        const bool is_whole = index_.length(document) == length &&
                              index_.phrases_checksum(document) == phrases_checksum(document);
        if (!is_whole) report(stored.article.id);
        for (++last_; last_ < document; ++last_) lists_others_ |= index_.length(last_).has_value();
        ++count_;
        total_length_ += length;
        if (length > 0) shortest_ = std::min(shortest_, length);  // as Xapian does
        longest_ = std::max(longest_, length);
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

    /// By the phrases as they are shown.
    std::uint64_t phrases_checksum(Xapian::docid document) {
        std::set<std::string> terms;
        const std::string shown = database_.get_document(document).get_value(archive::slot_phrases);
        for (const std::string& phrase : archive::split_phrases(shown)) {
            const std::string term = archive::key_phrase_term(phrase, analyzer_, tokens_);
            if (archive::fits_a_term(term)) terms.insert(term);
        }
        std::uint64_t sum = 0;
        for (const std::string& term : terms) sum += phrase_checksum(term);
        return sum;
    }

    void report(const std::string& id) {
        damage_.push_back(fmt::format("article {}: its index is not that of its text", id));
    }

    const archive::Dictionaries& dictionaries_;
    Xapian::Database database_;
    SegmentIndex index_;
    ScratchFolder scratch_;
    BlockBuilder builder_;
    std::vector<archive::Article> articles_;  ///< to be compared, and their numbers
    std::vector<Xapian::docid> documents_;
    std::size_t text_bytes_ = 0;
    text::Analyzer analyzer_;
    text::TokenList tokens_;
    bool lists_others_ = false;  ///< whether terms have documents that are not there
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
    } catch (const SegmentError& error) {
        return {fmt::format("its index cannot be read: {}", error.what())};
    }
}

}  // namespace broadsheet::indexer
