#include "text/english_number.hpp"

#include <catch2/catch.hpp>
#include <iterator>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

using namespace broadsheet::text;

namespace {

std::string joined(const std::vector<std::string>& spellings) {
    std::string text;
    for (const auto& one : spellings) text += (text.empty() ? "" : ",") + one;
    return text;
}

// "singulars:plurals", each parted by commas.
std::string shown(const NumberForms& forms) {
    return joined(forms.singular) + ':' + joined(forms.plural);
}

std::vector<std::string> words(const std::string& text) {
    std::istringstream in(text);
    return {std::istream_iterator<std::string>(in), {}};
}

}  // namespace

TEST_CASE("the singular and the plural of a regular word give the same two forms") {
    const std::string pairs =
        "tax:taxes box:boxes fax:faxes church:churches speech:speeches branch:branches "
        "crash:crashes wish:wishes class:classes loss:losses address:addresses witness:witnesses "
        "illness:illnesses ceasefire:ceasefires hostage:hostages house:houses case:cases "
        "prize:prizes size:sizes price:prices service:services cause:causes abuse:abuses "
        "warehouse:warehouses niche:niches avalanche:avalanches headache:headaches "
        "moustache:moustaches monarch:monarchs oligarch:oligarchs stomach:stomachs epoch:epochs "
        "day:days boy:boys key:keys survey:surveys guy:guys movie:movies rookie:rookies "
        "calorie:calories zombie:zombies tie:ties pie:pies shoe:shoes canoe:canoes toe:toes "
        "radio:radios studio:studios idea:ideas camera:cameras taxi:taxis iraqi:iraqis "
        "israeli:israelis nazi:nazis tsunami:tsunamis menu:menus guru:gurus critic:critics "
        "topic:topics republic:republics clinic:clinics roof:roofs chief:chiefs belief:beliefs "
        "proof:proofs cliff:cliffs executive:executives initiative:initiatives move:moves "
        "tv:tvs mp:mps cd:cds dvd:dvds german:germans human:humans ottoman:ottomans "
        "specimen:specimens omen:omens talisman:talismans mongoose:mongooses cafe:cafes";
    for (const auto& pair : words(pairs)) {
        const std::size_t colon = pair.find(':');
        INFO(pair);
        CHECK(shown(english_number(pair.substr(0, colon))) == pair);
        CHECK(shown(english_number(pair.substr(colon + 1))) == pair);
    }
}

TEST_CASE("irregular nouns, alone and at the end of longer words") {
    const std::string pairs =
        "man:men woman:women child:children foot:feet tooth:teeth goose:geese mouse:mice ox:oxen "
        "wife:wives life:lives knife:knives half:halves shelf:shelves wolf:wolves thief:thieves "
        "leaf:leaves loaf:loaves calf:calves elf:elves policeman:policemen chairman:chairmen "
        "spokeswoman:spokeswomen policewoman:policewomen grandchild:grandchildren "
        "housewife:housewives penknife:penknives afterlife:afterlives bookshelf:bookshelves "
        "analysis:analyses crisis:crises thesis:theses hypothesis:hypotheses diagnosis:diagnoses "
        "oasis:oases parenthesis:parentheses emphasis:emphases nemesis:nemeses quiz:quizzes "
        "datum:data bacterium:bacteria stratum:strata erratum:errata alumnus:alumni "
        "stimulus:stimuli bacillus:bacilli locus:loci alga:algae codex:codices kibbutz:kibbutzim "
        "passerby:passersby runnerup:runnersup motherinlaw:mothersinlaw paparazzo:paparazzi "
        "criterion:criteria,criterions phenomenon:phenomena,phenomenons medium:media,mediums "
        "referendum:referendums,referenda stadium:stadiums,stadia index:indexes,indices "
        "appendix:appendices,appendixes formula:formulas,formulae bureau:bureaus,bureaux "
        "person:people,persons salesperson:salespeople,salespersons penny:pence,pennies "
        "syllabus:syllabuses,syllabi bus:buses,busses gas:gases,gasses hoof:hooves,hoofs";
    for (const auto& pair : words(pairs)) {
        INFO(pair);
        const std::size_t colon = pair.find(':');
        CHECK(shown(english_number(pair.substr(0, colon))) == pair);
        // The plural that was typed stands first.
        for (const std::string& plural : words([&] {
                 std::string all = pair.substr(colon + 1);
                 for (char& c : all) c = c == ',' ? ' ' : c;
                 return all;
             }())) {
            const auto forms = english_number(plural);
            CHECK(joined(forms.singular) == pair.substr(0, colon));
            CHECK(forms.plural.front() == plural);
            CHECK(forms.plural.size() == english_number(forms.singular.front()).plural.size());
        }
    }
}

TEST_CASE("words of one number, of both, and of none") {
    const std::map<std::string, std::string> rows = {
        // both
        {"sheep", "sheep:sheep"}, {"series", "series:series"}, {"species", "species:species"},
        {"aircraft", "aircraft:aircraft"}, {"chinese", "chinese:chinese"},
        {"headquarters", "headquarters:headquarters"}, {"means", "means:means"},
        // one thing only, in spite of its s
        {"news", "news:"}, {"politics", "politics:"}, {"economics", "economics:"},
        {"athletics", "athletics:"}, {"texas", "texas:"}, {"reuters", "reuters:"},
        {"netherlands", "netherlands:"}, {"chaos", "chaos:"}, {"measles", "measles:"},
        {"hamas", "hamas:"}, {"paris", "paris:"}, {"nhs", "nhs:"},
        // many things only
        {"police", ":police"}, {"cattle", ":cattle"}, {"outskirts", ":outskirts"},
        {"themselves", ":themselves"}, {"1990s", ":1990s"}, {"747s", ":747s"},
        // singular in s, with a plural
        {"congress", "congress:congresses"}, {"virus", "virus:viruses"},
        {"campus", "campus:campuses"}, {"lens", "lens:lenses"}, {"bias", "bias:biases"},
        {"atlas", "atlas:atlases"}, {"boss", "boss:bosses"}, {"jones", "jones:joneses"},
        {"basis", "basis:bases"}, {"tennis", "tennis:tennises"},
        // no noun, or a sign within
        {"was", "was:"}, {"the", "the:"}, {"us", "us:"}, {"is", "is:"}, {"1990", "1990:"},
        {"don't", "don't:"}, {"at&t", "at&t:"}, {"x", "x:"}, {"", ":"},
        {"new", "new:"},                          // "news" is no plural
        // several words, or several spellings
        {"axes", "axis,axe,ax:axes"}, {"bases", "basis,base:bases"},
        {"viruses", "virus,viruse:viruses"}, {"waltzes", "waltz:waltzes"},
        {"hero", "hero:heros,heroes"}, {"heroes", "hero:heroes,heros"},
        {"kennedy", "kennedy:kennedies,kennedys"}, {"kennedys", "kennedy:kennedys,kennedies"},
        {"company", "company:companies,companys"}, {"indices", "index:indices,indexes"},
        {"dies", "die:dies,dice"}, {"peoples", "people:peoples"}, {"people", "person:people,persons"},
    };
    for (const auto& [form, numbers] : rows) {
        INFO(form);
        CHECK(shown(english_number(form)) == numbers);
    }
}

TEST_CASE("the lexicon decides which candidates there are, and a name does not vanish") {
    const std::set<std::string, std::less<>> lexicon = {
        "tax", "taxes", "virus", "viruses", "kennedy", "kennedys", "company", "companies", "axis",
        "axes", "hollows", "firefighters", "mice", "sheep", "police"};
    const auto exists = [&](std::string_view form) { return lexicon.contains(form); };
    const std::map<std::string, std::string> rows = {
        {"tax", "tax:taxes"}, {"taxes", "tax:taxes"}, {"viruses", "virus:viruses"},
        {"kennedys", "kennedy:kennedys"}, {"companies", "company:companies"}, {"axes", "axis:axes"},
        {"hollows", "hollows:hollows"}, {"firefighters", "firefighters:firefighters"},
        {"firefighter", ":firefighters"}, {"mice", ":mice"}, {"mouse", ":mice"},
        {"sheep", "sheep:sheep"}, {"police", ":police"}, {"truces", ":"}};
    for (const auto& [form, numbers] : rows) {
        INFO(form);
        CHECK(shown(english_number(form, exists)) == numbers);
    }
}
