#include "word_model.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <sstream>

namespace broadsheet::bench {

namespace {

// The share of running words that the words behind a rank make, from which it is interpolated.
struct Knot {
    double rank, behind;
};
constexpr std::array<Knot, 5> knots{
    {{0.25, 1.0}, {1, 0.945}, {10, 0.782}, {100, 0.547}, {1000, 0.265}}};
constexpr double tail_power = 0.7;

// Far more than any archive meets; as many as a lemma's number has room for.
constexpr double most_ranks = 0x1p40;

/// The rank that a share lies in: the inverse of the survival function.
double rank_of(double share) {
    const double behind = 1 - share;
    if (behind <= knots.back().behind) {
        const double rank = knots.back().rank * std::pow(behind / knots.back().behind, -1 / tail_power);
        return std::min(rank, most_ranks);
    }
    const auto* high = std::ranges::find_if(knots, [&](const Knot& knot) { return knot.behind < behind; });
    const Knot& low = *(high - 1);
    const double part = std::log(behind / low.behind) / std::log(high->behind / low.behind);
    return low.rank * std::pow(high->rank / low.rank, part);
}

std::uint64_t whole_rank(double share) {
    return static_cast<std::uint64_t>(std::max(1.0, std::ceil(rank_of(share))));
}

constexpr unsigned slot_bits = 18;
constexpr std::size_t slot_count = 1U << slot_bits;

// Sixteen lemmas lie side by side: ranks of a block are its lemmas, then their second forms, ...
constexpr std::uint64_t lemmas_in_block = 16;
constexpr std::uint64_t forms_of_lemma = 4;
constexpr std::uint64_t block_size = lemmas_in_block * forms_of_lemma;

struct Place {
    std::uint64_t block, form, lemma;  ///< the lemma within its block
};

Place place_of(std::uint64_t rank) {
    const std::uint64_t index = rank - common_words - 1;
    return {index / block_size, index % block_size / lemmas_in_block, index % lemmas_in_block};
}

// A lemma is a syllable of three letters, then at least one of two: no two parse alike, and no ending of `endings` does.
constexpr std::string_view onsets = "bcdfghjklmnprstvwz";
constexpr std::string_view vowels = "aeiou";
constexpr std::string_view codas = "bdgklmnprstvxz";
constexpr std::uint64_t first_syllables = onsets.size() * vowels.size() * codas.size();
constexpr std::uint64_t next_syllables = vowels.size() * codas.size();

void append_lemma(std::uint64_t number, std::string& out) {
    const auto take = [&](std::string_view letters) {
        out += letters[number % letters.size()];
        number /= letters.size();
    };
    unsigned more = 1;
    std::uint64_t room = first_syllables * next_syllables;
    for (; number >= room; ++more) {
        number -= room;
        room *= next_syllables;
    }
    // Spread over its length's room, so that neighbours do not look alike; a prime that divides no room.
    number = (number * 1'000'003 + 7) % room;
    for (std::string_view letters : {onsets, vowels, codas}) take(letters);
    for (unsigned i = 0; i < more; ++i) {
        take(vowels);
        take(codas);
    }
}

constexpr std::array<std::string_view, forms_of_lemma> word_endings{"", "s", "ing", "ly"};
constexpr std::array<std::string_view, forms_of_lemma> name_endings{"", "'s", "son", "land"};
constexpr std::array<std::string_view, languages.size()> foreign_endings{"", "en", "e", "o"};

void append_number(std::uint64_t hash, std::uint64_t form, std::string& out) {
    const auto number = [&](std::uint64_t value) {
        std::array<char, 20> digits;
        out.append(digits.data(), std::to_chars(digits.begin(), digits.end(), value).ptr);
    };
    const std::uint64_t value = hash % 900 + 100;
    switch (form) {
        case 0: number(hash % 2000); break;
        case 1: number(hash / 1000 % 100 + 1), out += ',', number(value); break;
        case 2: number(value), out += '.', number(hash / 1000 % 100); break;
        default: number(hash / 1000 % 1000 + 1), out += "-", number(value); break;
    }
}

void append_content_word(std::uint64_t rank, std::string& out) {
    const Place place = place_of(rank);
    const std::uint64_t lemma = place.block * lemmas_in_block + place.lemma;
    const std::uint64_t hash = mixed(lemma);
    if (hash % 40 == 0) return append_number(hash / 40 + lemma, place.form, out);
    const bool is_name = hash % 10 < 3;
    const std::size_t begin = out.size();
    append_lemma(lemma, out);
    if (hash % 40 == 1 && out.size() > begin + 3) out.insert(begin + 3, 1, '-');
    if (is_name) out[begin] = static_cast<char>(out[begin] - 'a' + 'A');
    out += is_name ? name_endings[place.form] : word_endings[place.form];
}

std::vector<std::string> split(const char* text) {
    std::istringstream in(text);
    std::vector<std::string> words;
    for (std::string word; in >> word;) words.push_back(word);
    return words;
}

}  // namespace

RankModel::RankModel() : slots_(slot_count) {
    for (std::size_t i = 0; i < slot_count; ++i) {
        const std::uint64_t first = whole_rank(static_cast<double>(i) / slot_count);
        const std::uint64_t last = whole_rank((static_cast<double>(i) + 0.999999) / slot_count);
        if (first == last) slots_[i] = static_cast<std::uint32_t>(first);
    }
}

std::uint64_t RankModel::draw(Random& random) const {
    const std::uint64_t bits = random.next();
    const std::uint32_t ready = slots_[bits >> (64 - slot_bits)];
    if (ready != 0) return ready;
    return whole_rank(static_cast<double>(bits >> 11) * 0x1p-53);
}

std::uint64_t rank_within_topic(std::uint64_t rank, std::uint64_t topic) {
    if (rank <= common_words) return rank;
    const Place place = place_of(rank);
    const std::uint64_t lemma = mixed(topic ^ mixed(place.block)) % lemmas_in_block;
    return rank - place.lemma + lemma;
}

WordWriter::WordWriter() {
    common_ = {split("the of to in a and said for on it is that was by from with at be as its has will were which have "
                     "an not are would been or he but had this they more year than their after up about also one last "
                     "other two percent could new market company government president who we some over all there no "
                     "out when if can may his into before because million first under years today week made against "
                     "any these such between state people do so time since only three most what now during told while "
                     "through country still part"),
               split("der die und in den von zu das mit sich des auf ist im dem nicht ein eine als auch es an werden "
                     "aus er hat dass sie nach wird"),
               split("de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont "
                     "avec son aux"),
               split("de la que el en y a los se del las un por con no una su para es al lo como")};
    constexpr std::uint64_t ready = 1U << 16;
    frequent_.resize(ready);
    for (std::uint64_t rank = common_words + 1; rank < ready; ++rank) {
        append_content_word(rank, frequent_[rank]);
    }
}

void WordWriter::append(std::uint64_t rank, std::size_t language, std::string& out) const {
    if (rank <= common_words) {
        const auto& words = common_[language];
        out += words[(rank - 1) % words.size()];
        return;
    }
    rank < frequent_.size() ? void(out += frequent_[rank]) : append_content_word(rank, out);
    out += foreign_endings[language];
}

}  // namespace broadsheet::bench
