#include "archive/positions_file.hpp"

#include <algorithm>
#include <cstring>
#include <fstream>
#include <limits>
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

// Past the positions of a word: the first bit of each says whether another follows.
void skip_positions(const char*& at, const char* end) {
    while (at != end) {
        const auto first = static_cast<unsigned char>(*at++);
        for (unsigned char byte = first; byte >= 0x80 && at != end;) byte = static_cast<unsigned char>(*at++);
        if ((first & 1) == 0) return;
    }
}

}  // namespace

void ArticlePositions::open(std::string_view entry) {
    compounds_.clear();
    has_compounds_ = false;
    words_ = checksum_ = 0;
    skips_ = positions_ = checked_ = {};
    rest_ = zones_ = end_ = nullptr;
    if (entry.size() <= checksum_bytes) return;
    checksum_ = number_at<std::uint32_t>(entry.data());
    checked_ = entry.substr(checksum_bytes);
    end_ = entry.data() + entry.size();
    const char* at = checked_.data();
    get_varint(at, end_);  // the length, which the one who cut the entry out has read
    const std::uint64_t words = get_varint(at, end_);
    const std::uint64_t bytes = get_varint(at, end_);
    const std::uint64_t skip_bytes = words == 0 ? 0 : (words - 1) / words_a_skip * sizeof(WordSkip);
    const auto left = static_cast<std::uint64_t>(end_ - at);
    rest_ = end_;
    if (words > left || words > std::numeric_limits<std::uint32_t>::max() || skip_bytes > left || bytes > left - skip_bytes) return;
    words_ = static_cast<std::uint32_t>(words);
    skips_ = {at, skip_bytes};
    positions_ = {at + skip_bytes, bytes};
    rest_ = positions_.data() + bytes;
}

bool ArticlePositions::is_whole() const { return !checked_.empty() && checksum_ == entry_checksum(checked_); }

void ArticlePositions::read_compounds() {
    if (std::exchange(has_compounds_, true) || rest_ == nullptr) return;
    const char* at = rest_;
    for (std::uint64_t count = get_varint(at, end_); count > 0 && at != end_; --count) {
        Compound compound{};
        compound.word = static_cast<std::uint32_t>(get_varint(at, end_));
        compound.begin = static_cast<std::uint32_t>(get_varint(at, end_));
        compound.length = static_cast<std::uint32_t>(get_varint(at, end_));
        compounds_.push_back(compound);
    }
    zones_ = at;
}

// On to the last group of words that begins behind a smaller one, if that is further on.
void ArticlePositions::skip_before(std::uint32_t word, Reading& reading) const {
    std::size_t low = 0, high = skips_.size() / sizeof(WordSkip);
    while (low < high) {
        const std::size_t middle = low + (high - low) / 2;
        if (number_at<WordSkip>(skips_.data() + middle * sizeof(WordSkip)).before < word) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if (low == 0) return;
    const auto skip = number_at<WordSkip>(skips_.data() + (low - 1) * sizeof(WordSkip));
    const auto left = words_ - static_cast<std::uint32_t>(low * words_a_skip);
    if (left >= reading.left) return;
    reading.word = skip.before;
    reading.at = positions_.data() + std::min<std::size_t>(skip.begin, positions_.size());
    reading.left = left;
}

void ArticlePositions::read_runs(Reading& reading, std::vector<PositionRun>& out) {
    const std::size_t first = out.size();
    std::uint32_t position = 0;
    for (bool more = true; more && reading.at != reading.end;) {
        const std::uint64_t next = get_varint(reading.at, reading.end);
        position += static_cast<std::uint32_t>(next >> 1);
        more = (next & 1) != 0;
        out.push_back({position, position + 1});
    }
    read_compounds();
    for (const Compound& compound : compounds_) {
        if (compound.word != reading.word || compound.length == 0) continue;
        const auto begin = out.begin() + static_cast<std::ptrdiff_t>(first);
        const auto found = std::lower_bound(
            begin, out.end(), compound.begin,
            [](const PositionRun& run, std::uint32_t at) { return run.begin < at; });
        if (found != out.end() && found->begin == compound.begin) {
            found->end = found->begin + compound.length;
        }
    }
}

void ArticlePositions::runs_of(std::span<const std::uint32_t> words, std::vector<PositionRun>& out) {
    Reading reading{positions_.data(), positions_.data() + positions_.size(), 0, words_};
    // Nearly as many as the article has words: then reading on is faster than searching.
    const bool search = words.size() < words_ / words_a_skip + 1;
    auto word = words.begin();
    if (!search && word != words.end()) skip_before(*word, reading);
    for (bool is_read = false; word != words.end();) {
        if (!is_read) {
            if (search) skip_before(*word, reading);
            if (reading.left == 0 || reading.at == reading.end) return;
            reading.word += static_cast<std::uint32_t>(get_varint(reading.at, reading.end));
            --reading.left;
        }
        is_read = false;
        if (reading.word < *word) {
            skip_positions(reading.at, reading.end);
        } else if (reading.word > *word) {
            is_read = true;  // its positions are yet to come: it may be the next of ours
            ++word;
        } else {
            read_runs(reading, out);
            ++word;
        }
    }
}

std::vector<std::uint32_t> ArticlePositions::words() const {
    std::vector<std::uint32_t> numbers;
    Reading reading{positions_.data(), positions_.data() + positions_.size(), 0, words_};
    for (; reading.left > 0 && reading.at != reading.end; --reading.left) {
        reading.word += static_cast<std::uint32_t>(get_varint(reading.at, reading.end));
        numbers.push_back(reading.word);
        skip_positions(reading.at, reading.end);
    }
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
