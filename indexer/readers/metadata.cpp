#include "indexer/readers/metadata.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "indexer/readers/news_date.hpp"
#include "indexer/readers/typography.hpp"
#include "text/ascii.hpp"
#include "text/utf8.hpp"

namespace broadsheet::indexer {

namespace {

using archive::ArticleStatus;
using enum MetadataField;

constexpr std::array names = {
    MetadataName{"id", id},
    MetadataName{"guid", id},
    MetadataName{"uuid", id},
    MetadataName{"_id", id},
    MetadataName{"article_id", id},
    MetadataName{"version", version},
    MetadataName{"headline", headline},
    MetadataName{"title", headline},
    MetadataName{"byline", byline},
    MetadataName{"author", byline},
    MetadataName{"authors", byline},
    MetadataName{"by", byline},
    MetadataName{"creator", byline},
    MetadataName{"dateline", dateline},
    MetadataName{"date", date},
    MetadataName{"published", date},
    MetadataName{"date_published", date},
    MetadataName{"published_at", date},
    MetadataName{"publishedat", date},
    MetadataName{"publication_date", date},
    MetadataName{"publish_date", date},
    MetadataName{"pub_date", date},
    MetadataName{"pubdate", date},
    MetadataName{"datetime", date},
    MetadataName{"timestamp", date},
    MetadataName{"source", source},
    MetadataName{"publisher", source},
    MetadataName{"publication", source},
    MetadataName{"newspaper", source},
    MetadataName{"desk", desk},
    MetadataName{"section", desk},
    MetadataName{"category", desk},
    MetadataName{"language", language},
    MetadataName{"lang", language},
    MetadataName{"url", url},
    MetadataName{"link", url},
    MetadataName{"uri", url},
    MetadataName{"external_url", url},
    MetadataName{"status", status},
    MetadataName{"pubstatus", status},
    MetadataName{"embargo", embargo},
    MetadataName{"embargoed", embargo},
    MetadataName{"places", places},
    MetadataName{"place", places},
    MetadataName{"topics", topics},
    MetadataName{"topic", topics},
    MetadataName{"tags", topics},
    MetadataName{"keywords", topics},
    MetadataName{"subjects", topics},
    MetadataName{"categories", topics},
    MetadataName{"deck", deck},
    MetadataName{"standfirst", deck},
    MetadataName{"summary", deck},
    MetadataName{"description", deck},
    MetadataName{"abstract", deck},
    MetadataName{"excerpt", deck},
    MetadataName{"subtitle", deck},
    MetadataName{"text", text},
    MetadataName{"body", text},
    MetadataName{"content", text},
    MetadataName{"content_html", text},
    MetadataName{"content_text", text},
    MetadataName{"body_html", text},
    MetadataName{"body_text", text},
    MetadataName{"html", text},
    MetadataName{"fulltext", text},
    MetadataName{"full_text", text},
    MetadataName{"sections", sections},
};

// Quoted in a report, a value of megabytes would help no one.
constexpr std::size_t longest_quoted_bytes = 60;

std::string quoted(std::string_view value) {
    const std::size_t length =
        text::floor_boundary(value, std::min(value.size(), longest_quoted_bytes));
    return fmt::format("'{}{}'", value.substr(0, length), length < value.size() ? "…" : "");
}

/// One line of text: what would break lines or terms becomes a space.
std::string clean(std::string_view value) {
    std::string out(trim(value));
    for (char& c : out) {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
    }
    return out;
}

void append_list(std::vector<std::string>& out, std::string_view value) {
    const char separator = value.find(';') != std::string_view::npos ? ';' : ',';
    for (std::size_t at = 0; at <= value.size();) {
        const std::size_t end = std::min(value.size(), value.find(separator, at));
        std::string item = clean(value.substr(at, end - at));
        if (!item.empty()) out.push_back(std::move(item));
        at = end + 1;
    }
}

std::string* plain_field(archive::Article& article, MetadataField field) {
    switch (field) {
        case id:
            return &article.id;
        case version:
            return &article.version;
        case headline:
            return &article.headline;
        case byline:
            return &article.byline;
        case dateline:
            return &article.dateline;
        case source:
            return &article.source;
        case desk:
            return &article.desk;
        case url:
            return &article.url;
        default:
            return nullptr;
    }
}

struct StatusName {
    std::string_view name;
    ArticleStatus status;
};

// IPTC's names for the status of an item, in G2, ninjs, NewsML 1 and NITF, and WordPress's.
constexpr std::array status_names = {
    StatusName{"usable", ArticleStatus::usable},
    StatusName{"publish", ArticleStatus::usable},
    StatusName{"published", ArticleStatus::usable},
    StatusName{"active", ArticleStatus::usable},
    StatusName{"inherit", ArticleStatus::usable},    // WordPress: as its parent
    StatusName{"embargoed", ArticleStatus::usable},  // until when, the embargo says
    StatusName{"withheld", ArticleStatus::withheld},
    StatusName{"draft", ArticleStatus::withheld},
    StatusName{"pending", ArticleStatus::withheld},
    StatusName{"private", ArticleStatus::withheld},
    StatusName{"future", ArticleStatus::withheld},
    StatusName{"withdrawn", ArticleStatus::withdrawn},
    StatusName{"canceled", ArticleStatus::withdrawn},
    StatusName{"cancelled", ArticleStatus::withdrawn},
    StatusName{"killed", ArticleStatus::withdrawn},
    StatusName{"kill", ArticleStatus::withdrawn},
    StatusName{"retracted", ArticleStatus::withdrawn},
    StatusName{"trash", ArticleStatus::withdrawn},
};

std::optional<std::string> set_date(archive::Article& article, std::string_view value) {
    if (auto read = read_news_date(value)) {
        article.date = std::move(*read);
        return std::nullopt;
    }
    return fmt::format(
        "date {} cannot be read (2025-07-09, 2025-07-09T14:30Z); the article is kept without one",
        quoted(value));
}

std::optional<std::string> set_language(archive::Article& article, std::string_view value) {
    if (auto read = read_language_tag(value)) {
        article.language = std::move(*read);
        return std::nullopt;
    }
    return fmt::format(
        "language {} is not a BCP 47 tag (en, pt-BR); the article is kept without one",
        quoted(value));
}

/// "stat:canceled" is the status's name behind that of its list.
std::optional<std::string> set_status(archive::Article& article, std::string_view value) {
    const std::string_view name = value.substr(value.rfind(':') + 1);
    const auto found = std::ranges::find_if(
        status_names, [&](const StatusName& entry) { return text::equal_in_any_case(name, entry.name); });
    if (found == status_names.end()) {
        return fmt::format(
            "status {} is not known (usable, withheld, canceled); the article is "
            "kept as usable",
            quoted(value));
    }
    article.status = found->status;
    return std::nullopt;
}

std::optional<std::string> set_embargo(archive::Article& article, std::string_view value) {
    if (auto read = read_news_date(value)) {
        article.embargo = std::move(*read);
        return std::nullopt;
    }
    article.embargo = clean(value.substr(0, longest_quoted_bytes));
    return fmt::format("the embargo {} cannot be read as a date, so it does not end",
                       quoted(value));
}

}  // namespace

const MetadataName* find_metadata_name(std::string_view name) {
    const auto found = std::ranges::find_if(
        names, [&](const MetadataName& entry) { return text::equal_in_any_case(name, entry.name); });
    return found == names.end() ? nullptr : &*found;
}

std::optional<FieldMap> read_field_map(std::string_view text, std::string& problem) {
    FieldMap map;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.size(), text.find(',', at));
        const std::string_view pair = text.substr(at, end - at);
        const std::size_t equals = std::min(pair.size(), pair.find('='));
        const MetadataName* field = find_metadata_name(trim(pair.substr(0, equals)));
        const std::string_view given = trim(pair.substr(std::min(pair.size(), equals + 1)));
        if (field == nullptr || given.empty()) {
            problem = fmt::format(
                "{} maps nothing; write a field and what the input calls it: "
                "title=hl,text=body_html",
                quoted(pair));
            return std::nullopt;
        }
        map.push_back({std::string(given), field->field});
        at = end + 1;
    }
    return map;
}

std::optional<MetadataField> field_mapped(const FieldMap& map, std::string_view name) {
    const auto same = [&](const MappedName& entry) {
        return text::equal_in_any_case(name, entry.name);
    };
    const auto found = std::ranges::find_if(map, same);
    return found == map.end() ? std::nullopt : std::optional(found->field);
}

std::optional<std::string> set_metadata(archive::Article& article, MetadataField field,
                                        std::string_view value) {
    value = trim(value);
    if (value.empty()) return std::nullopt;
    if (field == date) return set_date(article, value);
    if (field == language) return set_language(article, value);
    if (field == status) return set_status(article, value);
    if (field == embargo) return set_embargo(article, value);
    if (field == places || field == topics) {
        append_list(field == places ? article.places : article.topics, value);
    } else if (std::string* plain = plain_field(article, field)) {
        *plain = clean(value);
    }
    return std::nullopt;
}

std::optional<std::string> read_language_tag(std::string_view value) {
    // RFC 5646 recommends room for 35 characters.
    constexpr std::size_t longest_tag = 35;
    value = trim(value);
    if (value.empty() || value.size() > longest_tag) return std::nullopt;
    std::string tag;
    std::size_t subtag_length = 0;
    bool first = true;
    for (const char raw : value) {
        const char c = raw == '_' ? '-' : text::ascii_lower(raw);
        const bool letter = c >= 'a' && c <= 'z';
        if (c == '-') {
            if (subtag_length == 0 || (first && subtag_length < 2)) return std::nullopt;
            first = false;
            subtag_length = 0;
        } else if (letter || (!first && c >= '0' && c <= '9')) {
            if (++subtag_length > (first ? 3U : 8U)) return std::nullopt;
        } else {
            return std::nullopt;
        }
        tag += c;
    }
    if (subtag_length == 0 || (first && subtag_length < 2)) return std::nullopt;
    return tag;
}

}  // namespace broadsheet::indexer
