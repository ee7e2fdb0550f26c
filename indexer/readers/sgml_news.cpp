#include "indexer/readers/sgml_news.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "indexer/readers/article_parts.hpp"
#include "indexer/readers/html_fragment.hpp"
#include "indexer/readers/sgml_records.hpp"
#include "indexer/readers/text_decoder.hpp"
#include "indexer/readers/typography.hpp"
#include "indexer/readers/xml_fields.hpp"

namespace broadsheet::indexer {

namespace {

using enum MetadataField;

struct SgmlField {
    std::string_view tag;
    MetadataField field;
};

// Associated Press, Wall Street Journal, Financial Times, Los Angeles Times, San Jose Mercury News,
// New York Times and Xinhua, as TREC distributed them.
constexpr std::array trec_fields = {
    SgmlField{"DOCNO", id},      SgmlField{"DOCID", id},       SgmlField{"HEADLINE", headline},
    SgmlField{"HEAD", headline}, SgmlField{"HL", headline},    SgmlField{"TITLE", headline},
    SgmlField{"TI", headline},   SgmlField{"DATE_TIME", date}, SgmlField{"DATE", date},
    SgmlField{"DATE1", date},    SgmlField{"DD", date},        SgmlField{"PUBDATE", date},
    SgmlField{"BYLINE", byline}, SgmlField{"AUTHOR", byline},  SgmlField{"DATELINE", dateline},
    SgmlField{"SOURCE", source}, SgmlField{"SO", source},      SgmlField{"PUB", source},
    SgmlField{"SECTION", desk},  SgmlField{"SUBJECT", topics}, SgmlField{"DESCRIPT", topics},
};

constexpr std::array<std::string_view, 3> trec_texts = {"LP", "LEADPARA", "TEXT"};

/// The date of the Financial Times, 920527, and others: all of them are of the last century.
std::string trec_date(std::string_view value) {
    const std::string line = one_line(value);
    const bool six = line.size() == 6 && line.find_first_not_of("0123456789") == std::string::npos;
    if (six) return "19" + line;
    // "January 1, 1989, Sunday, Home Edition": what follows the year is the edition.
    const std::size_t year = line.find(", 19");
    return year == std::string::npos ? line : line.substr(0, year + 6);
}

/// Text with <P> is marked; other text has its paragraphs by blank lines or indents.
void take_text(ReadArticle& read, std::string_view content) {
    if (is_html(content))
        add_text(read, content);
    else
        add_text(read, sgml_text(content));
}

ReadArticle trec_article(const SgmlRecord& record) {
    ReadArticle read;
    for (const SgmlField& row : trec_fields) {
        for (const std::string_view content : record.all(row.tag)) {
            const std::string line = html_line(content);
            take_value(read, row.field, row.field == date ? trec_date(line) : line);
        }
    }
    if (read.article.id.empty()) take_value(read, id, record.attribute("id"));
    for (const std::string_view tag : trec_texts) {
        for (const std::string_view content : record.all(tag)) take_text(read, content);
    }
    return read;
}

void take_list(ReadArticle& read, const SgmlRecord& record, std::string_view tag,
               MetadataField field) {
    for (const std::string_view list : record.all(tag)) {
        for (const std::string_view item : SgmlRecord{list}.all("D"))
            take_value(read, field, sgml_text(item));
    }
}

/// " REUTER" on a line of its own ends a story.
std::string without_signature(std::string text) {
    text.resize(text.find_last_not_of(" \r\n") + 1);
    for (const std::string_view signature : {"\n REUTER", "\n Reuter", "\n REUTERS"}) {
        if (text.ends_with(signature)) text.resize(text.size() - signature.size());
    }
    return text;
}

ReadArticle reuters_article(const SgmlRecord& record) {
    ReadArticle read;
    if (const std::string number = record.attribute("NEWID"); !number.empty())
        take_value(read, id, "reuters-21578-" + number);
    read.article.source = "Reuters";
    read.article.language = "en";
    take_value(read, date, sgml_text(record.first("DATE")));
    take_list(read, record, "PLACES", places);
    take_list(read, record, "TOPICS", topics);
    const std::string_view text = record.first("TEXT");
    const SgmlRecord parts{text};
    take_value(read, headline, sgml_text(parts.first("TITLE")));
    take_value(read, byline, sgml_text(parts.first("AUTHOR")));
    take_value(read, dateline, sgml_text(parts.first("DATELINE")));
    const std::string_view body = parts.first("BODY");
    // TYPE="UNPROC" has its text without any tags, a brief has a title only. The first line of a
    // body goes on behind the dateline.
    const bool untagged = body.empty() && parts.first("TITLE").empty();
    const std::string opening(trim(sgml_text(parts.first("DATELINE"))));
    add_text(read, untagged ? sgml_text(text)
                            : without_signature(opening.empty() ? sgml_text(body)
                                                                : opening + " " + sgml_text(body)));
    return read;
}

struct SgmlFormat {
    std::string_view record;
    ReadArticle (*read)(const SgmlRecord&);
};

void read_sgml(const SgmlFormat& format, const InputName& name, InputStream& stream,
               const ReadOptions& options, ArticleSink& sink) {
    const DecodedText decoded = decode_text(stream.read_all(max_sgml_bytes));
    Delivery delivery(name, options, sink);
    if (!decoded.problem.empty()) delivery.report({decoded.offset, {}}, decoded.problem);
    int count = 0;
    for (std::size_t at = 0;;) {
        const SgmlRecord record = next_sgml_record(decoded.text, format.record, at);
        if (record.is_end()) break;
        const ArticlePlace place{record.offset, fmt::format("document {}", ++count)};
        if (record.cut_short)
            delivery.refuse(place, fmt::format("is cut short: it has no </{}>", format.record));
        else
            delivery.deliver(format.read(record), place);
    }
    if (count == 0) throw InputError(fmt::format("holds no <{}>", format.record));
}

}  // namespace

void read_reuters_sgml(const InputName& name, InputStream& stream, const ReadOptions& options,
                       ArticleSink& sink) {
    read_sgml({"REUTERS", reuters_article}, name, stream, options, sink);
}

void read_trec(const InputName& name, InputStream& stream, const ReadOptions& options,
               ArticleSink& sink) {
    read_sgml({"DOC", trec_article}, name, stream, options, sink);
}

}  // namespace broadsheet::indexer
