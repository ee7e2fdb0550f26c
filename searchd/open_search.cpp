#include "searchd/open_search.hpp"

#include <fmt/format.h>

namespace broadsheet::searchd {

namespace {

std::string escaped(std::string_view text) {
    std::string out;
    for (const char letter : text) {
        switch (letter) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            case '\'':
                out += "&apos;";
                break;
            default:
                out += letter;
        }
    }
    return out;
}

}  // namespace

std::string open_search_description(std::string_view host) {
    return fmt::format(
        R"(<?xml version="1.0" encoding="UTF-8"?>
<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">
<ShortName>Broadsheet</ShortName>
<Description>Search the news archive</Description>
<InputEncoding>UTF-8</InputEncoding>
<Image type="image/svg+xml">http://{0}/favicon.svg</Image>
<Url type="text/html" template="http://{0}/search?q={{searchTerms}}"/>
<Url type="application/opensearchdescription+xml" rel="self" template="http://{0}/opensearch.xml"/>
</OpenSearchDescription>
)",
        escaped(host));
}

}  // namespace broadsheet::searchd
