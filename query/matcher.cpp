#include "query/matcher.hpp"

#include <xapian.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <string>

#include "archive/terms.hpp"
#include "query/segment_numbers.hpp"
#include "query/spans.hpp"

namespace broadsheet::query {

namespace {

// Knows which segment a match runs through: goes along with a query as a filter that lets everything
// through, and is moved to each document just before spies and deciders see it.
class SegmentTracker : public Xapian::PostingSource {
  public:
    explicit SegmentTracker(const Xapian::Database& database)
        : numbers_(database), now_(&own_now_) {}

    /// `query`, tracked. The tracker must outlive it.
    Xapian::Query track(const Xapian::Query& query) {
        if (!numbers_.several()) return query;
        return Xapian::Query(Xapian::Query::OP_FILTER, query, Xapian::Query(this));
    }

    /// The number of a document in the whole archive.
    Xapian::docid in_archive(Xapian::docid in_segment) const {
        return numbers_.in_archive(in_segment, *now_);
    }

    PostingSource* clone() const override { return new SegmentTracker(numbers_, now_); }

    void init(const Xapian::Database& segment) override {
        segment_ = numbers_.segment(segment);
        documents_ = segment.get_doccount();
        last_ = segment.get_lastdocid();
        at_ = 0;
    }
    Xapian::doccount get_termfreq_min() const override { return documents_; }
    Xapian::doccount get_termfreq_est() const override { return documents_; }
    Xapian::doccount get_termfreq_max() const override { return documents_; }
    void next(double) override { move_to(at_ + 1); }
    void skip_to(Xapian::docid document, double) override { move_to(std::max(document, at_)); }
    bool check(Xapian::docid document, double) override {
        move_to(std::max(document, at_));
        return true;
    }
    bool at_end() const override { return at_ > last_; }
    Xapian::docid get_docid() const override { return at_; }

  private:
    SegmentTracker(SegmentNumbers numbers, Xapian::docid* now)
        : numbers_(std::move(numbers)), now_(now) {}

    void move_to(Xapian::docid document) {
        at_ = document;
        *now_ = segment_;
    }

    SegmentNumbers numbers_;
    Xapian::docid own_now_ = 0;
    Xapian::docid* now_;  ///< the segment that the match is in: one for all clones
    Xapian::docid segment_ = 0, documents_ = 0, last_ = 0, at_ = 0;
};

// Lets only those candidates through that the spans confirm.
class Verifier : public Xapian::MatchDecider {
  public:
    Verifier(const BoundNode& query, const Xapian::Database& database, const Lexicon& lexicon,
             const SegmentTracker& tracker, Patience& patience)
        : query_(query), database_(database), lexicon_(lexicon), tracker_(tracker),
          patience_(patience) {}

    bool operator()(const Xapian::Document& document) const override {
        patience_.check();
        const auto number = tracker_.in_archive(document.get_docid());
        const auto source = index_source(database_, number, lexicon_);
        return evaluate(query_, *source, nullptr);
    }

  private:
    const BoundNode& query_;
    const Xapian::Database& database_;
    const Lexicon& lexicon_;
    const SegmentTracker& tracker_;
    Patience& patience_;
};

// Sees every match: counts facets, and ends a match that takes too long. (Xapian's own time limit
// crashes, and does not stop a match.)
class MatchCounter : public Xapian::MatchSpy {
  public:
    MatchCounter(FacetCounter* facets, const SegmentTracker& tracker, Patience& patience)
        : facets_(facets), tracker_(tracker), patience_(patience) {}

    void operator()(const Xapian::Document& document, double) override {
        patience_.check_now_and_then();
        if (facets_ != nullptr) facets_->add(tracker_.in_archive(document.get_docid()));
    }

  private:
    FacetCounter* facets_;
    const SegmentTracker& tracker_;
    Patience& patience_;
};

// k1, k3 and b as Xapian has them by default; not yet tuned on the judged queries of TIME.
Xapian::BM25Weight weighting() { return Xapian::BM25Weight(1.0, 0.0, 1.0, 0.5, 0.5); }

// Sorts keys so that undated articles come last in both orders.
std::unique_ptr<Xapian::KeyMaker> by_date(Sort sort) {
    auto maker = std::make_unique<Xapian::MultiValueKeyMaker>();
    const bool oldest = sort == Sort::oldest;
    maker->add_value(archive::slot_date, !oldest, oldest ? "99999999" : "");
    return maker;
}

}  // namespace

Ranking Matcher::rank(const BoundNode& query, const BoundNode& filters, Sort sort,
                      std::uint32_t offset, std::uint32_t limit, FacetCounter* facets) {
    patience_.check();
    const CompiledQuery compiled(query, filters, snapshot_.lexicon(), database_);
    SegmentTracker tracker(database_);
    MatchCounter counter(facets, tracker, patience_);
    const Verifier verifier(query, database_, snapshot_.lexicon(), tracker, patience_);
    Xapian::Enquire enquire(database_);
    enquire.set_query(tracker.track(compiled.xapian()));
    enquire.set_weighting_scheme(weighting());
    std::unique_ptr<Xapian::KeyMaker> order;
    if (sort != Sort::relevance || !compiled.weighted()) {
        order = by_date(sort);
        enquire.set_sort_by_key_then_relevance(order.get(), false);
    }
    enquire.add_matchspy(&counter);
    // All candidates are looked at, so that the total is exact and facets count everything.
    const Xapian::MSet matches =
        enquire.get_mset(offset, limit, database_.get_doccount() + 1, nullptr,
                         compiled.exact() ? nullptr : &verifier);
    Ranking ranking{matches.get_matches_estimated(), {}};
    for (auto match = matches.begin(); match != matches.end(); ++match) {
        ranking.documents.push_back({*match, match.get_weight()});
    }
    return ranking;
}

std::uint64_t Matcher::count(const BoundNode& query, const BoundNode& filters,
                             FacetCounter* facets) {
    patience_.check();
    const CompiledQuery compiled(query, filters, snapshot_.lexicon(), database_);
    SegmentTracker tracker(database_);
    const Verifier verifier(query, database_, snapshot_.lexicon(), tracker, patience_);
    MatchCounter counter(facets, tracker, patience_);
    Xapian::Enquire enquire(database_);
    enquire.set_query(tracker.track(compiled.xapian()));
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    enquire.add_matchspy(&counter);
    return enquire
        .get_mset(0, 0, database_.get_doccount() + 1, nullptr,
                  compiled.exact() ? nullptr : &verifier)
        .get_matches_estimated();
}

}  // namespace broadsheet::query
