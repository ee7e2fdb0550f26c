#include "archive/sketch_index.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

#include "archive/file_head.hpp"
#include "archive/sketch_layout.hpp"

namespace broadsheet::archive {

namespace {

/// Whether the head is one that could stand before these fields.
bool fits(const SketchHead& head, std::size_t field_bytes) {
    const SketchShape shape{head.bucket_bits, head.article_bits};
    if (shape.bucket_bits > max_bucket_bits || shape.article_bits > 32) return false;
    if (head.entries > field_bytes * 8) return false;  // no entry is without a bit
    return field_bytes == bytes_for(shape.field_bits(head.entries)) + field_load_bytes;
}

}  // namespace

std::optional<SketchIndex> SketchIndex::open(const std::filesystem::path& segment,
                                             std::string_view uuid) {
    auto file = MappedFile::open(segment / sketch_index_name);
    if (!file) return std::nullopt;
    auto index = of_bytes(file->bytes(), uuid);
    if (index) index->file_ = std::move(file);
    return index;
}

std::optional<SketchIndex> SketchIndex::of(std::string bytes, std::string_view uuid) {
    auto owned = std::make_shared<const std::string>(std::move(bytes));
    auto index = of_bytes(*owned, uuid);
    if (index) index->owned_ = std::move(owned);
    return index;
}

std::optional<SketchIndex> SketchIndex::of_bytes(std::string_view bytes, std::string_view uuid) {
    if (bytes.size() < sizeof(SketchHead)) return std::nullopt;
    SketchHead head;
    std::memcpy(&head, bytes.data(), sizeof head);
    const std::string_view fields = bytes.substr(sizeof head);
    if (head.magic != sketch_magic || head.format != sketch_index_format || head.uuid != uuid_field(uuid) ||
        !fits(head, fields.size()) || head.checksum != content_checksum(bytes)) {
        return std::nullopt;
    }
    SketchIndex index;
    index.fields_ = BitFields(fields);
    index.shape_ = {head.bucket_bits, head.article_bits};
    index.entries_ = head.entries;
    return index;
}

std::uint64_t SketchIndex::bucket_begin(std::uint64_t bucket) const {
    if (bucket == shape_.buckets()) return entries_;
    const unsigned bits = bits_for(entries_);
    return std::min(fields_.at(entries_ * shape_.entry_bits() + bucket * bits, bits), entries_);
}

/// The first of these entries whose key is not less.
std::uint64_t SketchIndex::first_from(Range entries, std::uint64_t rest) const {
    while (entries.begin < entries.end) {
        const std::uint64_t middle = (entries.begin + entries.end) / 2;
        if (key_rest(middle) < rest) {
            entries.begin = middle + 1;
        } else {
            entries.end = middle;
        }
    }
    return entries.begin;
}

SketchIndex::Range SketchIndex::entries_with(std::uint32_t key) const {
    const std::uint64_t bucket = shape_.bucket_of(key);
    const std::uint64_t rest = lowest_bits(key, shape_.key_bits());
    Range range{bucket_begin(bucket), bucket_begin(bucket + 1)};
    range.begin = first_from(range, rest);
    if (range.begin < range.end && key_rest(range.begin) != rest) return {range.begin, range.begin};
    range.end = std::max(range.begin, first_from(range, rest + 1));
    return range;
}

std::optional<SketchEntry> SketchIndex::Cursor::next() {
    if (entry_ == index_->entries_) return std::nullopt;
    while (bucket_ + 1 < index_->shape_.buckets() && entry_ >= index_->bucket_begin(bucket_ + 1)) ++bucket_;
    const auto high = static_cast<std::uint32_t>(bucket_ << index_->shape_.key_bits());
    const SketchEntry entry{high | index_->key_rest(entry_), index_->article(entry_)};
    ++entry_;
    return entry;
}

}  // namespace broadsheet::archive
