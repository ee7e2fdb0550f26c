// What a language tag (BCP 47) means on a page.
#pragma once

#include <string>
#include <string_view>

namespace broadsheet::searchd::pages {

/// The language in English; the tag itself where it is not known here.
std::string language_name(std::string_view tag);

/// The tag as far as its shape is right, else nothing: a wrong `lang` is worse than none.
std::string language_tag(std::string_view tag);

/// "ltr" or "rtl", by the script or the language; "auto" for an empty tag.
std::string direction(std::string_view tag);

}  // namespace broadsheet::searchd::pages
