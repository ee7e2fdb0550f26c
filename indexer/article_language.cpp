#include "indexer/article_language.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "indexer/batch.hpp"
#include "text/language.hpp"
#include "text/utf8.hpp"

namespace broadsheet::indexer {

namespace {

// A paragraph shows its language in its first two lines: so the survey reads less than half of an
// article.
constexpr std::size_t surveyed_paragraph_bytes = 160;

// A short article, such as a table of earnings with a few words, is read whole.
constexpr std::size_t short_article_bytes = 2'000;

// And of a long article (a live page, a novel) no more than this; its other paragraphs are taken to
// be like those.
constexpr std::size_t most_surveyed_bytes = std::size_t{64} << 10;

void append_beginning(std::string& out, std::string_view text, std::size_t most) {
    out += text.substr(0, text::floor_boundary(text, std::min(text.size(), most)));
    out += '\n';
}

/// The headline, headings and the beginning of every paragraph; a short article whole.
std::string surveyed_text(const archive::Article& article) {
    const bool is_short = text_bytes(article) <= short_article_bytes;
    const std::size_t most = is_short ? short_article_bytes : surveyed_paragraph_bytes;
    std::string out;
    append_beginning(out, article.headline, most);
    for (const archive::Section& section : article.sections) {
        append_beginning(out, section.heading, most);
        for (const archive::Paragraph& paragraph : section.paragraphs) {
            if (out.size() > most_surveyed_bytes) return out;
            append_beginning(out, paragraph.text, most);
        }
    }
    return out;
}

}  // namespace

void identify_languages(archive::Article& article) {
    text::LanguageSurvey survey = text::survey_languages(surveyed_text(article));
    if (article.language.empty()) article.language = std::move(survey.language);
    if (!survey.may_change) return;
    for (archive::Section& section : article.sections) {
        for (archive::Paragraph& paragraph : section.paragraphs) {
            if (!paragraph.language.empty()) continue;
            paragraph.language = text::detect_other_language(paragraph.text, article.language);
        }
    }
}

}  // namespace broadsheet::indexer
