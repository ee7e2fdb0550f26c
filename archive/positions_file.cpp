#include "archive/positions_file.hpp"

#include <algorithm>
#include <cstring>
#include <fstream>
#include <iterator>
#include <utility>

#include "archive/mapped_file.hpp"
#include "archive/positions_layout.hpp"
#include "archive/varint.hpp"
#include "text/analyzer.hpp"

namespace broadsheet::archive {

namespace {

template <typename Number>
Number number_at(const char* at) {
    Number number;
    std::memcpy(&number, at, sizeof number);
    return number;
}

// The length of an entry stands behind its checksum.
constexpr std::size_t checksum_bytes = sizeof(std::uint32_t);

void skip_numbers(const char*& at, const char* end, std::uint64_t count) {
    for (; count > 0 && at != end; --count) get_varint(at, end);
}

}  // namespace

void ArticlePositions::open(std::string_view entry) {
    gaps_.clear();
    compounds_.clear();
    has_compounds_ = false;
    checksum_ = 0;
    places_ = 0;
    position_bits_ = 0;
    checked_ = last_of_word_ = {};
    positions_ = {};
    words_ = {};
    behind_words_ = behind_places_ = zones_ = end_ = nullptr;
    if (entry.size() <= checksum_bytes) return;
    checksum_ = number_at<std::uint32_t>(entry.data());
    checked_ = entry.substr(checksum_bytes);
    end_ = entry.data() + entry.size();
    const char* at = checked_.data();
    get_varint(at, end_);  // the length, which the one who cut the entry out has read
    words_ = AscendingNumbers(at, end_);
    behind_words_ = at;
    open_places(at);
    behind_places_ = at;
}

void ArticlePositions::open_places(const char*& at) {
    const std::uint64_t places = get_varint(at, end_);
    const unsigned bits = at == end_ ? 0 : static_cast<unsigned char>(*at++);
    Gap gap{0, 0};
    for (std::uint64_t count = get_varint(at, end_); count > 0 && at != end_; --count) {
        gap.begin += get_varint(at, end_);
        gap.left_out += get_varint(at, end_);
        gaps_.push_back(gap);
    }
    const auto left = static_cast<std::uint64_t>(end_ - at);
    if (places / 8 > left || bits > most_position_bits || bytes_for(places) + bytes_for(places * bits) > left) {
        at = end_;
        return;
    }
    places_ = places;
    position_bits_ = bits;
    last_of_word_ = {at, bytes_for(places)};
    at += bytes_for(places);
    positions_ = BitFields({at, static_cast<std::size_t>(end_ - at)});  // to the end of all, for reading by one load
    at += bytes_for(places * bits);
}

bool ArticlePositions::is_whole() const { return !checked_.empty() && checksum_ == entry_checksum(checked_); }

void ArticlePositions::read_compounds() {
    if (std::exchange(has_compounds_, true) || behind_places_ == nullptr) return;
    const char* at = behind_places_;
    Compound compound{0, 0};
    for (std::uint64_t count = get_varint(at, end_); count > 0 && at != end_; --count) {
        compound.place += get_varint(at, end_);
        compound.length = get_varint(at, end_);
        compounds_.push_back(compound);
    }
    zones_ = at;
}

/// The places of one word.
void ArticlePositions::read_places(std::uint64_t first, std::uint64_t end, std::vector<PositionRun>& out) {
    read_compounds();
    auto compound = std::ranges::lower_bound(compounds_, first, {}, &Compound::place);
    const auto counted_at = [this](std::uint64_t place) {
        return positions_.at(place * position_bits_, position_bits_);
    };
    auto gap = std::ranges::upper_bound(gaps_, counted_at(first), {}, &Gap::begin);
    std::uint64_t left_out = gap == gaps_.begin() ? 0 : std::prev(gap)->left_out;
    for (std::uint64_t place = first; place < end; ++place) {
        const std::uint64_t counted = counted_at(place);
        for (; gap != gaps_.end() && gap->begin <= counted; ++gap) left_out = gap->left_out;
        std::uint64_t length = 1;
        for (; compound != compounds_.end() && compound->place == place; ++compound) length = compound->length;
        const auto position = static_cast<std::uint32_t>(counted + left_out);
        out.push_back({position, position + static_cast<std::uint32_t>(length)});
    }
}

void ArticlePositions::runs_of(std::span<const std::uint32_t> words, std::vector<PositionRun>& out) {
    AscendingNumbers::Search search(words_);
    BitFinder<true> lasts(last_of_word_, places_);
    for (const std::uint32_t word : words) {
        const auto found = search.place_of(word);
        if (!found) continue;
        const std::uint64_t first = *found == 0 ? 0 : lasts.nth(*found) + 1;
        read_places(first, std::min(lasts.nth(*found + std::uint64_t{1}) + 1, places_), out);
    }
}

void ArticlePositions::each_word(const WordVisit& visit) {
    BitFinder<true> lasts(last_of_word_, places_);
    std::vector<PositionRun> runs;
    std::uint64_t first = 0, words = 0;
    words_.each([&](std::uint32_t word) {
        const std::uint64_t end = std::min(lasts.nth(++words) + 1, places_);
        runs.clear();
        read_places(first, end, runs);
        first = end;
        visit(word, runs);
    });
}

std::vector<std::uint32_t> ArticlePositions::words() const {
    std::vector<std::uint32_t> numbers;
    words_.each([&](std::uint32_t word) { numbers.push_back(word); });
    return numbers;
}

std::vector<std::uint32_t> ArticlePositions::starts(TextStretch stretch) {
    read_compounds();
    std::vector<std::uint32_t> starts;
    constexpr std::uint64_t numbers_a_run = 3;
    const char* at = zones_;
    skip_numbers(at, end_, numbers_a_run * get_varint(at, end_));
    for (auto before = static_cast<std::size_t>(stretch); before > 0; --before) {
        skip_numbers(at, end_, get_varint(at, end_));
    }
    std::uint32_t position = 0;
    for (std::uint64_t count = get_varint(at, end_); count > 0 && at != end_; --count) {
        position += static_cast<std::uint32_t>(get_varint(at, end_));
        starts.push_back(position);
    }
    return starts;
}

std::vector<PositionRun> ArticlePositions::zone_runs(Zone zone) {
    read_compounds();
    std::vector<PositionRun> runs;
    const char* at = zones_;
    for (std::uint64_t count = get_varint(at, end_); count > 0 && at != end_; --count) {
        const std::uint64_t of = get_varint(at, end_);
        const auto begin = static_cast<std::uint32_t>(get_varint(at, end_));
        const auto length = static_cast<std::uint32_t>(get_varint(at, end_));
        if (of == static_cast<std::uint64_t>(zone)) runs.push_back({begin, begin + length});
    }
    return runs;
}

std::size_t PositionsImage::articles() const {
    return entries_.size() - static_cast<std::size_t>(std::ranges::count(entries_, 0U));
}

std::string_view PositionsImage::entry(std::uint32_t document) const {
    if (document >= entries_.size() || entries_[document] == 0) return {};
    const std::string_view rest = bytes_.substr(std::min<std::uint64_t>(entries_[document], bytes_.size()));
    if (rest.size() <= checksum_bytes) return {};
    const char* at = rest.data() + checksum_bytes;
    const std::uint64_t length = get_varint(at, rest.data() + rest.size());
    const auto begin = static_cast<std::uint64_t>(at - rest.data());
    return length > rest.size() - begin ? std::string_view() : rest.substr(0, begin + length);
}

std::string_view PositionsImage::whole_entry(std::uint32_t document) const {
    const std::string_view found = entry(document);
    if (found.empty()) return {};
    std::atomic<bool>& known = (*found_whole_)[document];
    if (known.load(std::memory_order_relaxed)) return found;
    ArticlePositions article;
    article.open(found);
    if (!article.is_whole()) return {};
    known.store(true, std::memory_order_relaxed);
    return found;
}

class PositionsReader {
  public:
    static PositionsReading map(std::shared_ptr<const MappedFile> file, std::string_view uuid) {
        PositionsReading reading = read(file, file->bytes(), uuid);
        if (auto* image = std::get_if<PositionsImage>(&reading)) image->mapped_ = std::move(file);
        return reading;
    }

    static PositionsReading read(std::shared_ptr<const void> owner, std::string_view bytes,
                                 std::string_view uuid) {
        PositionsHead head;
        if (bytes.size() < sizeof head) return PositionsFault::damaged;
        std::memcpy(&head, bytes.data(), sizeof head);
        if (head.magic != positions_magic) return PositionsFault::damaged;
        if (head.format != positions_format ||
            head.analyzer != static_cast<std::uint32_t>(text::analyzer_version)) {
            return PositionsFault::stale;
        }
        if (head.file_bytes != bytes.size() || !fits(head)) return PositionsFault::damaged;
        RunningChecksum checksum = positions_checksum(head);
        checksum.add(bytes.substr(head.words_begin));
        if (head.checksum != checksum.value()) return PositionsFault::damaged;
        if (head.uuid != uuid_field(uuid)) return PositionsFault::stale;
        PositionsImage image;
        const std::uint64_t blocks_begin = head.entries_begin - blocks_bytes(head);
        image.words_ = WordTable(
            head.words,
            {reinterpret_cast<const std::uint32_t*>(bytes.data() + blocks_begin), head.blocks},
            bytes.substr(head.words_begin, head.words_bytes));
        image.entries_ = {reinterpret_cast<const std::uint64_t*>(bytes.data() + head.entries_begin),
                          head.entries};
        image.bytes_ = bytes.substr(0, head.words_begin);
        image.owner_ = std::move(owner);
        image.found_whole_ = std::make_shared<std::vector<std::atomic<bool>>>(head.entries);
        return image;
    }

  private:
    static std::uint64_t blocks_bytes(const PositionsHead& head) {
        return (std::uint64_t{head.blocks} * sizeof(std::uint32_t) + 7) / 8 * 8;
    }

    // Whether the parts lie behind each other within the file; what the checksum says is not asked yet.
    static bool fits(const PositionsHead& head) {
        const std::uint64_t size = head.file_bytes;
        if (head.words_begin < sizeof head || head.words_begin > size || head.words_bytes > size) return false;
        const std::uint64_t blocks_begin = (head.words_begin + head.words_bytes + 7) / 8 * 8;
        return head.blocks == (std::uint64_t{head.words} + words_a_block - 1) / words_a_block &&
               head.entries_begin == blocks_begin + blocks_bytes(head) &&
               head.entries_begin + std::uint64_t{head.entries} * sizeof(std::uint64_t) == size;
    }
};

PositionsReading read_positions(std::shared_ptr<const void> owner, std::string_view bytes,
                                std::string_view uuid) {
    return PositionsReader::read(std::move(owner), bytes, uuid);
}

PositionsReading open_positions(const std::filesystem::path& segment, std::string_view uuid) {
    auto file = MappedFile::open(segment / positions_file_name);
    if (!file) return PositionsFault::missing;
    return PositionsReader::map(std::move(file), uuid);
}

std::uint32_t count_words(const std::filesystem::path& segment) {
    PositionsHead head{};
    std::ifstream file(segment / positions_file_name, std::ios::binary);
    if (!file.read(reinterpret_cast<char*>(&head), sizeof head) || head.magic != positions_magic) return 0;
    return head.words;
}

}  // namespace broadsheet::archive
