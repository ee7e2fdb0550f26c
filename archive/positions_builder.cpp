#include "archive/positions_builder.hpp"

#include <algorithm>
#include <cstring>
#include <numeric>
#include <utility>

#include "archive/archive_layout.hpp"
#include "archive/positions_layout.hpp"
#include "archive/positions_parts.hpp"
#include "archive/varint.hpp"

namespace broadsheet::archive {

namespace {

constexpr std::uint32_t no_place = 0xFFFFFFFF;

}  // namespace

std::uint32_t PositionsBuilder::add_word(std::string_view word, std::uint32_t position,
                                         std::uint32_t length) {
    const std::uint32_t number = texts_.of(word);
    if (number == last_place_.size()) last_place_.push_back(no_place);
    const std::uint32_t last = last_place_[number];
    if (last == no_place) open_.push_back(number);
    if (last == no_place || places_[last].position != position) {
        last_place_[number] = static_cast<std::uint32_t>(places_.size());
        places_.push_back({position, last});
    }
    if (length > 1) compounds_.push_back({number, position, length});
    return number;
}

void PositionsBuilder::add_start(TextStretch stretch, std::uint32_t position) {
    starts_[static_cast<std::size_t>(stretch)].push_back(position);
}

void PositionsBuilder::add_zone_run(Zone zone, PositionRun run) { zones_.push_back({zone, run}); }

/// The positions of a word of the open article, as they are kept in the file.
void PositionsBuilder::write_positions(std::uint32_t word) {
    const Place& last = places_[last_place_[word]];
    if (last.before == no_place) return put_varint(positions_, std::uint64_t{last.position} << 1);
    ascending_.clear();
    for (std::uint32_t at = last_place_[word]; at != no_place; at = places_[at].before) {
        ascending_.push_back(places_[at].position);
    }
    std::ranges::reverse(ascending_);
    const std::uint64_t more = 1;
    std::uint32_t before = 0;
    for (std::size_t i = 0; i < ascending_.size(); ++i) {
        const std::uint64_t step = std::uint64_t{ascending_[i] - before} << 1;
        put_varint(positions_, i + 1 < ascending_.size() ? step | more : step);
        before = ascending_[i];
    }
}

void PositionsBuilder::finish_article(std::uint32_t document) {
    constexpr std::size_t most_bytes = std::size_t{4} << 30;  // places within it are kept in 32 bits
    if (positions_.size() >= most_bytes - (places_.size() + 1) * 5) {
        throw ArchiveError("the words of a block stand at too many places to be kept together");
    }
    for (const std::uint32_t word : open_) {
        const auto begin = static_cast<std::uint32_t>(positions_.size());
        write_positions(word);
        words_.push_back({word, begin, static_cast<std::uint32_t>(positions_.size())});
        last_place_[word] = no_place;
    }
    put_varint(rest_, zones_.size());
    for (const auto& [zone, run] : zones_) {
        put_varint(rest_, static_cast<std::uint64_t>(zone));
        put_varint(rest_, run.begin);
        put_varint(rest_, run.end - run.begin);
    }
    zones_.clear();
    for (auto& starts : starts_) {
        put_varint(rest_, starts.size());
        std::uint32_t before = 0;
        for (const std::uint32_t start : starts) {
            put_varint(rest_, start - before);
            before = start;
        }
        starts.clear();
    }
    closed_compounds_.insert(closed_compounds_.end(), compounds_.begin(), compounds_.end());
    compounds_.clear();
    open_.clear();
    places_.clear();
    articles_.push_back({document, words_.size(), closed_compounds_.size(), rest_.size()});
}

std::string PositionsBuilder::finish(std::string_view uuid) {
    std::vector<std::uint32_t> order(texts_.size()), ordinal(texts_.size());
    std::iota(order.begin(), order.end(), 0);
    std::ranges::sort(order, {}, [&](std::uint32_t number) -> const std::string& { return texts_[number]; });
    WordTableBuilder table;
    for (std::uint32_t i = 0; i < order.size(); ++i) {
        ordinal[order[i]] = i;
        table.add(texts_[order[i]]);
    }

    std::string out(sizeof(PositionsHead), '\0'), rest;
    std::vector<std::uint64_t> entries;
    EntryWords entry;
    std::size_t word = 0, compound = 0, rest_begin = 0;
    for (const ClosedArticle& article : articles_) {
        for (std::size_t i = word; i < article.words_end; ++i) words_[i].word = ordinal[words_[i].word];
        std::sort(words_.begin() + static_cast<std::ptrdiff_t>(word),
                  words_.begin() + static_cast<std::ptrdiff_t>(article.words_end),
                  [](const WordBytes& a, const WordBytes& b) { return a.word < b.word; });
        for (; word < article.words_end; ++word) {
            const WordBytes& of = words_[word];
            entry.add(of.word, std::string_view(positions_).substr(of.begin, of.end - of.begin));
        }
        rest.clear();
        put_varint(rest, article.compounds_end - compound);
        for (; compound < article.compounds_end; ++compound) {
            const Compound& of = closed_compounds_[compound];
            put_varint(rest, ordinal[of.word]);
            put_varint(rest, of.begin);
            put_varint(rest, of.length);
        }
        rest.append(rest_, rest_begin, article.rest_end - rest_begin);
        rest_begin = article.rest_end;
        entries.resize(article.document + 1, 0);
        entries[article.document] = out.size();
        entry.finish(rest, out);
    }
    const PositionsHead head =
        write_tail(table, entries, uuid, out.size(), [&](std::string_view bytes) { out += bytes; });
    std::memcpy(out.data(), &head, sizeof head);
    *this = {};
    return out;
}

}  // namespace broadsheet::archive
