#include "archive/positions_builder.hpp"

#include <algorithm>
#include <cstring>
#include <numeric>

#include "archive/archive_layout.hpp"
#include "archive/bit_fields.hpp"
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
        places_.push_back({position, 1, last});
        gaps_.add(position);
    }
    if (length > 1) places_[last_place_[number]].length = length;
    return number;
}

void PositionsBuilder::add_start(TextStretch stretch, std::uint32_t position) {
    starts_[static_cast<std::size_t>(stretch)].push_back(position);
}

void PositionsBuilder::add_zone_run(Zone zone, PositionRun run) { zones_.push_back({zone, run}); }

/// Gives the last of the positions, as they are counted.
std::uint32_t PositionsBuilder::close_words() {
    std::uint32_t highest = 0;
    for (const std::uint32_t word : open_) {
        const std::size_t begin = positions_.size(), first_compound = closed_compounds_.size();
        std::uint32_t places = 0;
        for (std::uint32_t at = last_place_[word]; at != no_place; at = places_[at].before) ++places;
        positions_.resize(begin + places);
        auto place = static_cast<std::uint32_t>(positions_.size());
        for (std::uint32_t at = last_place_[word]; at != no_place; at = places_[at].before) {
            positions_[--place] = gaps_.counted(places_[at].position);
            if (places_[at].length > 1) closed_compounds_.push_back({place, places_[at].length});
        }
        std::reverse(closed_compounds_.begin() + static_cast<std::ptrdiff_t>(first_compound), closed_compounds_.end());
        highest = std::max(highest, positions_.back());
        words_.push_back({word, place, static_cast<std::uint32_t>(positions_.size())});
        last_place_[word] = no_place;
    }
    open_.clear();
    places_.clear();
    return highest;
}

/// Zones and stretches, as the file has them.
void PositionsBuilder::close_rest() {
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
}

void PositionsBuilder::finish_article(std::uint32_t document) {
    if (positions_.size() + places_.size() >= no_place) {
        throw ArchiveError("the words of a block stand at too many places to be kept together");
    }
    ClosedArticle article{};
    article.document = document;
    article.last_position = close_words();
    article.words_end = words_.size();
    article.compounds_end = closed_compounds_.size();
    gaps_.put(rest_);
    gaps_.clear();
    article.gaps_end = rest_.size();
    close_rest();
    article.rest_end = rest_.size();
    articles_.push_back(article);
}

/// Writes the places of an article's words, which are given in the order of their numbers, and its compounds.
class PositionsBuilder::PlacesWriter {
  public:
    explicit PlacesWriter(const PositionsBuilder& builder) : builder_(builder) {}

    void write(std::span<const ClosedWord> words, std::span<const ClosedCompound> compounds, std::uint32_t highest,
               std::string_view gaps, std::string& out) {
        const unsigned bits = bits_for(highest);
        compounds_.clear();
        places_ = before_ = 0;
        for (const ClosedWord& word : words) {
            add_compounds(word, compounds);
            for (std::uint32_t place = word.begin; place < word.end; ++place) {
                is_last_.put(place + 1 == word.end ? 1 : 0, 1);
                positions_.put(builder_.positions_[place], bits);
            }
            places_ += word.end - word.begin;
        }
        put_varint(out, places_);
        out += static_cast<char>(bits);
        out += gaps;
        is_last_.append_to(out);
        positions_.append_to(out);
        put_varint(out, compounds.size());
        out += compounds_;
    }

  private:
    void add_compounds(const ClosedWord& word, std::span<const ClosedCompound> compounds) {
        auto compound = std::ranges::lower_bound(compounds, word.begin, {}, &ClosedCompound::place);
        for (; compound != compounds.end() && compound->place < word.end; ++compound) {
            const std::uint32_t place = places_ + compound->place - word.begin;
            put_varint(compounds_, place - before_);
            put_varint(compounds_, compound->length);
            before_ = place;
        }
    }

    const PositionsBuilder& builder_;
    BitWriter is_last_, positions_;
    std::string compounds_;
    std::uint32_t places_ = 0;  ///< so far
    std::uint32_t before_ = 0;  ///< the place of the compound before
};

std::string PositionsBuilder::finish(std::string_view uuid) {
    std::vector<std::uint32_t> order(texts_.size()), ordinal(texts_.size());
    std::iota(order.begin(), order.end(), 0);
    std::ranges::sort(order, {}, [&](std::uint32_t number) -> const std::string& { return texts_[number]; });
    WordTableBuilder table;
    for (std::uint32_t i = 0; i < order.size(); ++i) {
        ordinal[order[i]] = i;
        table.add(texts_[order[i]]);
    }
    for (ClosedWord& word : words_) word.word = ordinal[word.word];

    std::string out(sizeof(PositionsHead), '\0'), rest;
    std::vector<std::uint64_t> entries;
    std::vector<std::uint32_t> numbers;
    PlacesWriter places(*this);
    std::size_t word = 0, compound = 0, rest_begin = 0;
    for (const ClosedArticle& article : articles_) {
        const std::span words(words_.data() + word, article.words_end - word);
        std::ranges::sort(words, {}, &ClosedWord::word);
        numbers.clear();
        for (const ClosedWord& of : words) numbers.push_back(of.word);
        rest.clear();
        const std::string_view kept(rest_);
        places.write(words, std::span(closed_compounds_).subspan(compound, article.compounds_end - compound),
                     article.last_position, kept.substr(rest_begin, article.gaps_end - rest_begin), rest);
        rest += kept.substr(article.gaps_end, article.rest_end - article.gaps_end);
        entries.resize(article.document + 1, 0);
        entries[article.document] = out.size();
        put_entry(numbers, rest, out);
        word = article.words_end;
        compound = article.compounds_end;
        rest_begin = article.rest_end;
    }
    const PositionsHead head =
        write_tail(table, entries, uuid, out.size(), [&](std::string_view bytes) { out += bytes; });
    std::memcpy(out.data(), &head, sizeof head);
    *this = {};
    return out;
}

}  // namespace broadsheet::archive
