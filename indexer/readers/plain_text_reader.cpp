#include "indexer/readers/plain_text_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "indexer/readers/header_lines.hpp"
#include "indexer/readers/metadata.hpp"
#include "indexer/readers/opening_words.hpp"
#include "indexer/readers/path_facts.hpp"
#include "indexer/readers/text_blocks.hpp"
#include "indexer/readers/text_decoder.hpp"
#include "indexer/readers/typography.hpp"
#include "indexer/sectioner.hpp"

namespace broadsheet::indexer {

namespace {

using archive::Article;
using archive::SectionKind;

// A line with more is a sentence that begins with "By".
constexpr std::size_t widest_byline = 90;

// The byline stands below headline and standfirst at the latest.
constexpr std::size_t blocks_above_byline = 2;

constexpr std::array<std::string_view, 8> byline_words = {"By ",  "BY ",   "Von ", "Par ",
                                                          "Por ", "Door ", "Av ",  "Od "};

/// Words in lower case that names and bylines have within.
constexpr std::array<std::string_view, 24> small_words = {
    "and", "in",    "at", "of", "for", "the", "und", "et",  "y",   "e",   "en", "de",
    "del", "della", "di", "da", "do",  "dos", "van", "von", "der", "den", "al", "bin"};

/// One file on its way to an article.
class PlainText {
  public:
    PlainText(const InputName& name, const ReadOptions& options, ArticleSink& sink)
        : name_(name), options_(options), sink_(sink) {}

    Article read(std::string_view bytes) {
        const DecodedText decoded = decode_text(bytes);
        if (!decoded.problem.empty())
            report(decoded.offset, decoded.problem + "; the article is kept");
        take_header(decoded.text);
        const FirstLine first = article_.headline.empty() ? FirstLine::headline : FirstLine::text;
        blocks_ = split_blocks(std::string_view(decoded.text).substr(text_begin_), first);
        take_kicker();
        take_headline();
        take_byline();
        make_parts();
        complete(decoded.text);
        return std::move(article_);
    }

  private:
    void report(std::uint64_t offset, std::string reason) {
        sink_.refused({name_.path, offset, std::move(reason), true});
    }

    void take_header(std::string_view text) {
        const std::size_t skipped =
            text.size() - trim(text).size() == 0 ? 0 : text.find_first_not_of("\r\n");
        if (skipped == std::string_view::npos) return;
        const Header header = read_header(text.substr(skipped));
        if (header.lines.empty()) return;
        text_begin_ = skipped + header.end;
        for (const HeaderLine& line : header.lines) take_header_line(line, skipped + line.offset);
    }

    void take_header_line(const HeaderLine& line, std::uint64_t offset) {
        const bool known = line.known && line.known->field != MetadataField::text &&
                           line.known->field != MetadataField::sections;
        if (!known) {
            report(offset,
                   fmt::format("header line '{}' is not known and left out; the article is kept",
                               line.name));
        } else if (line.known->field == MetadataField::deck) {
            deck_ = split_blocks(line.value);
        } else if (auto problem = set_metadata(article_, line.known->field, line.value)) {
            report(offset, std::move(*problem));
        }
    }

    void remove_block(std::size_t index) {
        const bool blank = blocks_[index].blank_before;
        blocks_.erase(blocks_.begin() + static_cast<std::ptrdiff_t>(index));
        if (index < blocks_.size()) blocks_[index].blank_before |= blank;
    }

    /// "OPINION" above the headline says, like a desk, that the whole article is commentary.
    void take_kicker() {
        if (blocks_.size() < 2 || !article_.headline.empty()) return;
        if (opened_by(blocks_[0].text) != SectionKind::commentary) return;
        if (article_.desk.empty()) article_.desk = blocks_[0].text;
        kicker_ = std::move(blocks_[0].text);
        remove_block(0);
    }

    void take_headline() {
        if (!article_.headline.empty() || blocks_.empty()) return;
        article_.headline = std::move(blocks_[0].text);
        // The line below it, not what stood above, tells whether the next block is set apart.
        blocks_.erase(blocks_.begin());
    }

    void take_byline() {
        std::size_t last = blocks_above_byline;
        while (last < blocks_.size() && bullet_length(blocks_[last - blocks_above_byline].text) > 0)
            ++last;
        for (std::size_t i = 0; i < std::min(last, blocks_.size()); ++i) {
            const std::string_view byline = byline_of(blocks_[i].text);
            if (byline.empty()) continue;
            // A header knows better; then the line is text like any other.
            if (!article_.byline.empty() && article_.byline != byline) return;
            article_.byline = std::string(byline);
            remove_block(i);
            return;
        }
    }

    void make_parts() {
        if (!deck_.empty()) article_.sections.push_back(make_deck(deck_));
        const SectionKind kind =
            kind_of_article(article_.headline, kicker_.empty() ? article_.desk : kicker_);
        auto sections = make_sections(std::move(blocks_), {article_.headline, true, kind});
        std::ranges::move(sections, std::back_inserter(article_.sections));
        if (article_.dateline.empty()) article_.dateline = find_dateline(article_.sections);
    }

    void complete(std::string_view text) {
        if (article_.headline.empty() && article_.sections.empty()) {
            throw InputError("is empty: it has neither headline nor text");
        }
        if (article_.source.empty()) article_.source = options_.source;
        if (article_.date.empty()) article_.date = date_of_path(name_.relative);
        if (!article_.id.empty()) return;
        // Every text from standard input has the same name, so its content must tell it.
        const bool named = !name_.relative.empty();
        article_.id =
            named ? id_of_path(name_.relative) : id_of_parts("text", {article_.source, text});
    }

    const InputName& name_;
    const ReadOptions& options_;
    ArticleSink& sink_;
    Article article_;
    std::vector<TextBlock> blocks_;
    std::vector<TextBlock> deck_;
    std::size_t text_begin_ = 0;
    std::string kicker_;
};

bool is_small_word(std::string_view word) {
    return std::ranges::find(small_words, word) != small_words.end();
}

}  // namespace

std::string_view byline_of(std::string_view line) {
    if (columns(line) > widest_byline || ends_with_stop(line)) return {};
    const auto opening =
        std::ranges::find_if(byline_words, [&](auto word) { return line.starts_with(word); });
    if (opening == byline_words.end()) return {};
    const std::string_view byline = trim(line.substr(opening->size()));
    // What follows a comma is a title or place: "By Jane Roe, diplomatic correspondent".
    const std::string_view names = byline.substr(0, byline.find(','));
    int capitals = 0;
    for (std::size_t at = 0; at < names.size();) {
        const std::size_t end = std::min(names.size(), names.find(' ', at));
        const std::string_view word = names.substr(at, end - at);
        at = end + 1;
        if (word.empty() || is_small_word(word)) continue;
        if (!starts_like_a_title(word)) return {};
        ++capitals;
    }
    return capitals >= 2 ? byline : std::string_view{};
}

void read_plain_text(const InputName& name, InputStream& stream, const ReadOptions& options,
                     ArticleSink& sink) {
    PlainText text(name, options, sink);
    sink.article(text.read(stream.read_all(max_text_bytes)));
}

}  // namespace broadsheet::indexer
