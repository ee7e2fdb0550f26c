// Reads the articles of an XML format: what all of them have in common.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "indexer/readers/delivery.hpp"
#include "indexer/readers/xml_document.hpp"

namespace broadsheet::indexer {

/// What a record gave.
struct RecordResult {
    ReadArticle read = {};
    std::string refusal = {};   ///< why it is no article; then `read` is not looked at
    std::string left_out = {};  ///< what it is, where nobody would take it for an article; all such
                                ///< are told in one line of the report
};

struct XmlArticles {
    std::string_view record;  ///< what a record is called; if lenient, its tag: "item"
    XmlStrictness strictness;
    std::function<bool(const XmlNode& tag)> is_record;
    std::function<RecordResult(const XmlRecord& record)> read;
};

/// Delivers every record of the input, and reports those that are refused. Throws InputError where
/// the document cannot be read (further), or has no record.
void read_xml_articles(const XmlArticles& format, const InputName& name, InputStream& stream,
                       const ReadOptions& options, ArticleSink& sink);

}  // namespace broadsheet::indexer
