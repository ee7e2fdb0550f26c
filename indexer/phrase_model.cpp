#include "indexer/phrase_model.hpp"

#define XXH_INLINE_ALL  // words are short: a call takes longer than the hash
#include <xxhash.h>

#include <algorithm>
#include <limits>
#include <utility>

#include "archive/position_layout.hpp"
#include "indexer/article_language.hpp"
#include "indexer/phrase_words.hpp"
#include "text/analyzer.hpp"
#include "text/stemmer.hpp"

namespace broadsheet::indexer {

namespace {

// Cells of a language's counts: a thousand articles of news have some 40,000 words, of which few
// share both cells with one that is common.
constexpr std::size_t cell_bits = 17;
constexpr std::size_t cell_count = std::size_t{1} << cell_bits;

// More articles of a language than this teach nothing new, and counts must fit a cell.
constexpr std::uint32_t most_articles = 20'000;
static_assert(most_articles < std::numeric_limits<std::uint16_t>::max());

// Tags come from the sources, so anything may stand there: beyond so many, all others are one.
constexpr std::size_t most_languages = 200;

// An article that long has shown what its language's words are.
constexpr std::size_t most_words_of_article = 5'000;

constexpr std::size_t first_cell(std::uint64_t word) { return word & (cell_count - 1); }
constexpr std::size_t second_cell(std::uint64_t word) {
    return (word >> (2 * cell_bits)) & (cell_count - 1);
}

}  // namespace

std::uint64_t word_hash(std::string_view form) { return XXH3_64bits(form.data(), form.size()); }

std::uint32_t WordCounts::articles_with(std::uint64_t word) const {
    if (cells_.empty()) return 0;
    return std::min(cells_[first_cell(word)], cells_[second_cell(word)]);
}

void WordCounts::add_article(const std::vector<std::uint64_t>& words) {
    if (articles_ == most_articles) return;
    if (cells_.empty()) cells_.assign(cell_count, 0);
    ++articles_;
    // Only the lower cell is raised, which keeps what others have put there out of the count.
    for (const std::uint64_t word : words) {
        std::uint16_t& first = cells_[first_cell(word)];
        std::uint16_t& second = cells_[second_cell(word)];
        const auto raised = static_cast<std::uint16_t>(
            std::min<unsigned>(std::min(first, second) + 1U, most_articles));
        first = std::max(first, raised);
        second = std::max(second, raised);
    }
}

const WordCounts& PhraseModel::of(std::string_view language) const {
    static const WordCounts none;
    const auto found = languages_.find(text::primary_language(language));
    return found == languages_.end() ? none : *found->second;
}

struct PhraseModelBuilder::State {
    struct Language {
        WordCounts counts;
        std::shared_ptr<const WordCounts> given;
    };

    Language& language(std::string_view tag) {
        const std::string primary(text::primary_language(tag));
        if (languages.size() >= most_languages && !languages.contains(primary)) return languages[""];
        return languages[primary];
    }

    void collect_words(const archive::Article& article) {
        words.clear();
        for (const archive::TextUnit& unit : archive::text_units(article)) {
            analyzer.analyze(unit.text, tokens);
            for (const PhraseWord& word : reader.read(unit.text, tokens)) {
                words.push_back(word_hash(word.form));
                if (word.shape == text::CaseShape::lower) words.push_back(small_word(words.back()));
            }
            if (words.size() > most_words_of_article) break;
        }
        std::ranges::sort(words);
        const auto rest = std::ranges::unique(words);
        words.erase(rest.begin(), rest.end());
    }

    text::Analyzer analyzer;
    text::TokenList tokens;
    PhraseWordReader reader;
    std::vector<std::uint64_t> words;
    std::map<std::string, Language> languages;
};

PhraseModelBuilder::PhraseModelBuilder() : state_(std::make_unique<State>()) {}
PhraseModelBuilder::~PhraseModelBuilder() = default;
PhraseModelBuilder::PhraseModelBuilder(PhraseModelBuilder&&) noexcept = default;

void PhraseModelBuilder::learn(archive::Article article) {
    if (article.language.empty()) identify_languages(article);
    WordCounts& counts = state_->language(article.language).counts;
    if (counts.articles() == most_articles) return;
    state_->collect_words(article);
    counts.add_article(state_->words);
}

std::shared_ptr<const PhraseModel> PhraseModelBuilder::model() {
    constexpr std::uint32_t tenth = 10;
    auto model = std::make_shared<PhraseModel>();
    for (auto& [name, language] : state_->languages) {
        const std::uint32_t given = language.given ? language.given->articles() : 0;
        if (language.counts.articles() > given + given / tenth) {
            language.given = std::make_shared<const WordCounts>(language.counts);
        }
        if (language.given) model->languages_.emplace(name, language.given);
    }
    return model;
}

}  // namespace broadsheet::indexer
