#include "query/stemmer.hpp"

#include <xapian.h>

#include <algorithm>
#include <array>
#include <map>
#include <memory>

#include "text/light_stem.hpp"
#include "text/utf8.hpp"

namespace broadsheet::query {

namespace {

struct Snowball {
    std::string_view tag, name;
    bool changes_beginnings = false;
};

// The Snowball stemmers of Xapian 1.4 for the languages of today.
constexpr auto snowball = std::to_array<Snowball>({
    {"ar", "arabic", true},  {"ca", "catalan"},    {"da", "danish"},     {"de", "german"},
    {"en", "english"},       {"es", "spanish"},    {"eu", "basque"},     {"fi", "finnish", true},
    {"fr", "french"},        {"ga", "irish", true}, {"hu", "hungarian"}, {"hy", "armenian"},
    {"id", "indonesian", true}, {"it", "italian"}, {"lt", "lithuanian"}, {"nb", "norwegian"},
    {"ne", "nepali"},        {"nl", "dutch"},      {"nn", "norwegian"},  {"no", "norwegian"},
    {"pt", "portuguese"},    {"ro", "romanian"},   {"ru", "russian"},    {"sv", "swedish"},
    {"ta", "tamil", true},   {"tr", "turkish", true},
});

class NoStemmer : public Stemmer {
  public:
    std::string stem(std::string_view form) const override { return std::string(form); }
    bool exists() const override { return false; }
};

// Porter2 only cuts and replaces endings (y and i; e added: "using" is "use"), so forms of one stem share
// all of it but its last two letters. Of three letters only the last may differ, and only if it is one
// of these: two letters are the beginning of too many words.
std::size_t english_beginning(std::string_view stem) {
    const bool may_differ = stem.ends_with('e') || stem.ends_with('i') || stem.ends_with('y');
    return stem.size() - (stem.size() > 3 ? 2 : stem.size() == 3 && may_differ ? 1 : 0);
}

// The other stemmers replace up to three letters at the end; of a short stem, two letters are kept.
std::size_t all_but_the_last(std::string_view stem, int letters) {
    std::size_t end = stem.size();
    for (int i = 0; i < letters && end > 0; ++i) end = text::floor_boundary(stem, end - 1);
    std::size_t kept = 0;
    for (int i = 0; i < 2 && kept < stem.size(); ++i) text::decode(stem, kept);
    return std::max(end, kept);
}

// Of text/light_stem.hpp.
class LightStemmer : public Stemmer {
  public:
    using Function = std::string (*)(std::string_view);
    LightStemmer(Function function, bool changes_beginnings, int replaced_letters)
        : function_(function), changes_beginnings_(changes_beginnings), replaced_letters_(replaced_letters) {}

    std::string stem(std::string_view form) const override { return function_(form); }
    bool changes_beginnings() const override { return changes_beginnings_; }
    std::size_t shared_beginning(std::string_view stem) const override {
        return all_but_the_last(stem, replaced_letters_);
    }

  private:
    Function function_;
    bool changes_beginnings_;
    int replaced_letters_;
};

class SnowballStemmer : public Stemmer {
  public:
    explicit SnowballStemmer(const Snowball& of) : of_(of) {}

    // Xapian's stemmers keep state while they work: one a thread.
    std::string stem(std::string_view form) const override {
        thread_local std::map<std::string_view, Xapian::Stem> stemmers;
        const auto [stemmer, added] = stemmers.try_emplace(of_.name);
        if (added) stemmer->second = Xapian::Stem(std::string(of_.name));
        return stemmer->second(std::string(form));
    }
    bool changes_beginnings() const override { return of_.changes_beginnings; }

    std::size_t shared_beginning(std::string_view stem) const override {
        return of_.tag == "en" ? english_beginning(stem) : all_but_the_last(stem, 3);
    }

    std::span<const std::string_view> irregular_forms() const override {
        static constexpr std::array<std::string_view, 3> english = {"dying", "lying", "tying"};
        if (of_.tag != "en") return {};
        return english;
    }

  private:
    Snowball of_;
};

}  // namespace

const Stemmer& stemmer_of(std::string_view language) {
    static const NoStemmer none;
    static const auto stemmers = [] {
        std::map<std::string_view, std::unique_ptr<Stemmer>> made;
        for (const Snowball& of : snowball) made[of.tag] = std::make_unique<SnowballStemmer>(of);
        // Of a Persian stem only the last letter may differ (نماینده, نمایندگان).
        made["fa"] = std::make_unique<LightStemmer>(text::persian_stem, false, 1);
        made["he"] = std::make_unique<LightStemmer>(text::hebrew_stem, true, 0);
        return made;
    }();
    const auto found = stemmers.find(language.substr(0, language.find('-')));
    return found == stemmers.end() ? static_cast<const Stemmer&>(none) : *found->second;
}

}  // namespace broadsheet::query
