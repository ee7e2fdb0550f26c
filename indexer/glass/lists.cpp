#include "indexer/glass/lists.hpp"

#include <algorithm>
#include <bit>
#include <limits>

#include "archive/varint.hpp"
#include "indexer/glass/table_reader.hpp"

namespace broadsheet::indexer::glass {

using archive::put_varint;

namespace {

// A chunk is full with that many bytes, as Xapian's are: about a quarter of a block.
constexpr std::size_t chunk_bytes = 2'000;

// Chunks of this together become one; with its key it still is one item.
constexpr std::size_t joined_bytes = 1'950;

[[noreturn]] void fail() { throw DamagedTable("a list in postlist.glass is not what was written"); }

std::uint32_t take_small(std::string_view& bytes) {
    const std::uint64_t number = take_number(bytes);
    if (number > std::numeric_limits<std::uint32_t>::max()) fail();
    return static_cast<std::uint32_t>(number);
}

std::uint32_t plus(std::uint32_t number, std::uint64_t more) {
    if (more > std::numeric_limits<std::uint32_t>::max() - number) fail();
    return number + static_cast<std::uint32_t>(more);
}

std::uint32_t new_number(std::uint32_t number, const archive::Renumbering& numbers) {
    if (const auto made = numbers.of(number)) return *made;
    throw DamagedTable("a list in postlist.glass has an article that the database has not");
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

std::uint32_t take_sortable(std::string_view& bytes) {
    if (bytes.size() < 2) fail();
    const auto first = static_cast<std::uint8_t>(bytes[0]);
    const int leading = std::countl_one(first);
    const std::size_t count = static_cast<std::size_t>(leading) + 2;
    constexpr int most_leading = 3;  // five bytes hold 32 bits
    if (leading > most_leading || bytes.size() < count) fail();
    std::uint64_t number = first & (0xFFU >> leading);
    for (std::size_t i = 1; i < count; ++i) number = number << 8 | static_cast<std::uint8_t>(bytes[i]);
    bytes.remove_prefix(count);
    if (number > std::numeric_limits<std::uint32_t>::max()) fail();
    return static_cast<std::uint32_t>(number);
}

std::uint64_t take_number(std::string_view& bytes) {
    if (bytes.empty()) fail();
    const char* at = bytes.data();
    const std::uint64_t number = archive::get_varint(at, bytes.data() + bytes.size());
    bytes.remove_prefix(static_cast<std::size_t>(at - bytes.data()));
    return number;
}

std::string document_key(std::uint32_t document) {
    std::string key;
    put_sortable(key, document);
    return key;
}

EntryKind kind_of(std::string_view key) {
    if (key.starts_with(totals_key)) return EntryKind::value_totals;
    if (key.starts_with(values_key)) return EntryKind::values;
    if (key.starts_with(lengths_key)) return EntryKind::lengths;
    if (key.size() > 1 && key[0] == '\0' && key[1] != '\xFF') fail();
    return EntryKind::term;
}

std::string term_key(std::string_view term) {
    std::string key;
    for (const char byte : term) {
        key += byte;
        if (byte == '\0') key += '\xFF';
    }
    return key;
}

std::string term_of(std::string_view key) {
    std::string term;
    for (std::size_t i = 0; i < key.size(); ++i) {
        term += key[i];
        if (key[i] == '\0' && (++i == key.size() || key[i] != '\xFF')) fail();
    }
    return term;
}

ListHead take_head(std::string_view& tag) {
    ListHead head;
    head.documents = take_number(tag);
    head.counts = take_number(tag);
    head.first = plus(1, take_number(tag));
    return head;
}

Chunk take_chunk(std::string_view tag, std::uint32_t first) {
    if (tag.empty() || (tag[0] != '0' && tag[0] != '1')) fail();
    Chunk chunk;
    chunk.first = first;
    chunk.is_last = tag[0] == '1';
    tag.remove_prefix(1);
    chunk.last = plus(first, take_number(tag));
    chunk.body = tag;
    return chunk;
}

std::optional<Chunk> later_chunk(std::string_view list, std::string_view key, std::string_view tag) {
    if (list.empty() || !key.starts_with(list)) return std::nullopt;
    key.remove_prefix(list.size());
    if (list != lengths_key) {
        // A NUL and a number; what has a NUL and FF there is another term.
        if (!key.starts_with('\0') || key.substr(1).starts_with('\xFF')) return std::nullopt;
        key.remove_prefix(1);
    }
    if (key.empty()) return std::nullopt;
    return take_chunk(tag, take_sortable(key));
}

void each_posting(const Chunk& chunk, const std::function<void(Posting)>& visit) {
    std::string_view rest = chunk.body;
    std::uint32_t document = chunk.first;
    while (!rest.empty()) {
        visit({document, take_small(rest)});
        if (!rest.empty()) document = plus(document, take_number(rest) + 1);
    }
}

Chunk renumbered(const Chunk& chunk, const archive::Renumbering& numbers, std::string& room) {
    if (chunk.body.empty()) return chunk;
    Chunk made = chunk;
    made.first = new_number(chunk.first, numbers);
    if (numbers.is_shift()) {
        made.last = new_number(chunk.last, numbers);
        return made;
    }
    room.clear();
    std::string_view rest = chunk.body;
    std::uint32_t document = chunk.first;
    made.last = made.first;
    while (true) {
        put_varint(room, take_number(rest));
        if (rest.empty()) break;
        document = plus(document, take_number(rest) + 1);
        const std::uint32_t next = new_number(document, numbers);
        put_varint(room, next - made.last - 1);
        made.last = next;
    }
    made.body = room;
    return made;
}

void ListWriter::begin(std::string_view key, std::uint64_t documents, std::uint64_t counts) {
    key_ = key;
    head_.clear();
    put_varint(head_, documents);
    put_varint(head_, counts);
    is_first_ = true;
    body_.clear();
}

void ListWriter::add(const Chunk& chunk) {
    if (chunk.body.empty()) return;
    if (!body_.empty() && chunk.first <= last_) fail();
    if (!body_.empty() && body_.size() + chunk.body.size() <= joined_bytes) {
        put_varint(body_, chunk.first - last_ - 1);
    } else {
        if (!body_.empty()) flush(false);
        first_ = chunk.first;
    }
    body_ += chunk.body;
    last_ = chunk.last;
}

void ListWriter::flush(bool is_last) {
    if (body_.empty()) return;
    tag_.clear();
    std::string key = key_;
    if (is_first_) {
        tag_ = head_;
        put_varint(tag_, first_ - 1);
    } else {
        if (key != lengths_key) key += '\0';
        put_sortable(key, first_);
    }
    tag_ += is_last ? '1' : '0';
    put_varint(tag_, last_ - first_);
    tag_ += body_;
    postlist_.add(key, tag_);
    is_first_ = false;
    body_.clear();
}

namespace {

void add_list(TableBuilder& postlist, std::string_view key, std::uint64_t documents, std::uint64_t counts,
              std::span<const Posting> postings) {
    ListWriter list(postlist);
    list.begin(key, documents, counts);
    std::string body;
    for (std::size_t begin = 0; begin < postings.size();) {
        body.clear();
        put_varint(body, postings[begin].count);
        std::size_t end = begin + 1;
        for (; end < postings.size() && body.size() < chunk_bytes; ++end) {
            put_varint(body, postings[end].document - postings[end - 1].document - 1);
            put_varint(body, postings[end].count);
        }
        list.add({postings[begin].document, postings[end - 1].document, false, body});
        begin = end;
    }
    list.finish();
}

}  // namespace

void add_postings(TableBuilder& postlist, std::string_view term, std::span<const Posting> postings) {
    std::uint64_t counts = 0;
    for (const Posting& posting : postings) counts += posting.count;
    add_list(postlist, term_key(term), postings.size(), counts, postings);
}

void add_lengths(TableBuilder& postlist, std::span<const std::uint32_t> lengths) {
    std::vector<Posting> entries;
    entries.reserve(lengths.size());
    std::uint32_t document = 0;
    for (const std::uint32_t length : lengths) entries.push_back({++document, length});
    add_list(postlist, lengths_key, 0, 0, entries);
}

void ValueTotals::add(const ValueTotals& other) {
    if (documents == 0 || other.least < least) least = other.least;
    if (documents == 0 || other.greatest > greatest) greatest = other.greatest;
    documents += other.documents;
}

void add_totals(TableBuilder& postlist, std::uint32_t slot, const ValueTotals& totals) {
    std::string key(totals_key), tag;
    for (std::uint32_t rest = slot; rest > 0; rest >>= 8) key += static_cast<char>(rest);
    put_varint(tag, totals.documents);
    put_varint(tag, totals.least.size());
    tag += totals.least;
    if (totals.greatest != totals.least) tag += totals.greatest;
    postlist.add(key, tag);
}

std::uint32_t slot_of_totals(std::string_view key) {
    key.remove_prefix(totals_key.size());
    if (key.size() > sizeof(std::uint32_t)) fail();
    std::uint32_t slot = 0;
    for (std::size_t i = key.size(); i > 0; --i) slot = slot << 8 | static_cast<std::uint8_t>(key[i - 1]);
    return slot;
}

ValueTotals parse_totals(std::string_view tag) {
    ValueTotals totals;
    totals.documents = take_number(tag);
    const std::uint64_t bytes = take_number(tag);
    if (bytes > tag.size()) fail();
    totals.least = tag.substr(0, bytes);
    totals.greatest = bytes == tag.size() ? totals.least : std::string(tag.substr(bytes));
    return totals;
}

std::string values_chunk_key(ValuesKey values) {
    std::string key(values_key);
    put_varint(key, values.slot);
    put_sortable(key, values.first);
    return key;
}

ValuesKey parse_values_key(std::string_view key) {
    key.remove_prefix(values_key.size());
    const std::uint32_t slot = take_small(key);
    const std::uint32_t first = take_sortable(key);
    if (!key.empty()) fail();
    return {slot, first};
}

ValuesChunk renumbered(const ValuesChunk& chunk, const archive::Renumbering& numbers, std::string& room) {
    const std::uint32_t first = new_number(chunk.key.first, numbers);
    if (numbers.is_shift()) return {{chunk.key.slot, first}, chunk.tag};
    room.clear();
    std::string_view rest = chunk.tag;
    std::uint32_t document = chunk.key.first, last = first;
    while (true) {
        const std::uint64_t bytes = take_number(rest);
        if (bytes > rest.size()) fail();
        put_varint(room, bytes);
        room += rest.substr(0, bytes);
        rest.remove_prefix(bytes);
        if (rest.empty()) break;
        document = plus(document, take_number(rest) + 1);
        const std::uint32_t next = new_number(document, numbers);
        put_varint(room, next - last - 1);
        last = next;
    }
    return {{chunk.key.slot, first}, room};
}

void each_valued(ValuesKey key, std::string_view tag, const std::function<void(std::uint32_t)>& visit) {
    std::uint32_t document = key.first;
    while (true) {
        visit(document);
        const std::uint64_t bytes = take_number(tag);
        if (bytes > tag.size()) fail();
        tag.remove_prefix(bytes);
        if (tag.empty()) return;
        document = plus(document, take_number(tag) + 1);
    }
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
    const bool is_first = totals_.documents++ == 0;
    if (is_first || value < totals_.least) totals_.least = value;
    if (is_first || value > totals_.greatest) totals_.greatest = value;
}

void ValueStream::add_chunks(TableBuilder& postlist, std::uint32_t slot) const {
    for (const Values& chunk : chunks_) postlist.add(values_chunk_key({slot, chunk.first}), chunk.bytes);
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

std::string slot_list(std::span<const std::uint32_t> slots) {
    std::string tag;
    std::uint32_t next = 0;
    for (const std::uint32_t slot : slots) {
        put_varint(tag, slot - next);
        next = slot + 1;
    }
    return tag;
}

}  // namespace broadsheet::indexer::glass
