#include "indexer/glass/table.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "indexer/glass/table_layout.hpp"

namespace broadsheet::indexer::glass {

namespace {

// At least four items fit in any block.
constexpr std::size_t max_item_bytes = (block_bytes - directory_begin - 4 * offset_bytes) / 4;

// A long tag goes on in the next block rather than leave this one with more room than this, besides the
// key: less is not worth another item (so Xapian, by trial).
constexpr std::size_t least_part_bytes = 34;

char* put_u16(char* at, std::size_t number) {
    *at++ = static_cast<char>(number >> 8);
    *at++ = static_cast<char>(number);
    return at;
}

char* put_u32(char* at, std::uint32_t number) { return put_u16(put_u16(at, number >> 16), number & 0xFFFF); }

char* put_key(char* at, std::string_view key) {
    *at++ = static_cast<char>(key.size());
    return std::ranges::copy(key, at).out;
}

}  // namespace

void TableBuilder::Block::clear() {
    bytes.fill('\0');
    directory_end = directory_begin;
    items_begin = block_bytes;
}

bool TableBuilder::Block::is_empty() const { return directory_end == directory_begin; }

char* TableBuilder::Block::add_item(std::size_t size) {
    items_begin -= size;
    put_u16(bytes.data() + directory_end, items_begin);
    directory_end += offset_bytes;
    return bytes.data() + items_begin;
}

TableBuilder::TableBuilder(Sink sink) : levels_(1), sink_(std::move(sink)) {
    levels_[0].clear();
    add_part({}, {}, 1, first_part_flag | last_part_flag);
}

void TableBuilder::add(std::string_view key, std::string_view tag) {
    if (key.empty() || key.size() > max_key_bytes || key <= last_key_) {
        throw KeyOrderError("a key of a table is empty, too long or not behind the one before");
    }
    for (std::uint32_t part = 1;; ++part) {
        if (part > std::numeric_limits<std::uint16_t>::max()) {
            throw KeyOrderError("a tag of a table is longer than Xapian can take");
        }
        const bool is_first = part == 1;
        const std::size_t head = size_bytes + key_length_bytes + key.size() + (is_first ? 0 : part_bytes);
        const std::size_t free = levels_[0].free();
        const std::size_t room = free > head + offset_bytes ? free - head - offset_bytes : 0;
        const std::size_t most = max_item_bytes - head;
        const bool is_last = tag.size() <= most;
        const std::size_t size = is_last ? tag.size() : std::min(most, room);
        const bool fits = is_last ? free >= head + offset_bytes + size
                                  : size == most || size >= key.size() + least_part_bytes;
        if (!fits) {
            begin_leaf(key, static_cast<std::uint16_t>(part));
            --part;
            continue;
        }
        const auto flags = static_cast<std::uint8_t>((is_first ? first_part_flag : 0) |
                                                     (is_last ? last_part_flag : 0));
        add_part(key, tag.substr(0, size), static_cast<std::uint16_t>(part), flags);
        last_key_ = key;
        tag.remove_prefix(size);
        if (is_last) break;
    }
    ++entries_;
}

void TableBuilder::add_part(std::string_view key, std::string_view bytes, std::uint16_t part,
                            std::uint8_t flags) {
    const std::size_t part_number_bytes = part > 1 ? part_bytes : 0;
    const std::size_t size =
        size_bytes + key_length_bytes + key.size() + part_number_bytes + bytes.size();
    char* at = levels_[0].add_item(size);
    at = put_u16(at, (size - shortest_item) | (std::size_t{flags} << 8));
    at = put_key(at, key);
    if (part > 1) at = put_u16(at, part);
    std::ranges::copy(bytes, at);
}

void TableBuilder::begin_leaf(std::string_view key, std::uint16_t part) {
    const auto [mine, before] = std::ranges::mismatch(key, last_key_);
    const auto same = static_cast<std::size_t>(mine - key.begin());
    close(0);
    levels_[0].separator = key.substr(0, std::min(same + 1, key.size()));
    levels_[0].part = part;
}

/// Writes the open block of a level, tells the level above, and opens the next.
void TableBuilder::close(std::size_t level) {
    const std::uint32_t block = write(level);
    std::string separator = std::move(levels_[level].separator);
    add_to_branch(level + 1, std::move(separator), levels_[level].part, block);
    levels_[level].clear();
}

void TableBuilder::add_to_branch(std::size_t level, std::string separator, std::uint16_t part,
                                 std::uint32_t child) {
    if (levels_.size() <= level) {
        levels_.emplace_back();
        levels_[level].clear();
    }
    const auto size_of = [](std::size_t key) { return child_bytes + key_length_bytes + key + part_bytes; };
    if (levels_[level].free() < size_of(separator.size()) + offset_bytes) close(level);
    Block& block = levels_[level];
    if (block.is_empty()) {
        put_u32(block.add_item(size_of(0)), child);  // zeros behind it: no key, no part
        block.separator = std::move(separator);
        block.part = part;
        return;
    }
    char* at = put_u32(block.add_item(size_of(separator.size())), child);
    put_u16(put_key(at, separator), part);
}

std::uint32_t TableBuilder::write(std::size_t level) {
    Block& block = levels_[level];
    char* at = put_u32(block.bytes.data(), first_revision);
    *at++ = static_cast<char>(level);
    at = put_u16(at, block.free());
    at = put_u16(at, block.free());
    put_u16(at, block.directory_end);
    sink_({block.bytes.data(), block.bytes.size()});
    return blocks_++;
}

TableRoot TableBuilder::finish() {
    TableRoot root;
    if (entries_ > 0) {
        for (std::size_t level = 0; level + 1 < levels_.size(); ++level) close(level);
        root.root = write(levels_.size() - 1);
        root.level = static_cast<std::uint32_t>(levels_.size() - 1);
        root.entries = entries_;
        root.blocks = blocks_;
    }
    *this = TableBuilder(std::move(sink_));
    return root;
}

TableBuilder::Sink append_to(std::string& bytes) {
    return [&bytes](std::string_view block) { bytes += block; };
}

}  // namespace broadsheet::indexer::glass
