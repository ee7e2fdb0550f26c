// The hash of an article as JSON: stored_article.hpp. The bytes are those that Boost.JSON writes for
// article_json(), on which the hashes of all archives rest, but written without making a tree, which takes
// two and a half times as long.
#include <fmt/format.h>

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "archive/big_endian.hpp"
#include "archive/stored_article.hpp"

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace broadsheet::archive {

namespace {

/// What stands for a byte behind a backslash; 0 where it stands for itself, 'u' where by its number.
constexpr auto escapes = [] {
    std::array<char, 256> letters{};
    for (std::size_t i = 0; i < ' '; ++i) letters[i] = 'u';
    letters['\b'] = 'b';
    letters['\f'] = 'f';
    letters['\n'] = 'n';
    letters['\r'] = 'r';
    letters['\t'] = 't';
    letters['"'] = '"';
    letters['\\'] = '\\';
    return letters;
}();

char escape_of(char c) { return escapes[static_cast<unsigned char>(c)]; }

void append_escape(std::string& out, char c) {
    constexpr std::string_view digits = "0123456789abcdef";
    out += '\\';
    out += escape_of(c);
    if (escape_of(c) != 'u') return;
    out += "00";
    out += digits[static_cast<unsigned char>(c) >> 4];
    out += digits[static_cast<unsigned char>(c) & 0xF];
}

void append_text(std::string& out, std::string_view text) {
    out += '"';
    std::size_t begin = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (escape_of(text[i]) == 0) continue;
        out.append(text, begin, i - begin);
        append_escape(out, text[i]);
        begin = i + 1;
    }
    out.append(text, begin);
    out += '"';
}

/// A name is given with the mark before it: `{"id":`.
void append_member(std::string& out, std::string_view name, std::string_view text) {
    out += name;
    append_text(out, text);
}

/// The values in brackets, parted by commas.
template <typename Values, typename Append>
void append_list(std::string& out, const Values& values, Append append) {
    out += '[';
    for (const auto& value : values) {
        if (out.back() != '[') out += ',';
        append(value);
    }
    out += ']';
}

void append_texts(std::string& out, std::string_view name, const std::vector<std::string>& texts) {
    out += name;
    append_list(out, texts, [&](const std::string& text) { append_text(out, text); });
}

void append_paragraph(std::string& out, const Paragraph& paragraph) {
    append_member(out, R"({"kind":)", paragraph_kind_name(paragraph.kind));
    append_member(out, R"(,"text":)", paragraph.text);
    if (!paragraph.language.empty()) append_member(out, R"(,"language":)", paragraph.language);
    out += '}';
}

void append_section(std::string& out, const Section& section) {
    append_member(out, R"({"kind":)", section_kind_name(section.kind));
    out += R"(,"level":)";
    out += std::to_string(section.level);
    append_member(out, R"(,"heading":)", section.heading);
    out += R"(,"paragraphs":)";
    append_list(out, section.paragraphs,
                [&](const Paragraph& paragraph) { append_paragraph(out, paragraph); });
    out += '}';
}

void append_article(std::string& out, const Article& article) {
    append_member(out, R"({"id":)", article.id);
    append_member(out, R"(,"version":)", article.version);
    append_member(out, R"(,"headline":)", article.headline);
    append_member(out, R"(,"byline":)", article.byline);
    append_member(out, R"(,"dateline":)", article.dateline);
    append_member(out, R"(,"date":)", article.date);
    append_member(out, R"(,"source":)", article.source);
    append_member(out, R"(,"desk":)", article.desk);
    append_member(out, R"(,"language":)", article.language);
    append_member(out, R"(,"url":)", article.url);
    append_texts(out, R"(,"places":)", article.places);
    append_texts(out, R"(,"topics":)", article.topics);
    out += R"(,"sections":)";
    append_list(out, article.sections, [&](const Section& section) { append_section(out, section); });
    if (article.status != ArticleStatus::usable) {
        append_member(out, R"(,"status":)", status_name(article.status));
    }
    if (!article.embargo.empty()) append_member(out, R"(,"embargo":)", article.embargo);
    out += '}';
}

}  // namespace

std::uint64_t content_hash(const Article& article) {
    constexpr std::size_t most_kept = std::size_t{1} << 20;
    thread_local std::string text;
    text.clear();
    append_article(text, article);
    const std::uint64_t hash = XXH3_64bits(text.data(), text.size());
    if (text.capacity() > most_kept) text = {};
    return hash;
}

std::string content_hash_text(std::uint64_t hash) { return fmt::format("{:016x}", hash); }

std::string content_hash_value(std::uint64_t hash) {
    std::string value;
    put_big_endian(value, hash);
    return value;
}

std::uint64_t parse_content_hash(std::string_view value) {
    return value.size() == big_endian_bytes ? big_endian_at(value.data()) : 0;
}

}  // namespace broadsheet::archive
