#include "query/copy_column.hpp"

#include <xapian.h>

#include <algorithm>
#include <utility>

#include "archive/terms.hpp"
#include "query/each_value.hpp"

namespace broadsheet::query {

using archive::Cluster;

namespace {

constexpr Cluster no_name = 0;  // of a document without a cluster: of 2^64 sketches one has this number

}  // namespace

CopyColumn::CopyColumn(const Xapian::Database& database, Rows rows)
    : rows_(std::move(rows)), names_(rows_.size(), no_name), numbers_(names_.size()) {
    const auto end = database.valuestream_end(archive::slot_cluster);
    auto cluster = database.valuestream_begin(archive::slot_cluster);
    std::vector<std::pair<Cluster, std::uint32_t>> order;
    order.reserve(names_.size());
    each_value(database, archive::slot_sketch, [&](Xapian::docid id, const std::string& sketch) {
        while (cluster != end && cluster.get_docid() < id) ++cluster;
        const bool has_one = cluster != end && cluster.get_docid() == id;
        const auto name = archive::cluster_of(sketch, has_one ? *cluster : std::string());
        if (!name) return;
        const std::size_t row = index_of(rows_.of(id));
        names_.at(row) = *name;
        order.emplace_back(*name, static_cast<std::uint32_t>(row));
    });
    std::ranges::sort(order);
    for (std::size_t i = 1; i < order.size(); ++i) {
        if (order[i].first != order[i - 1].first) continue;
        std::uint32_t& before = numbers_[order[i - 1].second];
        if (before == alone) before = ++clusters_;
        numbers_[order[i].second] = before;
    }
}

std::vector<std::uint32_t> CopyColumn::documents_of(Cluster cluster) const {
    std::vector<std::uint32_t> documents;
    if (cluster == no_name) return documents;
    for (std::size_t i = 0; i < names_.size(); ++i) {
        if (names_[i] == cluster) documents.push_back(rows_.document(Row{static_cast<std::uint32_t>(i)}));
    }
    return documents;
}

}  // namespace broadsheet::query
