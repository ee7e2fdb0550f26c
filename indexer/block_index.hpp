// From articles to the index of a block: terms by article come in, articles by term go out, as a database of
// Xapian's (indexer/glass/).
//
// In memory a posting is eight bytes in one list, in the order in which it came; terms are numbers. When
// the block is full the list is sorted by term in one counting pass, the terms by their bytes, and all is
// written from the first key to the last. Xapian's own builder keeps a tree of terms, each with a tree of
// articles, searches both for every posting, and looks for the place of every list in its table anew.
#pragma once

#include <boost/unordered/unordered_flat_map.hpp>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "archive/positions_builder.hpp"
#include "archive/text_numbers.hpp"
#include "indexer/glass/lists.hpp"
#include "indexer/glass/table.hpp"
#include "indexer/glass/version_file.hpp"

namespace broadsheet::indexer {

/// The articles of a block, one after the other. Not thread-safe.
class BlockIndex {
  public:
    /// The open article has a term, `count` times more than so far. At most archive::max_term_bytes.
    void add_term(std::string_view term, std::uint32_t count);

    /// The same of a word, by its number in the block's PositionsBuilder: the words are kept there.
    void add_word(std::uint32_t word, std::uint32_t count);

    /// Whether a word is a common one (text/common_words.hpp).
    bool is_common(std::uint32_t word, const archive::PositionsBuilder& words);

    /// The open article has the first word right before the second, both common ones: the term of that pair
    /// (archive::pair_term()).
    void add_pair(std::uint32_t first, std::uint32_t second, const archive::PositionsBuilder& words);

    /// A value of the open article, not empty, once a slot.
    void add_value(std::uint32_t slot, std::string_view value);

    /// Closes the open article, whose stored bytes these are, and gives its number: 1, 2, …
    std::uint32_t finish_article(std::string stored);

    struct File {
        std::string name, bytes;
    };
    struct Database {
        std::string uuid;  ///< as text
        std::vector<File> files;
    };
    /// The database of all articles; `words` are those of add_word(). Empties this.
    Database finish(const archive::PositionsBuilder& words);

  private:
    struct Posting {
        std::uint32_t term, count;
    };
    struct Term {
        std::uint32_t documents = 0;
        std::size_t last = 0;  ///< one more than the index of its last posting
    };

    enum class Known : std::uint8_t { not_yet, no, yes };

    void add(std::uint32_t term, std::uint32_t count);
    std::string_view text_of(std::uint32_t term, const archive::PositionsBuilder& words) const;
    std::vector<std::uint32_t> terms_in_order(const archive::PositionsBuilder& words) const;
    std::vector<glass::Posting> postings_by_term(std::vector<std::size_t>& begins) const;
    glass::TableRoot write_postlist(const archive::PositionsBuilder& words, std::string& bytes) const;
    glass::TableRoot write_docdata(std::string& bytes) const;

    archive::TextNumbers others_;  ///< terms that are no words
    boost::unordered_flat_map<std::uint64_t, std::uint32_t> pairs_;  ///< by their words' numbers, of others_
    std::vector<Known> common_;       ///< by the word's number
    std::vector<Term> terms_;         ///< words at twice their number, others at twice theirs plus one

    std::vector<Posting> postings_;   ///< article by article
    std::vector<std::size_t> ends_;   ///< in postings_, by article
    std::vector<std::uint32_t> lengths_;
    std::uint32_t length_ = 0;        ///< of the open article
    std::map<std::uint32_t, glass::ValueStream> values_;  ///< by slot
    std::vector<std::string> stored_;  ///< by article
    glass::Totals totals_;
};

}  // namespace broadsheet::indexer
