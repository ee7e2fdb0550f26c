#include "indexer/stats.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <filesystem>
#include <unordered_map>
#include <vector>

#include "indexer/embargoed_articles.hpp"
#include "indexer/iso_time.hpp"
#include "indexer/number_format.hpp"
#include "indexer/published_articles.hpp"

namespace broadsheet::indexer {

namespace fs = std::filesystem;
namespace json = boost::json;

namespace {

// As many sources or languages are listed for people; JSON has all.
constexpr std::size_t listed_names = 10;

std::uint64_t size_on_disk(const fs::path& root) {
    std::uint64_t bytes = 0;
    std::error_code gone;  // a writer may remove a segment meanwhile
    for (auto entry = fs::recursive_directory_iterator(root, gone);
         entry != fs::recursive_directory_iterator(); entry.increment(gone)) {
        if (gone) break;
        if (!entry->is_regular_file(gone)) continue;
        const std::uintmax_t size = entry->file_size(gone);
        if (!gone) bytes += size;
    }
    return bytes;
}

/// 19870226093000 → 1987-02-26
std::string iso_day(std::string digits) {
    digits.resize(std::min<std::size_t>(digits.size(), 8));
    for (const std::size_t at : {6U, 4U}) {
        if (digits.size() > at) digits.insert(at, 1, '-');
    }
    return digits;
}

std::string most_frequent(const std::map<std::string, std::uint64_t>& counts) {
    std::vector<std::pair<std::string, std::uint64_t>> order(counts.begin(), counts.end());
    std::ranges::stable_sort(order,
                             [](const auto& a, const auto& b) { return a.second > b.second; });
    std::string text;
    for (std::size_t i = 0; i < order.size() && i < listed_names; ++i) {
        const auto& [name, count] = order[i];
        text += fmt::format("{}{} {}", i > 0 ? ", " : "", name.empty() ? "(unknown)" : name,
                            grouped(count));
    }
    if (order.size() > listed_names) {
        text += fmt::format(", and {} more", grouped(order.size() - listed_names));
    }
    return text;
}

json::object object_of(const std::map<std::string, std::uint64_t>& counts) {
    json::object object;
    for (const auto& [name, count] : counts) object[name] = count;
    return object;
}

}  // namespace

ArchiveStats collect_stats(const archive::ArchivePaths& paths) {
    ArchiveStats stats;
    PublishedArticles published(paths);
    std::string first, last;
    std::unordered_map<archive::Cluster, std::uint64_t> clusters;
    published.for_each_facts([&](const ArticleFacts& facts) {
        ++stats.articles;
        stats.words += facts.words;
        ++stats.sources[facts.source];
        ++stats.languages[facts.language];
        if (facts.cluster) ++clusters[*facts.cluster];
        if (facts.date.empty()) return;
        if (first.empty() || facts.date < first) first = facts.date;
        if (facts.date > last) last = facts.date;
    });
    for (const auto& [cluster, articles] : clusters) {
        if (articles < 2) continue;
        ++stats.clusters;
        stats.copies += articles;
    }
    stats.segments = published.list().names.size();
    stats.generation = published.list().generation;
    stats.unpurged = published.unpurged_segments();
    const EmbargoedArticles embargoed(paths.embargoed);
    stats.embargoed = embargoed.count();
    if (const auto next = embargoed.next_release()) stats.next_release = iso_time(*next);
    stats.first_date = iso_day(first);
    stats.last_date = iso_day(last);
    stats.disk_bytes = size_on_disk(paths.root);
    return stats;
}

std::string to_text(const ArchiveStats& stats) {
    std::string text;
    const auto line = [&](std::string_view name, const std::string& value) {
        text += fmt::format("{:<11} {}\n", name, value);
    };
    line("articles", grouped(stats.articles));
    line("words", grouped(stats.words));
    line("dates", stats.first_date.empty() ? std::string("none")
                                           : stats.first_date + " to " + stats.last_date);
    line("sources", most_frequent(stats.sources));
    line("languages", most_frequent(stats.languages));
    line("copies", stats.clusters == 0 ? std::string("none")
                                       : fmt::format("{} articles in {} clusters",
                                                     grouped(stats.copies),
                                                     grouped(stats.clusters)));
    line("segments", stats.unpurged == 0 ? grouped(stats.segments)
                                         : fmt::format("{} ({} wait for a purge)",
                                                       grouped(stats.segments),
                                                       grouped(stats.unpurged)));
    if (stats.embargoed > 0) {
        line("embargoed",
             fmt::format("{}, the next until {}", grouped(stats.embargoed), stats.next_release));
    }
    line("generation", grouped(stats.generation));
    line("on disk", byte_size(stats.disk_bytes));
    return text;
}

std::string to_json(const ArchiveStats& stats) {
    return json::serialize(json::object{{"articles", stats.articles},
                                        {"words", stats.words},
                                        {"first_date", stats.first_date},
                                        {"last_date", stats.last_date},
                                        {"sources", object_of(stats.sources)},
                                        {"languages", object_of(stats.languages)},
                                        {"clusters", stats.clusters},
                                        {"copies", stats.copies},
                                        {"segments", stats.segments},
                                        {"unpurged_segments", stats.unpurged},
                                        {"embargoed", stats.embargoed},
                                        {"next_release", stats.next_release},
                                        {"generation", stats.generation},
                                        {"disk_bytes", stats.disk_bytes}});
}

}  // namespace broadsheet::indexer
