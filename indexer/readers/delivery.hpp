// What is done with every article that a reader has read, whatever its format: it is completed by
// what is known from elsewhere, given an id where it has none, and handed on or refused.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "archive/article.hpp"
#include "indexer/readers/input_stream.hpp"
#include "indexer/readers/reader.hpp"

namespace broadsheet::indexer {

struct ReadArticle {
    archive::Article article;
    std::vector<std::string> problems = {};  ///< values that could not be kept
};

/// Where in its input an article stood.
struct ArticlePlace {
    std::uint64_t offset = 0;  ///< bytes
    std::string label = {};    ///< "item 3"; empty for the only article of its input
};

/// Hands on the articles of one input.
class Delivery {
  public:
    /// All must outlive it.
    Delivery(const InputName& name, const ReadOptions& options, ArticleSink& sink)
        : name_(name), options_(options), sink_(sink) {}

    /// Completes source and date, and makes an id of the address, else of the place, of an article
    /// that has none. Without headline and text, or withdrawn without an id, it is refused; `hint`
    /// then says where they were looked for.
    void deliver(ReadArticle&& read, const ArticlePlace& place, std::string_view hint = {});

    void refuse(const ArticlePlace& place, std::string_view reason);
    /// Something is wrong with an article that is kept.
    void report(const ArticlePlace& place, std::string_view reason);

  private:
    std::string made_id(const archive::Article& article, const ArticlePlace& place) const;

    const InputName& name_;
    const ReadOptions& options_;
    ArticleSink& sink_;
};

}  // namespace broadsheet::indexer
