#include "query/matcher.hpp"

#include <xapian.h>

#include <algorithm>
#include <memory>

#include "archive/terms.hpp"
#include "query/indexed_articles.hpp"
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

    /// The segment that the match is in.
    Xapian::docid segment() const { return *now_; }

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

// Lets each candidate through once (Xapian 1.4.22 now and then gives the last document of a segment
// twice, where an OR loses a branch to the weights), and only if the spans confirm it.
class Gate : public Xapian::MatchDecider {
  public:
    /// `query` is null where the index answers by itself.
    Gate(const BoundNode* query, const Xapian::Database& database, const Snapshot& snapshot,
         const SegmentTracker& tracker, Patience& patience)
        : query_(query), articles_(database, snapshot), tracker_(tracker), patience_(patience) {}

    bool operator()(const Xapian::Document& document) const override {
        // Within a segment they come in the order of their numbers.
        const Xapian::docid in_segment = document.get_docid();
        const Xapian::docid segment = tracker_.segment();
        if (segment == last_segment_ && in_segment <= last_) return false;
        last_segment_ = segment;
        last_ = in_segment;
        if (query_ == nullptr) return true;
        patience_.check_now_and_then();
        return evaluate(*query_, articles_.article(tracker_.in_archive(in_segment)), nullptr, &patience_);
    }

  private:
    const BoundNode* query_;
    mutable IndexedArticles articles_;
    const SegmentTracker& tracker_;
    Patience& patience_;
    mutable Xapian::docid last_ = 0, last_segment_ = 0;
};

// Sees every match: counts facets, and ends a match that takes too long. (Xapian's own time limit
// crashes, and does not stop a match.)
class MatchCounter : public Xapian::MatchSpy {
  public:
    MatchCounter(FacetCounter* facets, const Rows& rows, const SegmentTracker& tracker, Patience& patience)
        : facets_(facets), rows_(rows), tracker_(tracker), patience_(patience) {}

    void operator()(const Xapian::Document& document, double) override {
        patience_.check_now_and_then();
        ++matches_;
        if (facets_ != nullptr) facets_->add(rows_.of(tracker_.segment(), document.get_docid()));
    }

    /// Our own count: Xapian's takes a candidate that was given twice for one match fewer.
    std::uint64_t matches() const { return matches_; }

  private:
    std::uint64_t matches_ = 0;
    FacetCounter* facets_;
    const Rows& rows_;
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
    const CompiledQuery compiled(query, filters, database_, snapshot_.rows(), &patience_);
    SegmentTracker tracker(database_);
    MatchCounter counter(facets, snapshot_.rows(), tracker, patience_);
    const Gate gate(compiled.exact() ? nullptr : &query, database_, snapshot_, tracker, patience_);
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
        enquire.get_mset(offset, limit, database_.get_doccount() + 1, nullptr, &gate);
    Ranking ranking{counter.matches(), {}};
    for (auto match = matches.begin(); match != matches.end(); ++match) {
        ranking.documents.push_back({*match, match.get_weight()});
    }
    return ranking;
}

std::uint64_t Matcher::count(const BoundNode& query, const BoundNode& filters,
                             FacetCounter* facets) {
    patience_.check();
    const CompiledQuery compiled(query, filters, database_, snapshot_.rows(), &patience_);
    SegmentTracker tracker(database_);
    const Gate gate(compiled.exact() ? nullptr : &query, database_, snapshot_, tracker, patience_);
    MatchCounter counter(facets, snapshot_.rows(), tracker, patience_);
    Xapian::Enquire enquire(database_);
    enquire.set_query(tracker.track(compiled.xapian()));
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    enquire.add_matchspy(&counter);
    enquire.get_mset(0, 0, database_.get_doccount() + 1, nullptr, &gate);
    return counter.matches();
}

}  // namespace broadsheet::query
