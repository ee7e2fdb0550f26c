#include "text/stemmer.hpp"

#include <libstemmer.h>

#include <array>
#include <map>
#include <memory>
#include <new>

#include "text/light_stem.hpp"

namespace broadsheet::text {

namespace {

struct Snowball {
    std::string_view tag;
    const char* name;
};

// The stemmers of Snowball 2.2 for the languages of today.
constexpr auto snowball = std::to_array<Snowball>({
    {"ar", "arabic"},    {"ca", "catalan"},    {"da", "danish"},    {"de", "german"},
    {"el", "greek"},     {"en", "english"},    {"es", "spanish"},   {"eu", "basque"},
    {"fi", "finnish"},   {"fr", "french"},     {"ga", "irish"},     {"hi", "hindi"},
    {"hu", "hungarian"}, {"hy", "armenian"},   {"id", "indonesian"}, {"it", "italian"},
    {"lt", "lithuanian"}, {"nb", "norwegian"}, {"ne", "nepali"},    {"nl", "dutch"},
    {"nn", "norwegian"}, {"no", "norwegian"},  {"pt", "portuguese"}, {"ro", "romanian"},
    {"ru", "russian"},   {"sr", "serbian"},    {"sv", "swedish"},   {"ta", "tamil"},
    {"tr", "turkish"},   {"yi", "yiddish"},
});

class NoStemmer : public Stemmer {
  public:
    std::string stem(std::string_view form) const override { return std::string(form); }
    bool exists() const override { return false; }
};

class SnowballStemmer : public Stemmer {
  public:
    explicit SnowballStemmer(const Snowball& of) : of_(of) {}

    // Snowball's stemmers keep state while they work: one a thread.
    std::string stem(std::string_view form) const override {
        thread_local std::map<std::string_view, std::unique_ptr<sb_stemmer, Free>> stemmers;
        auto& stemmer = stemmers[of_.name];
        if (!stemmer) stemmer.reset(sb_stemmer_new(of_.name, nullptr));
        if (!stemmer) throw std::bad_alloc();
        const sb_symbol* stem =
            sb_stemmer_stem(stemmer.get(), reinterpret_cast<const sb_symbol*>(form.data()),
                            static_cast<int>(form.size()));
        if (stem == nullptr) throw std::bad_alloc();
        const int length = sb_stemmer_length(stemmer.get());
        if (length == 0) return std::string(form);  // Greek: ὅταν is all ending, and so are others
        return {reinterpret_cast<const char*>(stem), static_cast<std::size_t>(length)};
    }

  private:
    struct Free {
        void operator()(sb_stemmer* stemmer) const { sb_stemmer_delete(stemmer); }
    };
    Snowball of_;
};

// Of text/light_stem.hpp.
class LightStemmer : public Stemmer {
  public:
    using Function = std::string (*)(std::string_view);
    explicit LightStemmer(Function function) : function_(function) {}
    std::string stem(std::string_view form) const override { return function_(form); }

  private:
    Function function_;
};

}  // namespace

std::string_view primary_language(std::string_view language) {
    return language.substr(0, language.find('-'));
}

const Stemmer& stemmer_of(std::string_view language) {
    static const NoStemmer none;
    static const auto stemmers = [] {
        std::map<std::string_view, std::unique_ptr<Stemmer>> made;
        for (const Snowball& of : snowball) made[of.tag] = std::make_unique<SnowballStemmer>(of);
        made["fa"] = std::make_unique<LightStemmer>(persian_stem);
        made["he"] = std::make_unique<LightStemmer>(hebrew_stem);
        return made;
    }();
    const auto found = stemmers.find(primary_language(language));
    return found == stemmers.end() ? static_cast<const Stemmer&>(none) : *found->second;
}

}  // namespace broadsheet::text
