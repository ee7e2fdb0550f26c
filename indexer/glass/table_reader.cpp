#include "indexer/glass/table_reader.hpp"

#include <fmt/format.h>

#include "indexer/glass/table_layout.hpp"

namespace broadsheet::indexer::glass {

namespace {

// So many blocks at most count as the process's memory: eight mebibytes.
constexpr std::uint64_t blocks_kept = 1'024;

std::uint32_t get_u16(std::string_view bytes, std::size_t at) {
    return std::uint32_t{static_cast<std::uint8_t>(bytes[at])} << 8 | static_cast<std::uint8_t>(bytes[at + 1]);
}

std::uint32_t get_u32(std::string_view bytes, std::size_t at) {
    return get_u16(bytes, at) << 16 | get_u16(bytes, at + 2);
}

}  // namespace

TableReader::TableReader(const std::filesystem::path& file, const TableRoot& root) : file_(file) {
    if (root.blocks == 0) return;
    mapped_ = archive::MappedFile::open(file);
    if (!mapped_) fail("is not there");
    descend(root.root, root.level);
}

void TableReader::fail(const char* what) const {
    throw DamagedTable(fmt::format("{} {}", file_.string(), what));
}

/// Adds a block to the path, and the first below it, down to a leaf.
void TableReader::descend(std::uint32_t number, std::uint32_t level) {
    const std::string_view bytes = mapped_->bytes();
    while (true) {
        if (number >= bytes.size() / block_bytes) fail("leads beyond its end");
        if (++blocks_read_ > bytes.size() / block_bytes) fail("leads to a block twice");
        if (blocks_read_ % blocks_kept == 0) mapped_->forget();
        const std::string_view block = bytes.substr(std::size_t{number} * block_bytes, block_bytes);
        const std::size_t end = get_u16(block, directory_end_at);
        if (static_cast<std::uint8_t>(block[level_at]) != level || end < directory_begin ||
            end > block_bytes || (end - directory_begin) % offset_bytes != 0) {
            fail("has a block that is none of its own");
        }
        path_.push_back({block, 0, (end - directory_begin) / offset_bytes});
        if (level == 0) return;
        if (path_.back().items == 0) fail("has an empty branch");
        const std::size_t at = get_u16(block, directory_begin);
        if (at + child_bytes > block_bytes) fail("has an item outside of its block");
        path_.back().item = 1;
        number = get_u32(block, at);
        --level;
    }
}

/// The next item of a leaf, in the order of keys.
bool TableReader::next_item(std::string_view& item) {
    while (!path_.empty()) {
        Place& place = path_.back();
        if (place.item == place.items) {
            path_.pop_back();
            continue;
        }
        const std::size_t at = get_u16(place.block, directory_begin + offset_bytes * place.item++);
        const auto level = static_cast<std::uint8_t>(place.block[level_at]);
        if (at + (level > 0 ? child_bytes : shortest_item) > block_bytes) fail("has an item outside of its block");
        if (level > 0) {
            descend(get_u32(place.block, at), level - 1U);
            continue;
        }
        const std::size_t size = (get_u16(place.block, at) & item_size_mask) + shortest_item;
        if (at + size > block_bytes) fail("has an item outside of its block");
        item = place.block.substr(at, size);
        return true;
    }
    return false;
}

bool TableReader::next() {
    std::string_view item;
    for (std::uint32_t part = 1;; ++part) {
        if (!next_item(item)) {
            if (part > 1) fail("ends within a tag");
            return false;
        }
        const auto flags = static_cast<std::uint8_t>(item[0]);
        const std::size_t key_bytes = static_cast<std::uint8_t>(item[size_bytes]);
        const bool is_first = (flags & first_part_flag) != 0;
        const std::size_t head =
            size_bytes + key_length_bytes + key_bytes + (is_first ? 0 : part_bytes);
        if (head > item.size()) fail("has an item shorter than its key");
        if (is_first != (part == 1) || (!is_first && get_u16(item, head - part_bytes) != part)) {
            fail("has a tag of which a part is missing");
        }
        const std::string_view key = item.substr(size_bytes + key_length_bytes, key_bytes);
        const std::string_view bytes = item.substr(head);
        const bool is_last = (flags & last_part_flag) != 0;
        if (key.empty()) {  // what the first leaf begins with
            if (!is_last) fail("has a tag without a key");
            part = 0;
            continue;
        }
        if (part == 1) {
            key_ = key;
            if ((flags & compressed_flag) != 0) fail("has a compressed tag, which we do not write");
            if (is_last) {
                tag_ = bytes;
                return true;
            }
            joined_.clear();
        } else if (key != key_) {
            fail("has a tag of which a part is missing");
        }
        joined_ += bytes;
        tag_ = joined_;
        if (is_last) return true;
    }
}

}  // namespace broadsheet::indexer::glass
