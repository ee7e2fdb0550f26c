#include "query/any_term_source.hpp"

#include <algorithm>
#include <memory>

#include "query/segment_numbers.hpp"

namespace broadsheet::query {

namespace {

struct DocumentSet {
    Rows rows;
    std::vector<bool> has;  ///< by row
    Xapian::doccount count = 0;
};

class AnyTermSource : public Xapian::PostingSource {
  public:
    AnyTermSource(std::shared_ptr<const DocumentSet> set, SegmentNumbers numbers, double weight)
        : set_(std::move(set)), numbers_(std::move(numbers)), weight_(weight) {}

    PostingSource* clone() const override { return new AnyTermSource(set_, numbers_, weight_); }

    void init(const Xapian::Database& segment) override {
        segment_ = numbers_.segment(segment);
        last_ = segment.get_lastdocid();
        most_ = std::min(set_->count, segment.get_doccount());
        at_ = 0;
        set_maxweight(weight_);
    }
    Xapian::doccount get_termfreq_min() const override { return 0; }
    Xapian::doccount get_termfreq_est() const override { return most_; }
    Xapian::doccount get_termfreq_max() const override { return most_; }
    Xapian::termcount get_wdf() const { return 1; }
    double get_weight() const override { return weight_; }
    void next(double) override { move_to(at_ + 1); }
    void skip_to(Xapian::docid document, double) override { move_to(std::max(document, at_)); }
    bool check(Xapian::docid document, double) override {
        at_ = std::max(document, at_);
        return at_ > last_ || holds(at_);
    }
    bool at_end() const override { return at_ > last_; }
    Xapian::docid get_docid() const override { return at_; }

  private:
    bool holds(Xapian::docid document) const {
        const std::size_t index = index_of(set_->rows.of(segment_, document));
        return index < set_->has.size() && set_->has[index];
    }

    void move_to(Xapian::docid document) {
        for (at_ = document; at_ <= last_ && !holds(at_);) ++at_;
    }

    std::shared_ptr<const DocumentSet> set_;
    SegmentNumbers numbers_;
    double weight_;
    Xapian::docid segment_ = 0, last_ = 0, at_ = 0;
    Xapian::doccount most_ = 0;
};

}  // namespace

Xapian::Query any_term_query(const Xapian::Database& archive, const Rows& rows, const std::vector<std::string>& terms,
                             double weight, Patience* patience) {
    auto set = std::make_shared<DocumentSet>(DocumentSet{rows, std::vector<bool>(rows.size()), 0});
    for (const std::string& term : terms) {
        check_now_and_then(patience);
        const auto end = archive.postlist_end(term);
        for (auto document = archive.postlist_begin(term); document != end; ++document) {
            set->has.at(index_of(rows.of(*document))) = true;
        }
    }
    set->count = static_cast<Xapian::doccount>(std::ranges::count(set->has, true));
    if (set->count == 0) return Xapian::Query::MatchNothing;
    return Xapian::Query(
        (new AnyTermSource(std::move(set), SegmentNumbers(archive), weight))->release());
}

}  // namespace broadsheet::query
