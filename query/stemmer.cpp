#include "query/stemmer.hpp"

#include <xapian.h>

#include <array>
#include <map>
#include <mutex>

namespace broadsheet::query {

namespace {

struct Snowball {
    std::string_view tag, name;
    bool changes_beginnings = false;
};

// The Snowball stemmers of Xapian 1.4 for the languages of today.
constexpr auto snowball = std::to_array<Snowball>({
    {"ar", "arabic", true},  {"ca", "catalan"},    {"da", "danish"},     {"de", "german"},
    {"en", "english"},       {"es", "spanish"},    {"eu", "basque"},     {"fi", "finnish"},
    {"fr", "french"},        {"ga", "irish", true}, {"hu", "hungarian"}, {"hy", "armenian"},
    {"id", "indonesian", true}, {"it", "italian"}, {"lt", "lithuanian"}, {"nb", "norwegian"},
    {"ne", "nepali"},        {"nl", "dutch"},      {"nn", "norwegian"},  {"no", "norwegian"},
    {"pt", "portuguese"},    {"ro", "romanian"},   {"ru", "russian"},    {"sv", "swedish"},
    {"ta", "tamil", true},   {"tr", "turkish"},
});

class NoStemmer : public Stemmer {
  public:
    std::string stem(std::string_view form) const override { return std::string(form); }
    bool exists() const override { return false; }
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

  private:
    Snowball of_;
};

}  // namespace

const Stemmer& stemmer_of(std::string_view language) {
    static const NoStemmer none;
    static const auto stemmers = [] {
        std::map<std::string_view, std::unique_ptr<Stemmer>> made;
        for (const Snowball& of : snowball) made[of.tag] = std::make_unique<SnowballStemmer>(of);
        return made;
    }();
    const auto found = stemmers.find(language.substr(0, language.find('-')));
    return found == stemmers.end() ? static_cast<const Stemmer&>(none) : *found->second;
}

}  // namespace broadsheet::query
