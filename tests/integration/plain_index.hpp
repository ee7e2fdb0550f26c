// A plain Xapian database of an archive's articles, made for comparison: the folded words of each article at
// their positions, and nothing else. Shares the analyzer and the layout of positions with the archive, and
// nothing with query/.
#pragma once

#include <xapian.h>

#include <filesystem>
#include <set>
#include <string>
#include <unordered_set>
#include <vector>

#include "archive/archive_layout.hpp"
#include "archive/stored_article.hpp"
#include "text/analyzer.hpp"

namespace broadsheet::tests {

class PlainIndex {
  public:
    /// Reads every stored article of `archive` and writes the database to `directory`.
    PlainIndex(const archive::ArchivePaths& archive, const std::filesystem::path& directory);

    /// The ids of the articles that match.
    std::set<std::string> ids(const Xapian::Query& query) const;

    std::size_t articles() const { return ids_.size(); }

    /// The words in a row of some of the articles' texts, one list a text: a compound gives its parts.
    const std::vector<std::vector<std::string>>& passages() const { return passages_; }
    /// Every form of the articles, in the order of bytes.
    const std::vector<std::string>& forms() const { return forms_; }

    /// Whether `form` is the joined form of a compound somewhere ("ceasefire" where an article has
    /// "cease-fire"), which stands at several positions: a plain database cannot say where it ends.
    bool is_joined(const std::string& form) const { return joined_.contains(form); }

  private:
    void add(const archive::StoredArticle& stored, Xapian::WritableDatabase& database);
    void add_unit(std::string_view text, std::uint32_t start, Xapian::Document& document);
    std::vector<Xapian::docid> matches(const Xapian::Query& query) const;

    text::Analyzer analyzer_;
    text::TokenList tokens_;
    std::size_t units_ = 0;
    std::vector<std::string> ids_;  ///< of document n at n - 1
    std::vector<std::vector<std::string>> passages_;
    std::vector<std::string> forms_;
    std::unordered_set<std::string> joined_;
    Xapian::Database database_;
};

}  // namespace broadsheet::tests
