#include "indexer/readers/sgml_records.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "text/utf8.hpp"

namespace broadsheet::indexer {

namespace {

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

bool begins(std::string_view text, std::string_view name) {
    return text.size() >= name.size() &&
           std::ranges::equal(text.substr(0, name.size()), name,
                              [](char a, char b) { return lower(a) == lower(b); });
}

/// The next "<name" with a tag's end behind it, or "</name"; npos where there is none.
std::size_t find_tag(std::string_view text, std::string_view opening, std::string_view name,
                     std::size_t from) {
    for (std::size_t at = text.find(opening, from); at != std::string_view::npos;
         at = text.find(opening, at + 1)) {
        const std::string_view rest = text.substr(at + opening.size());
        if (!begins(rest, name)) continue;
        const char next = rest.size() > name.size() ? rest[name.size()] : '\0';
        if (next == '>' || next == ' ' || next == '\n' || next == '\r' || next == '\t') return at;
    }
    return std::string_view::npos;
}

struct Entity {
    std::string_view name;
    char32_t character;
};
constexpr std::array entities = {
    Entity{"lt", U'<'},   Entity{"gt", U'>'},    Entity{"amp", U'&'},
    Entity{"quot", U'"'}, Entity{"apos", U'\''}, Entity{"nbsp", U' '},
    Entity{"hyph", U'-'}, Entity{"blank", U' '}, Entity{"sect", U'§'},
};

/// The character of "&name;" or "&#number;"; 0 for what is none.
char32_t entity_named(std::string_view name) {
    if (name.starts_with('#')) {
        std::uint32_t code = 0;
        const auto [end, error] = std::from_chars(name.data() + 1, name.data() + name.size(), code);
        const bool whole = error == std::errc() && end == name.data() + name.size();
        const bool valid = code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF);
        return whole && valid ? std::max<char32_t>(code, 1) : 0;
    }
    const auto found = std::ranges::find(entities, name, &Entity::name);
    return found == entities.end() ? 0 : found->character;
}

}  // namespace

std::vector<std::string_view> SgmlRecord::all(std::string_view name) const {
    std::vector<std::string_view> found;
    for (std::size_t at = 0;;) {
        const SgmlRecord element = next_sgml_record(content, name, at);
        if (element.is_end()) return found;
        found.push_back(element.content);
    }
}

std::string_view SgmlRecord::first(std::string_view name) const {
    std::size_t at = 0;
    return next_sgml_record(content, name, at).content;
}

std::string SgmlRecord::attribute(std::string_view name) const {
    for (std::size_t at = 0; at < tag.size(); ++at) {
        if (tag[at] != ' ' || !begins(tag.substr(at + 1), name)) continue;
        std::string_view value = tag.substr(at + 1 + name.size());
        if (!value.starts_with('=')) continue;
        value.remove_prefix(1);
        const bool quoted = value.starts_with('"') || value.starts_with('\'');
        const std::size_t end =
            quoted ? value.find(value.front(), 1) : value.find_first_of(" \t\r\n");
        return std::string(quoted ? value.substr(1, end - 1) : value.substr(0, end));
    }
    return {};
}

SgmlRecord next_sgml_record(std::string_view text, std::string_view name, std::size_t& at) {
    const std::size_t begin = find_tag(text, "<", name, at);
    const std::size_t tag_end = begin == std::string_view::npos ? begin : text.find('>', begin);
    if (tag_end == std::string_view::npos) {
        at = text.size();
        return {};
    }
    const std::size_t end = find_tag(text, "</", name, tag_end);
    SgmlRecord record;
    record.offset = begin;
    record.tag = text.substr(begin + 1, tag_end - begin - 1);
    record.content = text.substr(tag_end + 1, std::min(end, text.size()) - tag_end - 1);
    record.cut_short = end == std::string_view::npos;
    at = record.cut_short ? text.size() : end + 1;
    return record;
}

std::string sgml_text(std::string_view content) {
    constexpr std::size_t longest_entity = 10;
    std::string out;
    for (std::size_t at = 0; at < content.size();) {
        if (content[at] == '<') {  // a tag within: its text stays
            const std::size_t end = content.find('>', at);
            const char next = at + 1 < content.size() ? content[at + 1] : ' ';
            const bool tag = end != std::string_view::npos &&
                             (next == '/' || (lower(next) >= 'a' && lower(next) <= 'z'));
            if (tag) {
                out += ' ';
                at = end + 1;
                continue;
            }
        }
        if (content[at] == '&') {
            const std::size_t end = content.substr(at, longest_entity).find(';');
            const char32_t c =
                end == std::string_view::npos ? 0 : entity_named(content.substr(at + 1, end - 1));
            if (c != 0) {
                if (c < U' ')
                    out += ' ';
                else
                    text::append_utf8(c, out);
                at += end + 1;
                continue;
            }
        }
        out += content[at++];
    }
    return out;
}

}  // namespace broadsheet::indexer
