#include "query/searcher.hpp"

#include <fmt/format.h>
#include <xapian.h>

#include <algorithm>
#include <map>

#include "archive/archive_layout.hpp"
#include "archive/stored_article.hpp"
#include "archive/terms.hpp"
#include "query/article_view.hpp"
#include "query/binder.hpp"
#include "query/compiler.hpp"
#include "query/open_segments.hpp"
#include "query/snapshot.hpp"
#include "query/snippet.hpp"
#include "query/spans.hpp"
#include "query/syntax/parser.hpp"

namespace broadsheet::query {

namespace {

using Clock = std::chrono::steady_clock;

struct OutOfTime {};

// Whether a search may go on; asks the clock now and then only.
class Patience {
  public:
    explicit Patience(const SearchRequest& request) : request_(request) {}

    void check() const {
        if (request_.cancelled.stop_requested() || Clock::now() >= request_.deadline) {
            throw OutOfTime{};
        }
    }

    void check_now_and_then() {
        if (++calls_ % interval == 0) check();
    }

  private:
    // Matches between two looks at the clock: some 50 µs.
    static constexpr std::uint32_t interval = 256;
    const SearchRequest& request_;
    std::uint32_t calls_ = 0;
};

// Knows which segment a match runs through. To spies and deciders Xapian gives a document with its
// number within its segment, and does not say which that is; this goes along with a query as a
// filter that lets everything through, and is moved to each document just before they see it.
class SegmentTracker : public Xapian::PostingSource {
  public:
    explicit SegmentTracker(const Xapian::Database& database)
        : uuids_(database.get_uuid()), count_((uuids_.size() + 1) / uuid_stride), now_(&own_now_) {}

    /// `query`, tracked. The tracker must outlive it.
    Xapian::Query track(const Xapian::Query& query) {
        if (count_ < 2) return query;
        return Xapian::Query(Xapian::Query::OP_FILTER, query, Xapian::Query(this));
    }

    /// The number of a document in the whole archive: Xapian deals them out in turn.
    Xapian::docid in_archive(Xapian::docid in_segment) const {
        if (count_ < 2) return in_segment;
        return (in_segment - 1) * static_cast<Xapian::docid>(count_) + *now_ + 1;
    }

    PostingSource* clone() const override { return new SegmentTracker(uuids_, count_, now_); }

    void init(const Xapian::Database& segment) override {
        segment_ = static_cast<Xapian::docid>(uuids_.find(segment.get_uuid()) / uuid_stride);
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
    // A database of several has their UUIDs as its own, with a colon between.
    static constexpr std::size_t uuid_stride = 37;

    SegmentTracker(std::string uuids, std::size_t count, Xapian::docid* now)
        : uuids_(std::move(uuids)), count_(count), now_(now) {}

    void move_to(Xapian::docid document) {
        at_ = document;
        *now_ = segment_;
    }

    std::string uuids_;
    std::size_t count_;
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

std::vector<LeafSpan> sorted(std::vector<LeafSpan> spans) {
    std::ranges::sort(spans);
    return spans;
}

// "20250709…" is 2025-07-09.
std::string iso_day(const std::string& digits) {
    if (digits.size() < 8) return {};
    return digits.substr(0, 4) + "-" + digits.substr(4, 2) + "-" + digits.substr(6, 2);
}

std::vector<FacetValue> by_count(const Column& column) {
    std::vector<FacetValue> values;
    for (std::size_t i = 1; i < column.values().size(); ++i) {
        values.push_back({column.values()[i], column.counts()[i], false});
    }
    std::ranges::sort(values, {}, &FacetValue::value);
    std::ranges::stable_sort(values, std::greater<>(), &FacetValue::count);
    return values;
}

void add_notices(Diagnostics& to, const Diagnostics& more) {
    to.insert(to.end(), more.begin(), more.end());
    std::ranges::stable_sort(to, {}, [](const Diagnostic& notice) { return notice.range.offset; });
    const auto rest = std::ranges::unique(to);
    to.erase(rest.begin(), rest.end());
}

}  // namespace

struct Searcher::Impl {
    explicit Impl(std::shared_ptr<ArchiveReader> of) : reader(std::move(of)) {}

    std::shared_ptr<ArchiveReader> reader;
    std::shared_ptr<const Snapshot> snapshot;
    Xapian::Database database;
    SnippetMaker snippets;

    // A writer may change the list, or delete within a segment, while we read; then all is asked again.
    static constexpr int max_attempts = 5;

    void refresh() {
        auto current = reader->current();
        if (current == snapshot) return;
        database = open_segments(archive::ArchivePaths(reader->path()), current->segments());
        snapshot = std::move(current);
    }

    template <typename Ask>
    auto answered(Ask ask) {
        for (int attempt = 1;; ++attempt) {
            try {
                refresh();
                return ask();
            } catch (const Xapian::DatabaseModifiedError&) {
                if (attempt == max_attempts) throw_unreadable("it changes faster than it can be read");
                database.reopen();
            } catch (const Xapian::DatabaseOpeningError& error) {
                if (attempt == max_attempts) throw_unreadable(error.get_msg());
                snapshot = nullptr;
            } catch (const Xapian::Error& error) {
                throw_unreadable(error.get_description());
            }
        }
    }

    [[noreturn]] void throw_unreadable(const std::string& why) const {
        throw archive::ArchiveError(
            fmt::format("{}: cannot be read: {}; 'broadsheet-indexer verify' says what is damaged",
                        reader->path().string(), why));
    }

    BoundQuery bound(const ParseResult& parsed) const {
        if (!parsed.tree) return {BoundNode{Everything{}}, 0, {}, {}, false};
        return bind(*parsed.tree, *snapshot);
    }

    ResultPage search(const SearchRequest& request, const ParseResult& parsed) {
        const auto started = Clock::now();
        const BoundQuery query = bound(parsed);
        const CompiledQuery compiled(query.root, bind_filters(request.filters, *snapshot),
                                     snapshot->lexicon());
        ResultPage page;
        page.input = request.query;
        page.canonical = parsed.tree ? print(*parsed.tree) : "";
        page.notices = parsed.notices;
        add_notices(page.notices, query.notices);
        page.request = request;
        page.generation = snapshot->generation();
        run(request, query, compiled, page);
        page.took_ms =
            std::chrono::duration<double, std::milli>(Clock::now() - started).count();
        return page;
    }

    void run(const SearchRequest& request, const BoundQuery& query, const CompiledQuery& compiled,
             ResultPage& page) {
        Patience patience(request);
        patience.check();
        FacetCounter facets(snapshot->columns());
        SegmentTracker tracker(database);
        MatchCounter counter(request.facets ? &facets : nullptr, tracker, patience);
        const Verifier verifier(query.root, database, snapshot->lexicon(), tracker, patience);

        Xapian::Enquire enquire(database);
        enquire.set_query(tracker.track(compiled.xapian()));
        enquire.set_weighting_scheme(weighting());
        const auto order = by_date(request.sort, compiled.weighted());
        if (order.has_value()) enquire.set_sort_by_key_then_relevance(order->get(), false);
        enquire.add_matchspy(&counter);
        // All candidates are looked at, so that the total is exact and facets count everything.
        const Xapian::MSet matches =
            enquire.get_mset(request.offset, request.limit, database.get_doccount() + 1, nullptr,
                             compiled.exact() ? nullptr : &verifier);
        page.total = matches.get_matches_estimated();
        if (query.cut) page.relation = Relation::about;  // more under a wildcard, fewer under its NOT
        if (request.facets) count_facets(request, query, facets, patience, page);
        for (auto match = matches.begin(); match != matches.end(); ++match) {
            patience.check();
            page.hits.push_back(hit(match, query.root));
        }
    }

    // A facet by which the results are filtered counts what they would be without that filter, so
    // that its other values can be seen and chosen.
    void count_facets(const SearchRequest& request, const BoundQuery& query,
                      const FacetCounter& results, Patience& patience, ResultPage& page) {
        for (std::size_t i = 0; i < facet_count; ++i) {
            const auto facet = static_cast<Facet>(i);
            const auto& selected = request.filters.of(facet);
            if (selected.empty()) {
                page.facets[i] = results.values(facet, selected);
                continue;
            }
            Filters others = request.filters;
            others.of(facet).clear();
            FacetCounter counter(snapshot->columns());
            count(query, others, counter, patience);
            page.facets[i] = counter.values(facet, selected);
        }
    }

    void count(const BoundQuery& query, const Filters& filters, FacetCounter& counter,
               Patience& patience) {
        const CompiledQuery compiled(query.root, bind_filters(filters, *snapshot),
                                     snapshot->lexicon());
        SegmentTracker tracker(database);
        const Verifier verifier(query.root, database, snapshot->lexicon(), tracker, patience);
        MatchCounter spy(&counter, tracker, patience);
        Xapian::Enquire enquire(database);
        enquire.set_query(tracker.track(compiled.xapian()));
        enquire.set_weighting_scheme(Xapian::BoolWeight());
        enquire.add_matchspy(&spy);
        enquire.get_mset(0, 0, database.get_doccount() + 1, nullptr,
                         compiled.exact() ? nullptr : &verifier);
    }

    // Sorts keys so that undated articles come last in both orders.
    struct DateOrder {
        std::unique_ptr<Xapian::MultiValueKeyMaker> maker;
        Xapian::KeyMaker* get() const { return maker.get(); }
    };

    static std::optional<DateOrder> by_date(Sort sort, bool weighted) {
        if (sort == Sort::relevance && weighted) return std::nullopt;
        DateOrder order{std::make_unique<Xapian::MultiValueKeyMaker>()};
        const bool oldest = sort == Sort::oldest;
        order.maker->add_value(archive::slot_date, !oldest, oldest ? "99999999" : "");
        return order;
    }

    Hit hit(const Xapian::MSetIterator& match, const BoundNode& query) {
        Hit hit;
        hit.score = match.get_weight();
        const Xapian::Document document = match.get_document();
        try {
            const archive::StoredArticle stored = archive::decode_stored(document.get_data());
            describe(stored, hit);
            const auto spans = shown_spans(query, *match);
            hit.headline = snippets.headline(stored, spans);
            hit.snippets = snippets.snippets(stored, spans);
        } catch (const archive::CorruptArticle&) {  // never served as text, and never hidden
            hit.id = document.get_value(archive::slot_id);
            hit.headline = {{"This article is damaged in the archive", false, 0}};
        }
        return hit;
    }

    static void describe(const archive::StoredArticle& stored, Hit& hit) {
        const archive::Article& article = stored.article;
        hit.id = article.id;
        hit.url = article.url;
        hit.source = article.source;
        hit.date = article.date;
        hit.language = article.language;
        hit.byline = article.byline;
        hit.desk = article.desk;
        hit.words = stored.word_count;
    }

    std::vector<LeafSpan> shown_spans(const BoundNode& query, Xapian::docid document) const {
        std::vector<LeafSpan> spans;
        const auto source = index_source(database, document, snapshot->lexicon());
        evaluate(query, *source, &spans);
        return sorted(std::move(spans));
    }

    ArticleOutcome article(std::string_view id, std::string_view text, const ParseResult& parsed) {
        const std::string term = archive::id_term(id);
        const auto found = database.postlist_begin(term);
        if (found == database.postlist_end(term)) return NotFound{};
        const archive::StoredArticle stored = decoded(*found, id);
        if (!parsed.tree) return article_view(stored, {});
        const BoundQuery query = bound(parsed);
        ArticleView view = article_view(stored, shown_spans(query.root, *found));
        view.query_input = std::string(text);
        view.query_canonical = print(*parsed.tree);
        view.notices = parsed.notices;
        return view;
    }

    archive::StoredArticle decoded(Xapian::docid document, std::string_view id) const {
        try {
            return archive::decode_stored(database.get_document(document).get_data());
        } catch (const archive::CorruptArticle& error) {
            throw archive::ArchiveError(
                fmt::format("{}: the article '{}' is damaged: {}; add it again from its source",
                            reader->path().string(), id, error.what()));
        }
    }

    ArchiveSummary summary() const {
        const Columns& columns = snapshot->columns();
        return {database.get_doccount(),
                snapshot->segments().names.size(),
                snapshot->generation(),
                iso_day(columns.oldest_day()),
                iso_day(columns.newest_day()),
                by_count(columns.of(Facet::source)),
                by_count(columns.of(Facet::language))};
    }

    Explanation explain(const ParseResult& parsed) const {
        const BoundQuery query = bound(parsed);
        const CompiledQuery compiled(query.root, {Everything{}}, snapshot->lexicon());
        Explanation explanation;
        explanation.canonical = parsed.tree ? print(*parsed.tree) : "";
        explanation.tree = parsed.tree ? print_tree(*parsed.tree) : "every article\n";
        for (const BoundWord& word : query.words) explanation.forms += forms_line(word);
        explanation.plan = fmt::format(
            "{}\n{}\n",
            compiled.exact() ? "the index answers it exactly"
                             : "the index proposes candidates; the spans verify each",
            compiled.description());
        explanation.notices = parsed.notices;
        add_notices(explanation.notices, query.notices);
        return explanation;
    }

    static std::string forms_line(const BoundWord& word) {
        std::string line = word.word + ":";
        if (word.forms.empty()) line += " no article holds it";
        for (const auto& form : word.forms) {
            line += fmt::format(" {} ({})", form.form, form.articles);
        }
        return line + "\n";
    }
};

Searcher::Searcher(std::shared_ptr<ArchiveReader> reader)
    : impl_(std::make_unique<Impl>(std::move(reader))) {}
Searcher::~Searcher() = default;
Searcher::Searcher(Searcher&&) noexcept = default;

SearchOutcome Searcher::search(const SearchRequest& request) {
    const ParseResult parsed = parse(request.query);
    if (!parsed.errors.empty()) return QueryErrors{request.query, parsed.errors};
    try {
        return impl_->answered([&] { return impl_->search(request, parsed); });
    } catch (const OutOfTime&) {
        return TimedOut{};
    }
}

ArticleOutcome Searcher::article(std::string_view id, std::string_view query) {
    const ParseResult parsed = parse(query);
    if (!parsed.errors.empty()) return QueryErrors{std::string(query), parsed.errors};
    return impl_->answered([&] { return impl_->article(id, query, parsed); });
}

ArchiveSummary Searcher::summary() {
    return impl_->answered([&] { return impl_->summary(); });
}

ExplainOutcome Searcher::explain(std::string_view query) {
    const ParseResult parsed = parse(query);
    if (!parsed.errors.empty()) return QueryErrors{std::string(query), parsed.errors};
    return impl_->answered([&] { return impl_->explain(parsed); });
}

}  // namespace broadsheet::query
