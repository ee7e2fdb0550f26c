#include "indexer/phrase_candidates.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>

#include "text/common_words.hpp"
#include "text/utf8.hpp"

namespace broadsheet::indexer {

using text::CaseShape;

namespace {

// Names are longer than terms: "Organization of the Petroleum Exporting Countries".
constexpr std::size_t most_words = 4;
constexpr std::size_t most_name_words = 7;

// Beyond, an article is a book, or a table: its beginning says what it is about.
constexpr std::size_t most_words_of_article = 20'000;

// A word in more of a language's articles than this is common; but not where so few articles are
// known that three about one thing are that many.
constexpr double common_share = 0.12;
constexpr std::uint32_t enough_articles = 25;

// The list of common words is of all languages: "war" is common in German, "van" in Dutch. So a word of
// it must be in this share of the articles too, where they are known.
constexpr double listed_share = 0.08;

// A word that begins a sentence and is in no more articles may be the first of a name's.
constexpr double rare_share = 0.02;

// The word before "of" in a name of several words, such as Bank, is in more articles than this.
constexpr double tied_share = 0.005;

// A word is a proper one if of so many articles fewer than this write it small.
constexpr double enough_to_be_proper = 4;
constexpr double small_share_of_proper = 0.15;

// As if there were so many more articles without the word: where few are known, all words are about
// as rare.
constexpr double assumed_articles = 50;

// A unit says something by its capitals if it has words without.
constexpr double least_small_share = 0.25;

// Words that tie the parts of a name together, folded.
constexpr std::string_view name_ties[] = {"of", "for", "de", "del", "della", "di",  "da",  "do",
                                          "dos", "du", "des", "la",  "el",  "al", "von", "van",
                                          "zu", "bin", "ibn", "ben"};

// And behind one of those: "Bank for the", "van der".
constexpr std::string_view articles_in_ties[] = {"the", "der", "den", "la", "los", "las"};

bool is_capital(CaseShape shape) {
    return shape == CaseShape::capitalized || shape == CaseShape::all_caps ||
           shape == CaseShape::mixed;
}

// Whether capitals in this text tell names from other words.
bool tells_by_capitals(const std::vector<PhraseWord>& words) {
    constexpr std::size_t long_word = 4;
    std::size_t smalls = 0, all = 0;
    for (const PhraseWord& word : words) {
        if (word.shape == CaseShape::none || word.form.size() < long_word) continue;
        ++all;
        smalls += word.shape == CaseShape::lower;
    }
    return all > 0 && static_cast<double>(smalls) >= least_small_share * static_cast<double>(all);
}

bool has_one_letter(std::string_view text) {
    std::size_t at = 0;
    if (!text.empty()) text::decode(text, at);
    return at == text.size();
}

constexpr bool is_hiragana(char32_t c) { return c >= 0x3040 && c <= 0x309F; }

// The particles, endings and small verbs of Japanese.
bool is_all_hiragana(std::string_view form) {
    for (std::size_t at = 0; at < form.size();) {
        if (!is_hiragana(text::decode(form, at))) return false;
    }
    return true;
}

}  // namespace

void PhraseCandidates::clear() {
    numbers_.clear();
    hashes_.clear();
    forms_.clear();
    words_.clear();
    runs_.clear();
    candidates_.clear();
}

std::uint32_t PhraseCandidates::intern(const PhraseWord& word) {
    const std::uint64_t hash = word_hash(word.form);
    const auto [found, added] =
        numbers_.try_emplace(hash, static_cast<std::uint32_t>(forms_.size()));
    if (added) {
        PhraseForm form;
        form.text = word.form;
        form.number = word.number;
        form.dense = word.dense;
        forms_.push_back(std::move(form));
        hashes_.push_back(hash);
    }
    return found->second;
}

void PhraseCandidates::add_unit(std::string_view text, const text::TokenList& tokens,
                                const std::vector<text::ByteRange>& sentences, std::uint32_t unit,
                                float weight) {
    if (words_.size() > most_words_of_article) return;
    const std::vector<PhraseWord>& words = reader_.read(text, tokens);
    const bool telling = tells_by_capitals(words);
    auto sentence = sentences.begin();
    bool first = true;
    for (const PhraseWord& word : words) {
        while (sentence != sentences.end() && word.begin >= sentence->end) {
            ++sentence;
            first = true;
        }
        const std::uint32_t number = intern(word);
        PlacedWord& placed = words_.emplace_back();
        placed.form = number;
        placed.unit = unit;
        placed.begin = word.begin;
        placed.end = word.end;
        placed.weight = weight;
        placed.follows = word.follows && !first;
        placed.joined = word.joined && !first;
        placed.telling = telling && !first && !word.quoted;
        placed.capital = telling && is_capital(word.shape);
        PhraseForm& form = forms_[number];
        ++form.count;
        if (placed.telling) ++(placed.capital ? form.capitals : form.smalls);
        first = false;
    }
}

std::vector<PhraseCandidate>& PhraseCandidates::find(const WordCounts& counts,
                                                     std::string_view language) {
    judge_forms(counts, language);
    mark_names();
    enumerate();
    group();
    return candidates_;
}

void PhraseCandidates::judge_forms(const WordCounts& counts, std::string_view language) {
    const auto& calendar = calendar_.of(language);
    const double articles = counts.articles();
    articles_with_.clear();  // by themselves, so that the memory is waited for once and not each time
    for (const std::uint64_t hash : hashes_) articles_with_.push_back(std::max(1U, counts.articles_with(hash)));
    for (std::size_t i = 0; i < forms_.size(); ++i) {
        PhraseForm& form = forms_[i];
        const double with = articles_with_[i];
        form.rarity = rarity(counts, articles_with_[i]);
        if (counts.articles() >= enough_articles) form.share = static_cast<float>(with / articles);
        const bool known = counts.articles() >= enough_articles;
        form.listed = text::is_common_word(form.text);
        form.usual = form.share > common_share || (form.listed && form.share > rare_share);
        form.proper = with >= enough_to_be_proper &&
                      counts.articles_with(small_word(hashes_[i])) < small_share_of_proper * with;
        form.common = (form.listed && (!known || form.share > listed_share)) || calendar.contains(form.text) ||
                      (form.dense ? is_all_hiragana(form.text) : has_one_letter(form.text));
    }
}

/// Remembered, since most words are in few articles, and logarithms take their time.
float PhraseCandidates::rarity(const WordCounts& counts, std::uint32_t with) {
    if (rarities_of_ != counts.articles()) rarities_.clear();
    rarities_of_ = counts.articles();
    if (with >= rarities_.size()) rarities_.resize(with + 1);
    float& rarity = rarities_[with];
    if (rarity == 0) {
        const double articles = counts.articles();
        rarity = static_cast<float>(std::log((articles + assumed_articles) / (with + 1.0)));
    }
    return rarity;
}

/// A capital is a name's. Where it says nothing, as at the start of a sentence, the word must have one
/// elsewhere, in the article or the archive, or be rare and go before a name ("Steve Witkoff said").
void PhraseCandidates::mark_names() {
    for (std::size_t i = words_.size(); i-- > 0;) {
        PlacedWord& word = words_[i];
        const PhraseForm& form = forms_[word.form];
        if (!word.capital || form.number) continue;
        const bool before_name = i + 1 < words_.size() && words_[i + 1].follows && words_[i + 1].name;
        if (form.common) {  // "New York", "The Hague"; but not "Mr Baker"
            word.name = form.listed && word.telling && before_name && form.text.size() > 2;
            continue;
        }
        word.name = word.telling || form.capitals > form.smalls || (form.proper && form.smalls == 0);
        if (word.name || form.smalls > 0 || form.share > rare_share) continue;
        word.name = before_name;
    }
}

bool PhraseCandidates::may_begin(std::size_t place) const {
    const PhraseForm& form = form_at(place);
    if (!form.number) return (!form.common && !form.usual) || words_[place].name;
    const std::size_t next = place + 1;  // "60-day"
    return next < words_.size() && words_[next].joined && !form_at(next).number;
}

bool PhraseCandidates::may_end(std::size_t place) const {
    const PhraseForm& form = form_at(place);
    if (form.number) return words_[place].joined && place > 0 && !form_at(place - 1).number;
    return !form.common && (!form.usual || words_[place].name);
}

/// `behind` another such word, an article ties too.
bool PhraseCandidates::ties_names(std::size_t place, bool behind) const {
    const PlacedWord& word = words_[place];
    const std::string& form = forms_[word.form].text;
    if (word.capital) return false;
    const auto is_one_of = [&](const auto& list) { return std::ranges::find(list, form) != std::end(list); };
    return is_one_of(name_ties) || (behind && is_one_of(articles_in_ties));
}

/// One past the last word of the name that begins at `place`.
std::size_t PhraseCandidates::name_end(std::size_t place) const {
    std::size_t end = place + 1;
    while (end < words_.size() && words_[end].follows) {
        std::size_t next = end;
        // "Bank of England", "Union Bank of Switzerland", but Ross Spano, of Florida.
        const float share = form_at(end - 1).share;
        const bool may_be_tied = share > tied_share || (share == 0 && end == place + 1);
        const std::size_t most_ties = may_be_tied ? 2 : 0;
        while (next < end + most_ties && next < words_.size() && words_[next].follows &&
               ties_names(next, next > end)) {
            ++next;
        }
        if (next >= words_.size() || !words_[next].follows) return end;
        const bool numbered = words_[next].joined && form_at(next).number;  // "Covid-19"
        if (!words_[next].name && !numbered) return end;
        end = next + 1;
    }
    return end;
}

void PhraseCandidates::enumerate() {
    std::size_t name_begins = 0, name_ends = 0;
    for (std::size_t i = 0; i < words_.size(); ++i) {
        if (i >= name_ends && words_[i].name) {
            name_begins = i;
            name_ends = name_end(i);
        }
        if (!may_begin(i)) continue;
        const std::size_t name_last = i < name_ends ? std::min(name_ends, i + most_name_words) : 0;
        std::uint64_t key = 0;
        bool once = false;  // no run with such a word stands twice; but a name may stand once
        for (std::size_t end = i + 1; end <= words_.size(); ++end) {
            if (end > i + 1 && !words_[end - 1].follows) break;
            if (end > i + most_words && end > name_last) break;
            once |= form_at(end - 1).count == 1;
            if (once && (i != name_begins || i >= name_ends)) break;
            constexpr std::uint64_t mixer = 0x9E3779B97F4A7C15;  // of Fibonacci hashing
            key = (key ^ hashes_[words_[end - 1].form]) * mixer;
            key ^= key >> 29;
            if (!may_end(end - 1)) continue;
            const bool whole = i == name_begins && end == name_ends && i < name_ends;
            if (once && !whole) continue;
            Run& run = runs_.emplace_back();
            run.key = key;
            run.place = static_cast<std::uint32_t>(i);
            run.words = static_cast<std::uint16_t>(end - i);
            run.whole_name = whole;
        }
    }
}

// What stands once and is no name is a phrase by chance, unless the headline has it. Most runs are such,
// and are told by a few bits of their keys, before they are sorted.
void PhraseCandidates::drop_single_runs() {
    constexpr unsigned bits = 13;  // 8 KB, and more runs than most articles have
    const auto slot = [](const Run& run) { return run.key >> (64 - bits); };
    seen_.assign(std::size_t{1} << bits, 0);
    for (const Run& run : runs_) {
        std::uint8_t& times = seen_[slot(run)];
        times = std::min<std::uint8_t>(times + 1, 2);
    }
    std::erase_if(runs_, [&](const Run& run) { return !run.whole_name && seen_[slot(run)] < 2; });
}

void PhraseCandidates::group() {
    drop_single_runs();
    std::sort(runs_.begin(), runs_.end());
    places_.resize(runs_.size());
    for (std::size_t i = 0; i < runs_.size(); ++i) places_[i] = runs_[i].place;
    for (std::size_t begin = 0, end = 0; begin < runs_.size(); begin = end) {
        while (end < runs_.size() && runs_[end].key == runs_[begin].key) ++end;
        if (end == begin + 1 && !runs_[begin].whole_name) continue;
        PhraseCandidate candidate;
        candidate.words = runs_[begin].words;
        candidate.places = std::span(places_).subspan(begin, end - begin);
        for (std::size_t i = begin; i < end; ++i) {
            candidate.whole_names += runs_[i].whole_name;
            candidate.weight += words_[runs_[i].place].weight;
        }
        candidates_.push_back(candidate);
    }
}

}  // namespace broadsheet::indexer
