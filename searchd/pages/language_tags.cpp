#include "searchd/pages/language_tags.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "searchd/pages/page_text.hpp"

namespace broadsheet::searchd::pages {

namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 58> language_names = {{
    {"af", "Afrikaans"},  {"am", "Amharic"},    {"ar", "Arabic"},     {"az", "Azerbaijani"},
    {"bg", "Bulgarian"},  {"bn", "Bengali"},    {"ca", "Catalan"},    {"ckb", "Kurdish (Sorani)"},
    {"cs", "Czech"},      {"da", "Danish"},     {"de", "German"},     {"dv", "Dhivehi"},
    {"el", "Greek"},      {"en", "English"},    {"es", "Spanish"},    {"et", "Estonian"},
    {"eu", "Basque"},     {"fa", "Persian"},    {"fi", "Finnish"},    {"fr", "French"},
    {"ga", "Irish"},      {"gl", "Galician"},   {"ha", "Hausa"},      {"he", "Hebrew"},
    {"hi", "Hindi"},      {"hr", "Croatian"},   {"hu", "Hungarian"},  {"hy", "Armenian"},
    {"id", "Indonesian"}, {"is", "Icelandic"},  {"it", "Italian"},    {"ja", "Japanese"},
    {"ka", "Georgian"},   {"ko", "Korean"},     {"lt", "Lithuanian"}, {"lv", "Latvian"},
    {"ms", "Malay"},      {"nl", "Dutch"},      {"no", "Norwegian"},  {"pl", "Polish"},
    {"ps", "Pashto"},     {"pt", "Portuguese"}, {"ro", "Romanian"},   {"ru", "Russian"},
    {"sd", "Sindhi"},     {"sl", "Slovenian"},  {"sr", "Serbian"},    {"sv", "Swedish"},
    {"sw", "Swahili"},    {"ta", "Tamil"},      {"th", "Thai"},       {"tr", "Turkish"},
    {"ug", "Uyghur"},     {"uk", "Ukrainian"},  {"ur", "Urdu"},       {"vi", "Vietnamese"},
    {"yi", "Yiddish"},    {"zh", "Chinese"},
}};

std::string_view primary_subtag(std::string_view tag) {
    return tag.substr(0, tag.find('-'));
}

}  // namespace

std::string language_name(std::string_view tag) {
    const std::string code = lower(primary_subtag(tag));
    for (const auto& [known, name] : language_names) {
        if (known == code) return std::string(name);
    }
    return clean(tag);
}

std::string language_tag(std::string_view tag) {
    if (tag.size() < 2 || tag.size() > 35 || primary_subtag(tag).size() > 8) return {};
    if (primary_subtag(tag).size() < 2 || tag.back() == '-') return {};
    const auto fits = [](char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
               (letter >= '0' && letter <= '9') || letter == '-';
    };
    return std::all_of(tag.begin(), tag.end(), fits) ? std::string(tag) : std::string();
}

std::string direction(std::string_view tag) {
    if (tag.empty()) return "auto";
    const std::string whole = lower(tag);
    if (whole.find("-latn") != std::string::npos) return "ltr";
    if (whole.find("-arab") != std::string::npos) return "rtl";
    constexpr std::array<std::string_view, 10> right_to_left = {"ar", "he",  "fa", "ur", "ps",
                                                                "yi", "ckb", "dv", "sd", "ug"};
    const auto primary = primary_subtag(whole);
    return std::find(right_to_left.begin(), right_to_left.end(), primary) != right_to_left.end()
               ? "rtl"
               : "ltr";
}

}  // namespace broadsheet::searchd::pages
