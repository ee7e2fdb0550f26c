// What does the lexicon of one segment answer? lexicon.hpp asks all segments and adds up.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "archive/lexicon_file.hpp"

namespace broadsheet::query {

class Wildcard;

/// A folded surface form and the number of articles that hold it.
struct Form {
    std::string_view text;
    std::uint32_t articles;
};

struct NearForm {
    Form form;
    int edits;
};

/// Lists are sorted by text, unless another order is named; the functions are those of Lexicon.
class SegmentLexicon {
  public:
    explicit SegmentLexicon(archive::LexiconImage image) : image_(std::move(image)) {}

    std::size_t size() const { return image_.size(); }
    std::uint32_t frequency(std::string_view form) const;

    /// Of a language that it has not the stems of, `form` alone.
    std::vector<Form> same_stem(std::string_view form, std::string_view language) const;
    std::vector<NearForm> within_edits(std::string_view form, int max_edits) const;
    std::vector<Form> matching(const Wildcard& pattern) const;

    /// At most `limit` forms that begin with `prefix`: those of most articles first, then by text.
    std::vector<Form> most_frequent(std::string_view prefix, std::size_t limit) const;

    /// Whether it has a table for the language.
    bool has_stems_of(std::string_view language) const {
        return !stems_of(language).language.empty();
    }

    /// The languages that it has the stems of: primary subtags.
    std::vector<std::string_view> languages() const;

    /// From now on the articles without a language, where all are, are taken to be in this one.
    /// Stems all forms.
    void assume_language(std::string_view language);

  private:
    using Number = std::uint32_t;
    struct Range {
        std::size_t begin, end;
    };

    Form at(std::size_t number) const { return {image_.form(number), image_.articles(number)}; }
    std::size_t lower_bound(std::string_view text) const;
    bool find(std::string_view form, std::size_t& number) const;
    Range with_prefix(std::string_view prefix) const;
    std::size_t end_of_prefix(std::size_t from, std::string_view prefix) const;
    std::vector<Form> all_in(Range range) const;
    void add_holding(std::string_view literal, const Wildcard& pattern, Range range,
                     std::vector<Form>& forms) const;
    archive::StemTable stems_of(std::string_view language) const;

    archive::LexiconImage image_;

    struct AssumedStems;
    std::shared_ptr<const AssumedStems> assumed_;
};

}  // namespace broadsheet::query
