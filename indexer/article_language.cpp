#include "indexer/article_language.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/batch.hpp"
#include "text/language.hpp"
#include "text/language_signs.hpp"
#include "text/stemmer.hpp"
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

// So much of an article must be plainly in a language to be in it …
constexpr std::size_t plain_parts = 2, all_parts = 3;

// … with so many signs of it: fewer are a few sentences, which CLD2 reads as quickly.
constexpr std::size_t least_signs = 12;

// What shows none in so much text is in a language that is not told so.
constexpr std::size_t bytes_to_give_up = 1'000;

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

/// The beginning of a text: where most of that is in a language, no more than paragraph_percent.
std::string_view shown_part(std::string_view text) {
    return text.substr(0, std::max(surveyed_paragraph_bytes, text.size() / 10 * 3));
}

/// What the small words of an article show.
class SignSurvey {
  public:
    explicit SignSurvey(archive::Article& article) {
        add(article.headline);
        for (archive::Section& section : article.sections) {
            add(section.heading);
            for (archive::Paragraph& paragraph : section.paragraphs) {
                if (seems_hopeless()) return;
                paragraphs_.push_back({&paragraph, add(paragraph.text)});
            }
        }
    }

    /// The language that the article is plainly in, or empty.
    std::string_view language() const {
        if (seems_hopeless()) return {};
        for (const Share& share : shares_) {
            if (share.signs >= least_signs && all_parts * share.bytes >= plain_parts * bytes_) {
                return share.language;
            }
        }
        return {};
    }

    /// Marks those paragraphs that are in another language; asks only of such as are not plainly in this.
    void mark_others(std::string_view language, std::string_view article_language) const {
        for (const auto& [paragraph, its] : paragraphs_) {
            if (its == language || !paragraph->language.empty()) continue;
            paragraph->language = text::detect_other_language(paragraph->text, article_language);
        }
    }

  private:
    struct Share {
        std::string_view language;
        std::size_t bytes = 0, signs = 0;
    };
    struct Read {
        archive::Paragraph* paragraph;
        std::string_view language;
    };

    bool seems_hopeless() const { return bytes_ > bytes_to_give_up && !any_plain_; }

    std::string_view add(std::string_view text) {
        bytes_ += text.size();
        text::LanguageSigns signs = text::count_signs(shown_part(text));
        std::string_view language = text::plain_language(signs);
        const bool some = std::ranges::any_of(signs.signs, [](std::size_t count) { return count > 0; });
        if (language.empty() && some && shown_part(text).size() < text.size()) {
            signs = text::count_signs(text);
            language = text::plain_language(signs);
        }
        any_plain_ |= !language.empty();
        for (std::size_t i = 0; i < shares_.size(); ++i) {
            shares_[i].language = text::signed_languages[i];
            if (shares_[i].language != language) continue;
            shares_[i].bytes += text.size();
            shares_[i].signs += signs.signs[i];
        }
        return language;
    }

    std::size_t bytes_ = 0;
    bool any_plain_ = false;
    std::array<Share, text::signed_languages.size()> shares_;
    std::vector<Read> paragraphs_;
};

/// Whether the article's small words tell all: then its languages are set.
bool identify_by_signs(archive::Article& article) {
    const SignSurvey survey(article);
    const std::string_view language = survey.language();
    if (language.empty()) return false;
    if (article.language.empty()) article.language = language;
    if (text::primary_language(article.language) != language) return false;
    survey.mark_others(language, article.language);
    return true;
}

}  // namespace

void identify_languages(archive::Article& article) {
    if (identify_by_signs(article)) return;
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
