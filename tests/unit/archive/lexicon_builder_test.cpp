#include "archive/lexicon_builder.hpp"

#include <catch2/catch.hpp>
#include <cstring>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "archive/file_head.hpp"
#include "archive/terms.hpp"
#include "tests/property/random_news.hpp"
#include "tests/support/news_data.hpp"
#include "tests/support/temporary_directory.hpp"
#include "text/analyzer.hpp"
#include "text/stemmer.hpp"

using namespace broadsheet;
using namespace broadsheet::archive;
using tests::Dice;
using tests::TemporaryDirectory;

namespace {

using Terms = std::map<std::string, std::uint32_t>;

const SegmentIdentity identity{"01234567-89ab-cdef-0123-456789abcdef", 7};

Terms random_terms(Dice& dice) {
    static const std::vector<std::string> pieces = {"report", "cease", "fire", "s", "ing", "é", "9", "停"};
    static const std::vector<std::string> languages = {"Len", "Lde", "Lzh", "Lpt-br", "Lxx", "Lmuchtoolong"};
    Terms terms{{"D20250709", 1}, {"XZ:quote", 2}, {"Sheadline", 3}};
    for (std::size_t i = dice.roll(80); i > 0; --i) {
        std::string word;
        for (std::size_t n = dice.between(1, 4); n > 0; --n) word += dice.pick(pieces);
        if (!dice.one_in(5)) terms[word] = static_cast<std::uint32_t>(dice.between(1, 1000));
    }
    for (std::size_t i = dice.roll(4); i > 0; --i) terms[dice.pick(languages)] = 1;
    return terms;
}

void add_to(LexiconBuilder& builder, const Terms& terms) {
    for (const auto& [term, articles] : terms) builder.add_term(term, articles);
}

/// The file as lexicon_file.hpp draws it, all of it in memory.
class FileByItsHeader {
  public:
    explicit FileByItsHeader(const Terms& terms) {
        gather(terms);
        put<std::uint64_t>({0, 0});  // magic and checksum come last
        put<std::uint32_t>({lexicon_format, static_cast<std::uint32_t>(text::analyzer_version),
                            static_cast<std::uint32_t>(text::stemmer_version), 0});
        put<std::uint64_t>({0, identity.revision});
        bytes_ += identity.uuid + std::string(40 - identity.uuid.size(), '\0');
        put<std::uint32_t>({static_cast<std::uint32_t>(words_.size()), begins_.back(),
                            static_cast<std::uint32_t>(languages_.size()), 0});
        part(begins_);
        part(articles_);
        part(std::vector<char>(texts_.begin(), texts_.end()));
        for (const auto& language : languages_) put_stems(language);
        set(32, bytes_.size());
        std::memcpy(bytes_.data(), "BSLEXIC\n", 8);
        set(8, content_checksum(bytes_));
    }
    const std::string& bytes() const { return bytes_; }

  private:
    void gather(const Terms& terms) {
        for (const auto& [term, articles] : terms) {
            if (term[0] == 'L' && term.size() < 9) languages_.insert(term.substr(1, term.find('-') - 1));
            if (term[0] == 'L' || term[0] == 'D' || term[0] == 'S' || term[0] == 'X') continue;
            words_.push_back(term);
            begins_.push_back(static_cast<std::uint32_t>(texts_.size()));
            articles_.push_back(articles);
            texts_ += term;
        }
        begins_.push_back(static_cast<std::uint32_t>(texts_.size()));
        if (languages_.empty()) languages_ = {"und"};
        std::erase_if(languages_, [](const auto& tag) { return tag == "zh" || tag == "xx"; });
    }

    void put_stems(const std::string& language) {
        const text::Stemmer& stemmer = text::stemmer_of(language == "und" ? "en" : language);
        std::set<std::pair<std::uint32_t, std::uint32_t>> entries;
        for (std::uint32_t i = 0; i < words_.size(); ++i) {
            const std::string stem = stemmer.stem(words_[i]);
            if (stem != words_[i]) entries.emplace(stem_hash(stem), i);
        }
        std::vector<std::uint32_t> hashes, forms;
        for (const auto& [hash, form] : entries) {
            hashes.push_back(hash);
            forms.push_back(form);
        }
        std::vector<char> tag(8, '\0');
        std::memcpy(tag.data(), language.data(), language.size());
        part(tag);
        part(std::vector<std::uint64_t>{entries.size()});
        part(hashes);
        part(forms);
    }

    template <typename Number>
    void put(const std::vector<Number>& numbers) {
        bytes_.append(reinterpret_cast<const char*>(numbers.data()), numbers.size() * sizeof(Number));
    }
    template <typename Number>
    void part(const std::vector<Number>& numbers) {
        while (bytes_.size() % 8 != 0) bytes_ += '\0';
        put(numbers);
    }
    void set(std::size_t at, std::uint64_t number) { std::memcpy(bytes_.data() + at, &number, sizeof number); }

    std::vector<std::string> words_;
    std::vector<std::uint32_t> begins_, articles_;
    std::string texts_;
    std::set<std::string> languages_;
    std::string bytes_;
};

}  // namespace

TEST_CASE("a lexicon has the bytes that its header draws, in memory and through files of any size") {
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        CAPTURE(seed);
        Dice dice(seed);
        const Terms terms = random_terms(dice);
        const std::string expected = FileByItsHeader(terms).bytes();
        LexiconBuilder in_memory;
        add_to(in_memory, terms);
        CHECK(std::move(in_memory).finish(identity) == expected);

        const TemporaryDirectory directory;
        const auto file = directory.path() / lexicon_file_name;
        LexiconBuilder through_files({directory.path(), dice.roll(300)});
        add_to(through_files, terms);
        std::move(through_files).write(file, identity);
        CHECK(tests::read_file(file) == expected);
        CHECK(tests::names_in(directory.path()) == std::set<std::string>{"lexicon"});
    }
}

TEST_CASE("a builder tells a lexicon that it would write from any other") {
    const TemporaryDirectory directory;
    const Terms terms{{"Len", 1}, {"ceasefire", 5}, {"ceasefires", 2}, {"truce", 6}};
    const auto made_of = [&](const Terms& of) {
        LexiconBuilder builder({directory.path(), 5});
        add_to(builder, of);
        return builder;
    };
    made_of(terms).write(directory.path() / lexicon_file_name, identity);
    const auto lexicon = std::get<LexiconImage>(open_lexicon(directory.path(), identity));
    CHECK(made_of(terms).has_made(lexicon, identity));
    CHECK_FALSE(made_of(terms).has_made(lexicon, {identity.uuid, 8}));
    CHECK_FALSE(made_of(terms).has_made(LexiconImage(), identity));
    const auto differs = [&](const std::string& term, std::uint32_t articles) {
        Terms others = terms;
        if (articles > 0) others[term] = articles;
        if (articles == 0) others.erase(term);
        return !made_of(others).has_made(lexicon, identity);
    };
    CHECK(differs("truce", 7));           // another number of articles
    CHECK(differs("truce", 0));           // a word less
    CHECK(differs("truces", 1));          // a word more
    CHECK(differs("Lfr", 1));             // stems of another language
    CHECK_FALSE(differs("XZ:quote", 1));  // which no lexicon has
}
