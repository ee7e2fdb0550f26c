// The positions that the index holds, as a source for the span evaluator.
#include <xapian.h>

#include <algorithm>

#include "archive/terms.hpp"
#include "query/spans.hpp"

namespace broadsheet::query {

namespace {

class IndexSource : public ArticleSource {
  public:
    IndexSource(const Xapian::Database& database, std::uint32_t document, const Lexicon& lexicon)
        : database_(database), document_(document), lexicon_(lexicon) {}

    void spans_of(std::string_view form, std::vector<Span>& out) override {
        const std::size_t first = out.size();
        for (const auto position : positions(std::string(form))) {
            out.push_back({position, position + 1});
        }
        if (out.size() == first) return;
        for (const std::uint8_t parts : lexicon_.compound_lengths(form)) {
            widen(out, first, positions(archive::continuation_term(form, parts)), parts);
        }
    }

    std::vector<Span> zone_runs(archive::Zone zone) override {
        const auto begins = positions(archive::zone_begin_term(zone));
        const auto ends = positions(archive::zone_end_term(zone));
        std::vector<Span> runs;
        for (std::size_t i = 0; i < std::min(begins.size(), ends.size()); ++i) {
            runs.push_back({begins[i], ends[i]});
        }
        return runs;
    }

    bool has_term(const std::string& term) override {
        auto found = database_.termlist_begin(document_);
        const auto end = database_.termlist_end(document_);
        if (found == end) return false;
        found.skip_to(term);
        return found != end && *found == term;
    }

    std::uint32_t number(std::uint32_t slot) override {
        const std::string value = database_.get_document(document_).get_value(slot);
        return value.empty() ? 0 : static_cast<std::uint32_t>(Xapian::sortable_unserialise(value));
    }

  private:
    std::vector<std::uint32_t> positions(const std::string& term) const {
        return {database_.positionlist_begin(document_, term),
                database_.positionlist_end(document_, term)};
    }

    // A token is the joined form of a compound where the compound goes on at the next position.
    static void widen(std::vector<Span>& spans, std::size_t first,
                      const std::vector<std::uint32_t>& continuations, std::uint8_t parts) {
        for (std::size_t i = first; i < spans.size(); ++i) {
            if (std::ranges::binary_search(continuations, spans[i].begin + 1)) {
                spans[i].end = spans[i].begin + parts;
            }
        }
    }

    const Xapian::Database& database_;
    std::uint32_t document_;
    const Lexicon& lexicon_;
};

}  // namespace

std::unique_ptr<ArticleSource> index_source(const Xapian::Database& database,
                                            std::uint32_t document, const Lexicon& lexicon) {
    return std::make_unique<IndexSource>(database, document, lexicon);
}

}  // namespace broadsheet::query
