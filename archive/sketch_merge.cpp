#include "archive/sketch_merge.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "archive/headed_file.hpp"
#include "archive/sketch_layout.hpp"

namespace broadsheet::archive {

namespace fs = std::filesystem;

namespace {

std::string_view bytes_of(const SketchHead& head) { return {reinterpret_cast<const char*>(&head), sizeof head}; }

}  // namespace

void SketchIndexBuilder::add(std::uint32_t article, const text::MinHash& sketch) {
    const Cluster order = own_cluster(sketch);
    for (const std::uint32_t key : sketch.keys) entries_.push_back({key, article, order});
    greatest_ = std::max(greatest_, article);
}

std::string SketchIndexBuilder::finish(std::string_view uuid) && {
    std::ranges::sort(entries_, [](const Entry& a, const Entry& b) {
        return std::tie(a.key, a.order, a.article) < std::tie(b.key, b.order, b.article);
    });
    SketchPacker packer(SketchShape::of(entries_.size(), greatest_));
    for (const Entry& entry : entries_) packer.add({entry.key, entry.article});
    std::string file(sizeof(SketchHead), '\0');
    file += packer.finish();
    SketchHead head = packer.head(uuid);
    file.replace(0, sizeof head, bytes_of(head));
    head.checksum = content_checksum(file);
    file.replace(0, sizeof head, bytes_of(head));
    return file;
}

void SketchOrder::add(std::uint32_t article, Cluster own) {
    if (article >= own_.size()) {
        own_.resize(article + std::size_t{1});
        is_there_.resize(own_.size());
    }
    own_[article] = own;
    articles_ += is_there_[article] ? 0 : 1;
    is_there_[article] = true;
}

MergedSketches::MergedSketches(std::span<const SketchSource> sources, const SketchOrder& order)
    : sources_(sources), order_(order), next_(IsLater{&order}) {
    for (const SketchSource& source : sources_) cursors_.emplace_back(source.index);
    for (std::size_t i = 0; i < sources_.size(); ++i) advance(i);
}

std::optional<SketchEntry> MergedSketches::next() {
    if (next_.empty()) return std::nullopt;
    const Next next = next_.top();
    next_.pop();
    advance(next.source);
    return next.entry;
}

bool MergedSketches::IsLater::operator()(const Next& a, const Next& b) const {
    if (a.entry.key != b.entry.key) return a.entry.key > b.entry.key;
    return std::pair(order->of(a.entry.article), a.entry.article) >
           std::pair(order->of(b.entry.article), b.entry.article);
}

void MergedSketches::advance(std::size_t source) {
    const auto& [index, numbers, first, last] = sources_[source];
    while (const auto entry = cursors_[source].next()) {
        if (entry->article < first || entry->article > last) continue;
        const auto article = numbers.of(entry->article);
        if (!article || !order_.has(*article)) continue;
        next_.push({{entry->key, *article}, source});
        return;
    }
}

void merge_sketches(std::span<const SketchSource> sources, const SketchOrder& order, std::string_view uuid,
                    const fs::path& path) {
    constexpr std::uint64_t taken_at_once = 1 << 20;
    HeadedFile file(path, sizeof(SketchHead));
    SketchPacker packer(SketchShape::of(order.articles() * text::band_count, order.greatest()));
    MergedSketches entries(sources, order);
    while (const auto entry = entries.next()) {
        packer.add(*entry);
        if (packer.waiting() < taken_at_once) continue;
        file.append(packer.take());
        for (const SketchSource& source : sources) source.index.forget();  // what was read is not read again
    }
    file.append(packer.finish());
    file.finish(packer.head(uuid));
}

}  // namespace broadsheet::archive
