#include "query/indexed_articles.hpp"

#include <xapian.h>

#include <boost/unordered/unordered_flat_map.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "archive/document_terms.hpp"
#include "archive/terms.hpp"
#include "query/segment_numbers.hpp"

namespace broadsheet::query {

namespace {

archive::TextStretch stretch_in_file(Stretch stretch) {
    switch (stretch) {
        case Stretch::sentence: return archive::TextStretch::sentence;
        case Stretch::paragraph: return archive::TextStretch::paragraph;
        default: return archive::TextStretch::section;
    }
}

/// The numbers of a query's words in one segment; looked up once.
class WordNumbers {
  public:
    std::span<const std::uint32_t> of(std::span<const std::string> forms, const archive::WordTable& words) {
        const Place place{forms.data(), forms.size()};
        const auto known = numbers_.find(place);
        if (known != numbers_.end()) return known->second;
        std::vector<std::uint32_t> numbers;
        for (const std::string& form : forms) {
            if (const auto number = words.find(form)) numbers.push_back(*number);
        }
        return numbers_.emplace(place, std::move(numbers)).first->second;
    }

  private:
    using Place = std::pair<const std::string*, std::size_t>;
    boost::unordered_flat_map<Place, std::vector<std::uint32_t>> numbers_;
};

}  // namespace

class IndexedArticles::Source : public ArticleSource {
  public:
    Source(const Xapian::Database& database, const Snapshot& snapshot)
        : database_(database), snapshot_(snapshot), numbers_(snapshot.positions().size()) {}

    /// False where the segment has no positions of the article.
    bool open(std::uint32_t document) {
        if (numbers_.empty()) return false;
        const auto place = place_in_segment(document, static_cast<Xapian::docid>(numbers_.size()));
        document_ = document;
        segment_ = place.segment;
        row_ = snapshot_.rows().of(place.segment, place.document);
        const std::string_view entry = image().whole_entry(place.document);
        if (entry.empty()) return false;
        positions_.open(entry);
        for (auto& starts : starts_) starts.reset();
        shapes_.reset();
        return true;
    }

    void spans_of(std::span<const std::string> forms, Spans& out) override {
        positions_.runs_of(numbers_[segment_].of(forms, image().words()), out);
    }

    Spans zone_runs(archive::Zone zone) override { return positions_.zone_runs(zone); }

    const Starts& starts(Stretch stretch) override {
        auto& starts = starts_[static_cast<std::size_t>(stretch)];
        if (!starts) starts = positions_.starts(stretch_in_file(stretch));
        return *starts;
    }

    text::CaseShape shape(std::uint32_t position) override {
        if (!shapes_) {
            shapes_ = word_shapes(archive::decode_stored(database_.get_document(document_).get_data(),
                                                         snapshot_.dictionaries()));
        }
        return position < shapes_->size() ? (*shapes_)[position] : text::CaseShape::none;
    }

    bool has_term(const std::string& term) override {
        if (term.starts_with(archive::language_prefix)) return is_in_language(term);
        auto article = database_.postlist_begin(term);
        const auto end = database_.postlist_end(term);
        if (article == end) return false;
        article.skip_to(document_);
        return article != end && *article == document_;
    }

    std::uint32_t number(std::uint32_t slot) override {
        const std::string value = database_.get_document(document_).get_value(slot);
        return value.empty() ? 0 : static_cast<std::uint32_t>(Xapian::sortable_unserialise(value));
    }

  private:
    const archive::PositionsImage& image() const { return snapshot_.positions()[segment_]; }

    // The languages are in memory for the facets; to ask the index took four fifths of verifying a distance
    // where an archive has several.
    bool is_in_language(const std::string& term) {
        const Column& languages = snapshot_.columns().of(Facet::language);
        const auto [known, is_new] = languages_.try_emplace(term);
        if (is_new) {
            for (const std::string& language : languages.values()) {
                known->second.push_back(archive::value_term(archive::language_prefix, language) == term);
            }
        }
        return known->second[languages.at(row_)];
    }

    const Xapian::Database& database_;
    const Snapshot& snapshot_;
    std::vector<WordNumbers> numbers_;  ///< by segment
    boost::unordered_flat_map<std::string, std::vector<bool>> languages_;  ///< by term, then value
    std::uint32_t document_ = 0, segment_ = 0;
    Row row_{};
    archive::ArticlePositions positions_;
    std::optional<Starts> starts_[4];  ///< by Stretch
    std::optional<std::vector<text::CaseShape>> shapes_;
};

// Xapian deals the numbers of an archive out to its segments in turn (segment_numbers.hpp).
IndexedArticles::IndexedArticles(const Xapian::Database& database, const Snapshot& snapshot)
    : source_(std::make_unique<Source>(database, snapshot)), database_(database), snapshot_(snapshot) {}

IndexedArticles::~IndexedArticles() = default;

ArticleSource& IndexedArticles::article(std::uint32_t document) {
    if (source_->open(document)) return *source_;
    stored_ = archive::decode_stored(database_.get_document(document).get_data(), snapshot_.dictionaries());
    stored_source_ = query::stored_source(stored_);
    return *stored_source_;
}

}  // namespace broadsheet::query
