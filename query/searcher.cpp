#include "query/searcher.hpp"

#include <fmt/format.h>
#include <xapian.h>

#include <algorithm>
#include <ranges>
#include <unordered_set>
#include <utility>

#include "archive/archive_layout.hpp"
#include "archive/key_phrases.hpp"
#include "archive/stored_article.hpp"
#include "archive/terms.hpp"
#include "query/article_view.hpp"
#include "query/binder.hpp"
#include "query/collapse.hpp"
#include "query/compiler.hpp"
#include "query/indexed_articles.hpp"
#include "query/matcher.hpp"
#include "query/open_segments.hpp"
#include "query/phrase_facet.hpp"
#include "query/snapshot.hpp"
#include "query/snippet.hpp"
#include "query/spans.hpp"
#include "query/syntax/parser.hpp"
#include "text/analyzer.hpp"

namespace broadsheet::query {

namespace {

using Clock = std::chrono::steady_clock;

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

    BoundQuery bound(const ParseResult& parsed, Patience* patience = nullptr) const {
        if (!parsed.tree) return {BoundNode{Everything{}}, 0, {}, {}, false};
        return bind(*parsed.tree, *snapshot, patience);
    }

    ResultPage search(const SearchRequest& request, const ParseResult& parsed) {
        const auto started = Clock::now();
        Patience patience(request.limits);
        const BoundQuery query = bound(parsed, &patience);
        ResultPage page;
        page.input = request.query;
        page.canonical = parsed.tree ? print(*parsed.tree) : "";
        page.notices = parsed.notices;
        add_notices(page.notices, query.notices);
        page.request = request;
        page.generation = snapshot->generation();
        Matcher matcher(database, *snapshot, patience);
        const BoundNode filters = bound_filters(request.filters);
        run(query, filters, matcher, patience, page);
        if (request.offset == 0) {  // on the next pages it is not said again
            add_counts(parsed, filters, matcher, patience, page);
        }
        if (request.explain) page.explanation = explanation(parsed, query);
        page.took_ms =
            std::chrono::duration<double, std::milli>(Clock::now() - started).count();
        return page;
    }

    BoundNode bound_filters(const Filters& filters) const {
        BoundNode bound = bind_filters(filters, *snapshot);
        if (filters.cluster.empty()) return bound;
        return {BoundAnd{{std::move(bound), {articles_of(filters.cluster)}}}};
    }

    /// The articles of a cluster, by their ids: none for a name that no cluster has. The column is of the moment when
    /// it was read; what a writer has deleted since, and not published yet, may be gone from the database.
    Filter articles_of(const std::string& cluster) const {
        Filter filter;
        const auto name = archive::cluster_named(cluster);
        if (!name) return filter;
        for (const std::uint32_t document : snapshot->copies(database).documents_of(*name)) {
            try {
                const std::string id = database.get_document(document).get_value(archive::slot_id);
                filter.terms.push_back(archive::id_term(id));
            } catch (const Xapian::DocNotFoundError&) {
            }
        }
        return filter;
    }

    void run(const BoundQuery& query, const BoundNode& filters, Matcher& matcher, Patience& patience,
             ResultPage& page) {
        const SearchRequest& request = page.request;
        FacetCounter facets(snapshot->columns());
        if (request.collapse == Collapse::duplicates) {
            run_collapsed(query, filters, facets, matcher, patience, page);
            return;
        }
        // With phrases from the first on, since the best hits say which are counted.
        const bool phrases = request.facets && request.phrase_facet;
        const std::uint32_t skipped = phrases ? request.offset : 0;
        const std::uint32_t wanted =
            phrases ? std::max(skipped + request.limit, phrase_facet_hits) : request.limit;
        const Ranking ranking =
            matcher.rank(query.root, filters, request.sort, request.offset - skipped, wanted,
                         request.facets ? &facets : nullptr);
        add_totals(query, ranking, facets, matcher, page);
        for (const RankedDocument& ranked : ranking.documents | std::views::drop(skipped) |
                                                std::views::take(request.limit)) {
            patience.check();
            page.hits.push_back(hit(ranked, query.root, patience));
        }
    }

    /// Copies are hidden only behind copies that match.
    void run_collapsed(const BoundQuery& query, const BoundNode& filters, FacetCounter& facets,
                       Matcher& matcher, Patience& patience, ResultPage& page) {
        const SearchRequest& request = page.request;
        const CopyColumn& column = snapshot->copies(database);
        CopyCounts counts(column);
        facets.count_copies(counts);
        const bool phrases = request.facets && request.phrase_facet;
        const std::uint32_t hits = request.offset + request.limit;
        FacetCounter* counter = &facets;  // once
        const DistinctRanking ranking = rank_distinct(
            std::max(hits, phrases ? phrase_facet_hits : 0), column, [&](std::uint32_t limit) {
                return matcher.rank(query.root, filters, request.sort, 0, limit,
                                    std::exchange(counter, nullptr));
            });
        page.distinct = counts.distinct();
        add_totals(query, ranking.all, facets, matcher, page);
        for (const RankedDocument& ranked : ranking.documents | std::views::take(hits) |
                                                std::views::drop(request.offset)) {
            patience.check();
            page.hits.push_back(hit(ranked, query.root, patience));
            page.hits.back().copies = counts.others(ranked.document);
        }
    }

    /// Of all matches: `facets` has seen them, and `ranking` has the best first.
    void add_totals(const BoundQuery& query, const Ranking& ranking, const FacetCounter& facets,
                    Matcher& matcher, ResultPage& page) {
        const SearchRequest& request = page.request;
        page.total = ranking.total;
        if (query.cut) page.relation = Relation::about;  // more under a wildcard, fewer under its NOT
        if (!request.facets) return;
        count_facets(request, query, facets, matcher, page);
        if (!request.phrase_facet) return;
        page.facets[static_cast<std::size_t>(Facet::phrase)] = phrase_facet(
            database, facets,
            {ranking.documents, ranking.total, forms_of(request.query, query),
             request.filters.of(Facet::phrase)});
    }

    // Every word of the query, in all its forms; those of a phrase as they stand.
    static std::unordered_set<std::string> forms_of(const std::string& input, const BoundQuery& query) {
        std::unordered_set<std::string> forms;
        text::TokenList tokens;
        text::Analyzer().analyze(input, tokens);
        for (const text::Token& token : tokens) forms.emplace(tokens.form(token));
        for (const BoundWord& word : query.words) {
            for (const auto& [form, articles] : word.forms) forms.insert(form);
        }
        return forms;
    }

    // A facet by which the results are filtered counts what they would be without that filter, so
    // that its other values can be seen and chosen.
    void count_facets(const SearchRequest& request, const BoundQuery& query,
                      const FacetCounter& results, Matcher& matcher, ResultPage& page) {
        for (std::size_t i = 0; i < facet_count; ++i) {
            const auto facet = static_cast<Facet>(i);
            if (facet == Facet::phrase) continue;  // from the best hits: phrase_facet.hpp
            const auto& selected = request.filters.of(facet);
            if (selected.empty()) {
                page.facets[i] = results.values(facet, selected);
                continue;
            }
            Filters others = request.filters;
            others.of(facet).clear();
            FacetCounter counter(snapshot->columns());
            matcher.count(query.root, bound_filters(others), &counter);
            page.facets[i] = counter.values(facet, selected);
        }
    }

    // Where a query could be read in another way too: how many articles that would find.
    void add_counts(const ParseResult& parsed, const BoundNode& filters, Matcher& matcher,
                    Patience& patience, ResultPage& page) {
        const auto count = [&](const Node& tree) {
            return matcher.count(bind(tree, *snapshot, &patience).root, filters, nullptr);
        };
        if (parsed.other_reading) {
            for (Diagnostic& notice : page.notices) {
                if (notice.code != "mixed-operators") continue;
                notice.offer = print(*parsed.other_reading);
                notice.message += fmt::format(" ({}); the other way it would find {}",
                                              articles(page.total),
                                              articles(count(*parsed.other_reading)));
            }
        }
        if (!parsed.bare_words || page.total == 0) return;
        const InputRange whole = parsed.tree->range;
        const Node phrase{whole, Phrase{page.input.substr(whole.offset, whole.length), 0, {}}};
        const std::uint64_t found = count(phrase);
        if (found == 0) return;
        page.notices.push_back({std::string(as_phrase_code), whole,
                                fmt::format("as a phrase: {}", articles(found)), "", print(phrase)});
    }

    static std::string articles(std::uint64_t count) {
        return fmt::format("{} {}", count, count == 1 ? "article" : "articles");
    }

    Hit hit(const RankedDocument& ranked, const BoundNode& query, Patience& patience) {
        Hit hit;
        hit.score = ranked.weight;
        const Xapian::Document document = database.get_document(ranked.document);
        const auto cluster = archive::cluster_of(document.get_value(archive::slot_sketch),
                                                 document.get_value(archive::slot_cluster));
        if (cluster) hit.cluster = archive::cluster_name(*cluster);
        try {
            const archive::StoredArticle stored = archive::decode_stored(document.get_data(), snapshot->dictionaries());
            describe(stored, hit);
            const auto spans = shown_spans(query, ranked.document, patience);
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

    std::vector<LeafSpan> shown_spans(const BoundNode& query, Xapian::docid document,
                                      Patience& patience) const {
        std::vector<LeafSpan> spans;
        IndexedArticles indexed(database, *snapshot);
        evaluate(query, indexed.article(document), &spans, &patience);
        return sorted(std::move(spans));
    }

    ArticleOutcome article(std::string_view id, std::string_view text, const ParseResult& parsed,
                           Patience& patience) {
        const std::string term = archive::id_term(id);
        const auto found = database.postlist_begin(term);
        if (found == database.postlist_end(term)) return NotFound{};
        const archive::StoredArticle stored = decoded(*found, id);
        std::vector<LeafSpan> spans;
        if (parsed.tree) spans = shown_spans(bound(parsed, &patience).root, *found, patience);
        ArticleView view = article_view(stored, spans);
        view.phrases =
            archive::split_phrases(database.get_document(*found).get_value(archive::slot_phrases));
        if (!parsed.tree) return view;
        view.query_input = std::string(text);
        view.query_canonical = print(*parsed.tree);
        view.notices = parsed.notices;
        return view;
    }

    archive::StoredArticle decoded(Xapian::docid document, std::string_view id) const {
        try {
            return archive::decode_stored(database.get_document(document).get_data(), snapshot->dictionaries());
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

    Suggestions suggest(std::string_view input) const {
        constexpr std::size_t first_language = 1;  // [0] is none
        const auto& languages = snapshot->columns().of(Facet::language).values();
        Suggestions found = query::suggest(input, snapshot->lexicon(),
                                           std::span(languages).subspan(first_language));
        found.generation = snapshot->generation();
        return found;
    }

    Explanation explain(const ParseResult& parsed) const {
        const BoundQuery query = bound(parsed);
        Explanation explanation = this->explanation(parsed, query);
        explanation.notices = parsed.notices;
        add_notices(explanation.notices, query.notices);
        return explanation;
    }

    Explanation explanation(const ParseResult& parsed, const BoundQuery& query) const {
        const CompiledQuery compiled(query.root, {Everything{}}, database, snapshot->rows());
        Explanation explanation;
        explanation.canonical = parsed.tree ? print(*parsed.tree) : "";
        explanation.tree = parsed.tree ? print_tree(*parsed.tree) : "every article\n";
        for (const BoundWord& word : query.words) {
            explanation.words.push_back({word.word, {}});
            for (const auto& [form, articles] : word.forms) {
                explanation.words.back().forms.push_back({form, articles});
            }
        }
        if (parsed.tree) add_parts(*parsed.tree, query.root, explanation.parts);
        explanation.plan = compiled.description();
        return explanation;
    }

    // The parts that AND, OR and NOT join: the two trees are alike down to them.
    void add_parts(const Node& node, const BoundNode& bound, std::vector<ExplainedPart>& parts) const {
        const auto add_all = [&](const std::vector<Node>& nodes, const std::vector<BoundNode>& of) {
            for (std::size_t i = 0; i < nodes.size(); ++i) add_parts(nodes[i], of.at(i), parts);
        };
        if (const auto* both = std::get_if<And>(&node.kind)) {
            add_all(both->children, std::get<BoundAnd>(bound.kind).children);
        } else if (const auto* either = std::get_if<Or>(&node.kind)) {
            add_all(either->children, std::get<BoundOr>(bound.kind).children);
        } else if (const auto* negated = std::get_if<Not>(&node.kind)) {
            add_parts(*negated->child, std::get<BoundNot>(bound.kind).child[0], parts);
        } else {
            const CompiledQuery compiled(bound, {Everything{}}, database, snapshot->rows());
            parts.push_back({print(node), compiled.exact()});
        }
    }
};

Searcher::Searcher(std::shared_ptr<ArchiveReader> reader)
    : impl_(std::make_unique<Impl>(std::move(reader))) {
    try {
        impl_->answered([] { return true; });
    } catch (const archive::ArchiveError&) {  // the first question will say so
    }
}
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

ArticleOutcome Searcher::article(std::string_view id, std::string_view query,
                                 const TimeLimit& limit) {
    const ParseResult parsed = parse(query);
    if (!parsed.errors.empty()) return QueryErrors{std::string(query), parsed.errors};
    Patience patience(limit);
    try {
        return impl_->answered([&] { return impl_->article(id, query, parsed, patience); });
    } catch (const OutOfTime&) {
        return TimedOut{};
    }
}

ArchiveSummary Searcher::summary() {
    return impl_->answered([&] { return impl_->summary(); });
}

Suggestions Searcher::suggest(std::string_view input) {
    return impl_->answered([&] { return impl_->suggest(input); });
}

ExplainOutcome Searcher::explain(std::string_view query) {
    const ParseResult parsed = parse(query);
    if (!parsed.errors.empty()) return QueryErrors{std::string(query), parsed.errors};
    return impl_->answered([&] { return impl_->explain(parsed); });
}

}  // namespace broadsheet::query
