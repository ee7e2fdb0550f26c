#include "indexer/published_articles.hpp"

#include <fmt/format.h>
#include <xapian.h>

#include <algorithm>
#include <type_traits>
#include <utility>

#include "archive/stored_article.hpp"
#include "archive/terms.hpp"
#include "indexer/index_contents.hpp"
#include "indexer/open_tables.hpp"
#include "indexer/segment_builder.hpp"

namespace broadsheet::indexer {

using archive::ArchivePaths;

namespace {

// A snapshot goes stale with the second commit to a segment, or when its folder is gone, or going. Each
// attempt takes a fresh one; that many commits within one reading do not happen but by a fault.
constexpr int attempts = 10;

std::optional<archive::Cluster> cluster_of(const Xapian::Document& document) {
    return archive::cluster_of(document.get_value(archive::slot_sketch), document.get_value(archive::slot_cluster));
}

ArticleFacts facts_of(const Xapian::Document& document) {
    const double words = Xapian::sortable_unserialise(document.get_value(archive::slot_words));
    return {document.get_value(archive::slot_id),       document.get_value(archive::slot_date),
            document.get_value(archive::slot_source),   document.get_value(archive::slot_desk),
            document.get_value(archive::slot_language), static_cast<std::uint32_t>(words),
            cluster_of(document)};
}

}  // namespace

struct PublishedArticles::Segments {
    std::vector<Xapian::Database> each;  ///< in the order of the list
    Xapian::Database all;
    std::vector<SegmentIndex> indexes;  ///< of each, once asked for
};

/// Runs `work`, on a fresh snapshot where the one at hand has gone stale under it.
template <typename Work>
auto PublishedArticles::reading(Work work) {
    for (int attempt = 1;; ++attempt) {
        try {
            return work();
        } catch (const Xapian::DatabaseModifiedError& error) {
            if (attempt == attempts) throw SegmentError(error.get_description());
        } catch (const Xapian::DatabaseOpeningError& error) {
            if (attempt == attempts) throw SegmentError(error.get_description());
        } catch (const Xapian::Error& error) {
            throw SegmentError(
                fmt::format("cannot read {}: {}; broadsheet-indexer verify tells more",
                            paths_.segments.string(), error.get_msg()));
        } catch (const SegmentError&) {
            segments_.reset();
            if (attempt == attempts || archive::read_segment_list(paths_) == list_) throw;
        }
        segments_.reset();
    }
}

PublishedArticles::PublishedArticles(ArchivePaths paths) : paths_(std::move(paths)) {
    refresh();
}
PublishedArticles::~PublishedArticles() = default;

void PublishedArticles::refresh() {
    segments_.reset();
    reading([&] { open(); });
}

void PublishedArticles::open() {
    if (segments_) return;
    list_ = archive::read_segment_list(paths_);
    dictionaries_ = archive::Dictionaries(paths_.dictionaries);
    auto opened = std::make_unique<Segments>();
    for (const std::string& name : list_.names) {
        opened->each.emplace_back(paths_.segment(name).string());
        require_open_tables(opened->each.back(), paths_.segment(name));
        opened->all.add_database(opened->each.back());
    }
    segments_ = std::move(opened);
}

std::uint64_t PublishedArticles::count() {
    return reading([&] {
        open();
        return std::uint64_t{segments_->all.get_doccount()};
    });
}

std::size_t PublishedArticles::unpurged_segments() {
    return reading([&] {
        open();
        return static_cast<std::size_t>(
            std::ranges::count_if(list_.names, [&](const std::string& name) {
                try {
                    return segment_state(paths_.segment(name)).has_deletions;
                } catch (const SegmentError&) {
                    return false;  // merged away meanwhile, or damaged, of which `verify` tells
                }
            }));
    });
}

/// What `take` makes of the document of that id and the number of its segment.
template <typename Take>
auto PublishedArticles::take_from(std::string_view id, Take take) {
    using Taken = std::invoke_result_t<Take, const Xapian::Document&, std::size_t>;
    const std::string term = archive::id_term(id);
    return reading([&]() -> std::optional<Taken> {
        open();
        for (std::size_t i = segments_->each.size(); i-- > 0;) {
            const Xapian::Database& segment = segments_->each[i];
            const auto posting = segment.postlist_begin(term);
            if (posting == segment.postlist_end(term)) continue;
            return take(segment.get_document(*posting), i);
        }
        return std::nullopt;
    });
}

std::optional<PublishedArticles::Place> PublishedArticles::find(std::string_view id) {
    return take_from(id, [&](const Xapian::Document& document, std::size_t segment) {
        return Place{list_.names[segment], archive::parse_content_hash(document.get_value(archive::slot_content))};
    });
}

std::optional<std::string> PublishedArticles::stored(std::string_view id) {
    return take_from(id, [](const Xapian::Document& document, std::size_t) {
        return document.get_data();
    });
}

std::vector<std::string> PublishedArticles::segments_with(std::string_view id) {
    const std::string term = archive::id_term(id);
    return reading([&] {
        open();
        std::vector<std::string> names;
        for (std::size_t i = 0; i < segments_->each.size(); ++i) {
            if (segments_->each[i].term_exists(term)) names.push_back(list_.names[i]);
        }
        return names;
    });
}

template <typename Visit>
void PublishedArticles::for_each_id(Visit visit) {
    const std::string prefix = archive::id_term({});
    std::string last;  // the term of the article visited last, after which a fresh snapshot goes on
    reading([&] {
        open();
        auto term = segments_->all.allterms_begin(prefix);
        const auto end = segments_->all.allterms_end(prefix);
        if (!last.empty()) term.skip_to(last);
        for (; term != end; ++term) {
            std::string name = *term;
            if (name == last) continue;
            visit(name);
            last = std::move(name);
        }
    });
}

template <typename Visit>
void PublishedArticles::for_each_document(Visit visit) {
    for_each_id([&](const std::string& term) {
        const Xapian::Database& all = segments_->all;
        visit(all.get_document(*all.postlist_begin(term)));
    });
}

void PublishedArticles::for_each_stored(const std::function<void(std::string_view)>& visit) {
    for_each_document([&](const Xapian::Document& document) { visit(document.get_data()); });
}

std::vector<PublishedArticles::Indexed> PublishedArticles::versions_of(const std::string& term) const {
    std::vector<Indexed> versions;
    for (std::size_t i = 0; i < segments_->each.size(); ++i) {
        const Xapian::Database& segment = segments_->each[i];
        const auto end = segment.postlist_end(term);
        for (auto posting = segment.postlist_begin(term); posting != end; ++posting) {
            versions.push_back({segment.get_document(*posting).get_data(),
                                segments_->indexes[i].checksum(*posting)});
        }
    }
    return versions;
}

/// A reader that does not ask for positions does without them.
void PublishedArticles::open_indexes() {
    if (segments_->indexes.size() == segments_->each.size()) return;
    for (std::size_t i = 0; i < segments_->each.size(); ++i) {
        segments_->indexes.emplace_back(segments_->each[i], paths_.segment(list_.names[i]));
    }
}

void PublishedArticles::for_each_indexed(const std::function<void(const Indexed&)>& visit) {
    for_each_id([&](const std::string& term) {
        open_indexes();
        for (const Indexed& version : versions_of(term)) visit(version);
    });
}

void PublishedArticles::for_each_sampled(std::uint64_t count,
                                         const std::function<void(const Sampled&)>& visit) {
    std::size_t next = 0;  // the segment at which a fresh snapshot goes on
    reading([&] {
        open();
        const std::uint64_t step = segments_->all.get_doccount() / std::max(count, std::uint64_t{1}) + 1;
        for (; next < segments_->each.size(); ++next) {
            const Xapian::Database& segment = segments_->each[next];
            auto document = segment.postlist_begin("");
            while (document != segment.postlist_end("")) {
                const Xapian::docid number = *document;
                const Xapian::Document sampled = segment.get_document(number);
                visit({sampled.get_data(), archive::parse_content_hash(sampled.get_value(archive::slot_content)),
                       cluster_of(sampled)});
                document.skip_to(number + static_cast<Xapian::docid>(step));
            }
        }
    });
}

void PublishedArticles::for_each_facts(const std::function<void(const ArticleFacts&)>& visit) {
    for_each_document([&](const Xapian::Document& document) { visit(facts_of(document)); });
}

}  // namespace broadsheet::indexer
