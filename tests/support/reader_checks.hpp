// What must hold of anything that a reader gives, whatever the input.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "archive/article.hpp"
#include "indexer/readers/format.hpp"
#include "indexer/readers/input_stream.hpp"
#include "indexer/readers/iso_date.hpp"
#include "indexer/readers/reader.hpp"
#include "text/utf8.hpp"

namespace broadsheet::tests {

/// One line of text.
inline bool is_line(std::string_view text) {
    return text::is_valid_utf8(text) && text.find('\n') == std::string_view::npos &&
           text.find('\0') == std::string_view::npos;
}

/// What is wrong with an article; empty where nothing is.
inline std::string wrong_with_article(const archive::Article& article) {
    if (article.id.empty()) return "an article without an id";
    for (const std::string* fact :
         {&article.id, &article.version, &article.headline, &article.byline, &article.dateline,
          &article.date, &article.source, &article.desk, &article.language, &article.url}) {
        if (!is_line(*fact)) return "a fact that is no line of UTF-8: " + *fact;
    }
    if (!article.date.empty() && !indexer::read_iso_date(article.date))
        return "a date that is none: " + article.date;
    for (const auto& section : article.sections) {
        if (section.heading.empty() && section.paragraphs.empty()) return "an empty section";
        if (!is_line(section.heading)) return "a heading that is no line: " + section.heading;
        for (const auto& paragraph : section.paragraphs) {
            if (paragraph.text.empty() || !is_line(paragraph.text))
                return "a paragraph that is no line: " + paragraph.text;
        }
    }
    return {};
}

/// Keeps what is wrong with the articles, and counts.
struct CheckingSink : indexer::ArticleSink {
    std::string wrong;
    std::size_t articles = 0;
    std::size_t refusals = 0;

    void article(archive::Article&& article) override {
        ++articles;
        if (wrong.empty()) wrong = wrong_with_article(article);
    }
    void refused(indexer::Refusal&& refusal) override {
        ++refusals;
        if (refusal.reason.empty()) wrong = "a refusal without a reason";
    }
    void finished_file(const std::string&, std::uint64_t) override {}
};

/// Reads `input` as `format` and says what is wrong with what it gives: each article must be sound,
/// and an input that gives none must be refused. Empty where nothing is.
inline std::string wrong_with_reading_as(const indexer::Format& format, std::string_view input) {
    CheckingSink sink;
    indexer::MemorySource source(input);
    indexer::InputStream stream(source);
    const indexer::InputName name{"input", "2025/input"};
    bool broke_off = false;
    try {
        format.read(name, stream, {}, sink);
    } catch (const indexer::InputError&) {
        broke_off = true;
    }
    // A JSON Lines file of blank lines is a delivery of nothing.
    const bool may_be_silent = format.name == "jsonl";
    if (sink.wrong.empty() && sink.articles + sink.refusals == 0 && !broke_off && !may_be_silent)
        return "neither articles nor a reason";
    return sink.wrong;
}

}  // namespace broadsheet::tests
