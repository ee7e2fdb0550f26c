#include "archive/sketch_index.hpp"

#include <algorithm>
#include <cstring>
#include <tuple>
#include <utility>

#include "archive/copy_mark.hpp"
#include "archive/file_head.hpp"
#include "archive/headed_file.hpp"
#include "archive/mapped_file.hpp"

namespace broadsheet::archive {

namespace {

struct Head {
    Magic magic;
    std::uint64_t checksum;
    std::uint32_t format, zero;
    std::uint64_t entries;
    UuidField uuid;
};
static_assert(sizeof(Head) == 72, "the layout in sketch_index.hpp");

constexpr Magic magic = {'B', 'S', 'S', 'K', 'T', 'C', 'H', '\n'};

}  // namespace

std::strong_ordering SketchIndexBuilder::Entry::operator<=>(const Entry& other) const {
    return std::tie(key, order, article) <=> std::tie(other.key, other.order, other.article);
}

void SketchIndexBuilder::add(std::uint32_t article, const text::MinHash& sketch) {
    const std::uint64_t order = own_cluster(sketch);
    for (const std::uint32_t key : sketch.keys) entries_.add({key, article, order});
}

void SketchIndexBuilder::write(const std::filesystem::path& path, std::string_view uuid) && {
    const Head head{magic, 0, sketch_index_format, 0, entries_.size(), uuid_field(uuid)};
    HeadedFile file(path, sizeof head);
    Spool articles(place_);
    entries_.each([&](const Entry& entry) {
        file.append_item(entry.key);
        articles.append_item(entry.article);
    });
    articles.each_piece([&](std::string_view bytes) { file.append(bytes); });
    file.finish(head);
}

/// The file may have others between them: of articles that were deleted.
bool SketchIndexBuilder::are_in(const SketchIndex& index) && {
    std::size_t at = 0;
    bool all = true;
    entries_.each([&](const Entry& entry) {
        const auto is_at = [&] { return index.keys()[at] == entry.key && index.articles()[at] == entry.article; };
        while (at < index.keys().size() && !is_at()) ++at;
        all = all && at < index.keys().size();
        ++at;
    });
    return all;
}

std::optional<SketchIndex> SketchIndex::open(const std::filesystem::path& segment,
                                             std::string_view uuid) {
    auto file = MappedFile::open(segment / sketch_index_name);
    if (!file || file->bytes().size() < sizeof(Head)) return std::nullopt;
    const std::string_view bytes = file->bytes();
    Head head;
    std::memcpy(&head, bytes.data(), sizeof head);
    const std::size_t numbers = (bytes.size() - sizeof head) / sizeof(std::uint32_t);
    const bool fits = bytes.size() % sizeof(std::uint32_t) == 0 && numbers % 2 == 0 &&
                      head.entries == numbers / 2;
    if (!fits || head.magic != magic || head.format != sketch_index_format ||
        head.uuid != uuid_field(uuid) || head.checksum != content_checksum(bytes)) {
        return std::nullopt;
    }
    const auto* begin = reinterpret_cast<const std::uint32_t*>(bytes.data() + sizeof head);
    SketchIndex index;
    index.keys_ = {begin, head.entries};
    index.articles_ = {begin + head.entries, head.entries};
    index.owner_ = std::move(file);
    return index;
}

/// Keys are hashes, so a key stands about where its size says: from there in growing steps, then by halves.
std::span<const std::uint32_t> SketchIndex::articles_with(std::uint32_t key) const {
    const std::size_t size = keys_.size();
    const auto guess = static_cast<std::size_t>((std::uint64_t{key} * size) >> 32);
    std::size_t low = guess, high = guess;
    for (std::size_t step = 16; low > 0 && keys_[low - 1] >= key; step *= 4) {
        low = low > step ? low - step : 0;
    }
    for (std::size_t step = 16; high < size && keys_[high] <= key; step *= 4) {
        high = std::min(high + step, size);
    }
    const auto found = std::ranges::equal_range(keys_.subspan(low, high - low), key);
    const auto first = static_cast<std::size_t>(found.begin() - keys_.begin());
    return articles_.subspan(first, found.size());
}

}  // namespace broadsheet::archive
