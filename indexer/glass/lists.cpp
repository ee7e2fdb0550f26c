#include "indexer/glass/lists.hpp"

#include <algorithm>
#include <bit>
#include <limits>

#include "archive/varint.hpp"

namespace broadsheet::indexer::glass {

using archive::put_varint;

namespace {

constexpr std::string_view totals_key{"\x00\xD0", 2}, values_key{"\x00\xD8", 2}, lengths_key{"\x00\xE0", 2};

// A chunk is full with that many bytes, as Xapian's are: about a quarter of a block.
constexpr std::size_t chunk_bytes = 2'000;

/// A term as a key begins with it.
std::string key_of(std::string_view term) {
    std::string key;
    for (const char byte : term) {
        key += byte;
        if (byte == '\0') key += '\xFF';
    }
    return key;
}

/// Appends the chunks of a list: `key` is that of the first, the others have the article behind it.
void add_chunks(TableBuilder& table, const std::string& key, std::string head, const std::string& next_key,
                std::span<const Posting> entries) {
    std::string chunk, tag;
    std::string chunk_key = key;
    for (std::size_t begin = 0; begin < entries.size();) {
        chunk.clear();
        put_varint(chunk, entries[begin].count);
        std::size_t end = begin + 1;
        for (; end < entries.size() && chunk.size() < chunk_bytes; ++end) {
            put_varint(chunk, entries[end].document - entries[end - 1].document - 1);
            put_varint(chunk, entries[end].count);
        }
        tag = std::move(head);
        head.clear();
        tag += end == entries.size() ? '1' : '0';
        put_varint(tag, entries[end - 1].document - entries[begin].document);
        tag += chunk;
        table.add(chunk_key, tag);
        begin = end;
        if (begin == entries.size()) break;
        chunk_key = next_key;
        put_sortable(chunk_key, entries[begin].document);
    }
}

}  // namespace

void put_sortable(std::string& out, std::uint32_t number) {
    // The first byte says in its leading ones how many bytes there are; two bytes are the least.
    if (number < 0x8000) {
        out += static_cast<char>(number >> 8);
        out += static_cast<char>(number);
        return;
    }
    const int bits = std::bit_width(number);
    const int bytes = (bits + 5) / 7;
    const auto leading = static_cast<std::uint32_t>(0xFF << (10 - bytes)) & 0xFFU;
    for (int i = bytes - 1; i >= 0; --i) {
        const std::uint32_t byte = i < 4 ? (number >> (8 * i)) & 0xFFU : 0;
        out += static_cast<char>(i == bytes - 1 ? byte | leading : byte);
    }
}

std::string document_key(std::uint32_t document) {
    std::string key;
    put_sortable(key, document);
    return key;
}

void add_postings(TableBuilder& postlist, std::string_view term, std::span<const Posting> entries) {
    std::string key = key_of(term);
    std::uint64_t counts = 0;
    for (const Posting& entry : entries) counts += entry.count;
    std::string head;
    put_varint(head, entries.size());
    put_varint(head, counts);
    put_varint(head, entries.front().document - 1);
    add_chunks(postlist, key, std::move(head), key + '\0', entries);
}

void add_lengths(TableBuilder& postlist, std::span<const std::uint32_t> lengths) {
    std::vector<Posting> entries;
    entries.reserve(lengths.size());
    std::uint32_t document = 0;
    for (const std::uint32_t length : lengths) entries.push_back({++document, length});
    const std::string key(lengths_key);
    add_chunks(postlist, key, std::string(3, '\0'), key, entries);
}

void ValueStream::add(std::uint32_t document, std::string_view value) {
    if (chunks_.empty() || chunks_.back().bytes.size() >= chunk_bytes) {
        chunks_.push_back({document, {}});
    } else {
        put_varint(chunks_.back().bytes, document - last_ - 1);
    }
    put_varint(chunks_.back().bytes, value.size());
    chunks_.back().bytes += value;
    last_ = document;
    if (documents_ == 0 || value < least_) least_ = value;
    if (documents_ == 0 || value > greatest_) greatest_ = value;
    ++documents_;
}

void ValueStream::add_totals(TableBuilder& postlist, std::uint32_t slot) const {
    std::string key(totals_key), tag;
    for (std::uint32_t rest = slot; rest > 0; rest >>= 8) key += static_cast<char>(rest);
    put_varint(tag, documents_);
    put_varint(tag, least_.size());
    tag += least_;
    if (greatest_ != least_) tag += greatest_;
    postlist.add(key, tag);
}

void ValueStream::add_chunks(TableBuilder& postlist, std::uint32_t slot) const {
    for (const Chunk& chunk : chunks_) {
        std::string key(values_key);
        put_varint(key, slot);
        put_sortable(key, chunk.first);
        postlist.add(key, chunk.bytes);
    }
}

void TermList::add(std::string_view term, std::uint32_t count) {
    if (terms_++ == 0) {
        bytes_ += static_cast<char>(term.size());
        bytes_ += term;
        put_varint(bytes_, count);
    } else {
        const auto differ = std::ranges::mismatch(last_, term);
        const auto same = static_cast<std::size_t>(differ.in1 - last_.begin());
        const std::uint64_t both = (std::uint64_t{count} + 1) * (last_.size() + 1) + same;
        const bool fits = both <= std::numeric_limits<std::uint8_t>::max();
        bytes_ += static_cast<char>(fits ? both : same);
        bytes_ += static_cast<char>(term.size() - same);
        bytes_ += term.substr(same);
        if (!fits) put_varint(bytes_, count);
    }
    last_ = term;
}

std::string TermList::finish(std::uint32_t length) {
    std::string tag;
    put_varint(tag, length);
    if (terms_ > 0) put_varint(tag, terms_);
    tag += bytes_;
    if (terms_ == 0) tag.clear();
    *this = {};
    return tag;
}

std::string slot_list(std::uint32_t slots) {
    std::string tag;
    std::uint32_t next = 0;
    for (std::uint32_t slot = 0; slots >> slot != 0; ++slot) {
        if (((slots >> slot) & 1U) == 0) continue;
        put_varint(tag, slot - next);
        next = slot + 1;
    }
    return tag;
}

std::string stored_stream(std::string_view bytes) {
    constexpr std::size_t most = 0xFFFF;  // of a stored block
    std::string out;
    out.reserve(bytes.size() + 5 * (bytes.size() / most + 1));
    do {
        const std::string_view part = bytes.substr(0, most);
        bytes.remove_prefix(part.size());
        const auto size = static_cast<std::uint16_t>(part.size());
        out += bytes.empty() ? '\1' : '\0';
        for (const std::uint16_t number : {size, static_cast<std::uint16_t>(~size)}) {
            out += static_cast<char>(number);
            out += static_cast<char>(number >> 8);
        }
        out += part;
    } while (!bytes.empty());
    return out;
}

}  // namespace broadsheet::indexer::glass
