#include "archive/word_table.hpp"

#include <algorithm>
#include <limits>

#include "archive/archive_layout.hpp"
#include "archive/varint.hpp"

namespace broadsheet::archive {

namespace {

// `length` bytes at `at`, which moves behind them; fewer at the end.
std::string_view take(const char*& at, const char* end, std::uint64_t length) {
    const auto count = static_cast<std::size_t>(
        std::min(length, static_cast<std::uint64_t>(end - at)));
    const std::string_view bytes(at, count);
    at += count;
    return bytes;
}

}  // namespace

void WordTableBuilder::add(std::string_view word) {
    if (bytes_.size() > std::numeric_limits<std::uint32_t>::max() - word.size() - 16) {
        throw ArchiveError("the words of a segment fill more than 4 GiB");
    }
    std::string entry;
    if (count_ % words_a_block == 0) {
        blocks_.append_item(static_cast<std::uint32_t>(bytes_.size()));
        put_varint(entry, word.size());
        entry += word;
    } else {
        const auto differ = std::ranges::mismatch(word, last_);
        const auto shared = static_cast<std::size_t>(differ.in1 - word.begin());
        put_varint(entry, shared);
        put_varint(entry, word.size() - shared);
        entry += word.substr(shared);
    }
    bytes_.append(entry);
    last_ = word;
    ++count_;
}

std::string_view WordTable::first_of(std::size_t block, const char*& behind) const {
    behind = bytes_.data() + std::min<std::size_t>(blocks_[block], bytes_.size());
    const std::uint64_t length = get_varint(behind, end());
    return take(behind, end(), length);
}

std::optional<std::uint32_t> WordTable::find(std::string_view word) const {
    std::size_t low = 0, high = blocks_.size();  // the last block whose first word is not behind `word`
    const char* at = nullptr;
    while (low < high) {
        const std::size_t middle = low + (high - low) / 2;
        if (first_of(middle, at) <= word) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if (low == 0) return std::nullopt;
    const std::size_t block = low - 1;
    auto number = static_cast<std::uint32_t>(block * words_a_block);
    std::string current(first_of(block, at));
    const std::uint32_t last = std::min(count_, number + words_a_block);
    while (current < word && ++number < last) {
        const std::uint64_t shared = get_varint(at, end());
        const std::uint64_t length = get_varint(at, end());
        current.resize(std::min<std::uint64_t>(shared, current.size()));
        current += take(at, end(), length);
    }
    if (number >= last || current != word) return std::nullopt;
    return number;
}

bool WordTable::Cursor::next() {
    if (number_ >= table_->count_) return false;
    if (number_ % words_a_block == 0) {
        word_ = table_->first_of(number_ / words_a_block, at_);
    } else {
        const std::uint64_t shared = get_varint(at_, table_->end());
        const std::uint64_t length = get_varint(at_, table_->end());
        word_.resize(std::min<std::uint64_t>(shared, word_.size()));
        word_ += take(at_, table_->end(), length);
    }
    ++number_;
    return true;
}

}  // namespace broadsheet::archive
