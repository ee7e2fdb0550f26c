// Writes made-up news that weighs on an archive as real news does.
//   broadsheet-bench-generate ARTICLES [SEED] > articles.jsonl
// The same numbers give the same bytes. About 5 KB of text an article, in the order of their dates.
//
// The model, with what was measured (bench/model_check.py) on the 1,027 articles of Reuters-21578 of 2.5 to 8 KB; where
// Wikinews differs, what it has in brackets:
//   words       frequencies and vocabulary growth: word_model.hpp
//   burstiness  a word that an article has comes 1.3 to 1.5 [1.8 to 2.1] times in it, 1.0 to 1.1 if draws were
//               independent: a word is with `repeating` one of the article's own again, which leaves frequencies be
//   topics      two words of one article meet in others 3.8 [11.8] times as often as by chance (here 1.8): an article's words are
//               with `topical` those of its topics, of which each has one in sixteen lemmas; topics come and go with
//               the months
//   sentences   2 14 21 29 40 words, paragraphs 1 1 1 2 3 sentences, headlines 5 6 7 8 9 words (at 5, 25, 50, 75 and 95 %)
// Sources, desks, languages, places and bylines are made up, some of them far more frequent than others.
#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

#include "word_model.hpp"

namespace {

using namespace broadsheet::bench;

constexpr double repeating = 0.2;
constexpr double topical = 0.7;

constexpr std::size_t least_bytes = 4000, most_bytes = 6000;  // of text

// Ten equal parts of what was measured, within which a length is drawn evenly.
using Deciles = std::array<std::uint32_t, 11>;
constexpr Deciles sentence_words{2, 9, 13, 16, 19, 21, 24, 27, 31, 36, 45};
constexpr Deciles paragraph_sentences{1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 4};
constexpr Deciles headline_words{5, 6, 6, 6, 7, 7, 7, 8, 8, 9, 10};

constexpr std::size_t language_count = 100;  // of so many articles
constexpr std::array<std::uint32_t, languages.size()> articles_in_language{94, 2, 2, 2};

constexpr std::uint32_t source_count = 36, desk_count = 14, place_count = 180, author_count = 2000;
constexpr std::uint32_t topics_at_once = 240;  // that are in the news
constexpr std::uint32_t new_topics_a_month = 6;

constexpr auto first_day = std::chrono::sys_days(std::chrono::year(1996) / 1 / 1);
constexpr std::uint32_t day_count = 25 * 365;

constexpr std::array desks{"world", "business", "politics", "sport", "markets", "culture", "science",
                           "health", "technology", "opinion", "local", "travel", "media", "law"};

// Names are words of the model that nothing else is likely to draw.
constexpr std::uint64_t first_source_name = 1ULL << 22, first_place_name = 1ULL << 23,
                        first_author_name = 1ULL << 24, first_topic_name = 1ULL << 25;

std::uint32_t draw_length(const Deciles& deciles, Random& random) {
    const std::uint32_t part = random.below(10);
    return deciles[part] + random.below(deciles[part + 1] - deciles[part] + 1);
}

// The first are far more frequent than the last: the third power of an even draw.
std::uint32_t skewed_below(std::uint32_t count, Random& random) {
    const double share = random.share();
    return static_cast<std::uint32_t>(share * share * share * count);
}

class Generator {
  public:
    Generator(std::uint64_t articles, std::uint64_t seed) : articles_(articles), seed_(seed) {}

    /// Writes article `number`, with the end of its line.
    void append(std::uint64_t number, std::string& out) {
        random_ = Random(seed_ * 0x10001 + number);
        used_.clear();
        const auto day = static_cast<std::uint32_t>(number * day_count / articles_);
        choose_topics(day);
        language_ = draw_language();
        place_ = name_of(first_place_name + mixed(topics_[0] + random_.below(3)) % place_count);

        out += R"({"id":"gen-)";
        append_padded(number, 8, out);
        out += R"(","title":")";
        append_headline(out);
        out += R"(","date":")";
        append_date(day, out);
        out += R"(","source":")" + name_of(first_source_name + skewed_below(source_count, random_));
        out += R"( News","desk":")";
        out += desks[topics_[0] % desk_count];
        if (random_.chance(0.6)) {
            const std::uint64_t author = first_author_name + 2 * skewed_below(author_count, random_);
            out += R"(","author":")" + name_of(author) + " " + name_of(author + 1);
        }
        out += R"(","lang":")";
        out += languages[language_];
        out += R"(","dateline":")" + place_ + R"(","places":[")" + place_ + R"("],"topics":[")";
        out += name_of(first_topic_name + topics_[0]) + R"("],"text":")";
        append_text(out);
        out += "\"}\n";
    }

  private:
    // Those of the month, of which some are far more in the news; half the articles have two.
    void choose_topics(std::uint32_t day) {
        const std::uint64_t newest = topics_at_once + day / 30 * new_topics_a_month;
        for (std::uint64_t& topic : topics_) {
            // Spread, so that it is not always the newest that are most in the news.
            const std::uint64_t place = mixed(skewed_below(topics_at_once, random_)) % topics_at_once;
            topic = newest - place;
        }
        if (random_.chance(0.5)) topics_[1] = topics_[0];
    }

    std::size_t draw_language() {
        std::uint32_t at = random_.below(language_count);
        std::size_t language = 0;
        while (at >= articles_in_language[language]) at -= articles_in_language[language++];
        return language;
    }

    std::uint64_t draw_rank() {
        const std::uint64_t rank = ranks_.draw(random_);
        if (rank <= common_words) return rank;
        if (!used_.empty() && random_.chance(repeating)) {
            return used_[random_.below(static_cast<std::uint32_t>(used_.size()))];
        }
        const std::uint64_t drawn =
            random_.chance(topical) ? rank_within_topic(rank, topics_[random_.below(3) == 0]) : rank;
        used_.push_back(drawn);
        return drawn;
    }

    void append_words(std::uint32_t count, double commas, std::string& out) {
        const std::size_t begin = out.size();
        for (std::uint32_t i = 0; i < count; ++i) {
            if (i > 0) out += random_.chance(commas) ? ", " : " ";
            words_.append(draw_rank(), language_, out);
        }
        if (out[begin] >= 'a' && out[begin] <= 'z') out[begin] = static_cast<char>(out[begin] - 'a' + 'A');
    }

    // Headlines are of content words, for the greater part.
    void append_headline(std::string& out) {
        const std::size_t begin = out.size();
        const std::uint32_t count = draw_length(headline_words, random_);
        for (std::uint32_t i = 0; i < count; ++i) {
            std::uint64_t rank = draw_rank();
            if (rank <= common_words && !random_.chance(0.3)) rank = draw_rank();
            if (i > 0) out += ' ';
            words_.append(rank, language_, out);
        }
        if (out[begin] >= 'a' && out[begin] <= 'z') out[begin] = static_cast<char>(out[begin] - 'a' + 'A');
    }

    void append_text(std::string& out) {
        const std::size_t begin = out.size();
        const std::size_t bytes = least_bytes + random_.below(most_bytes - least_bytes);
        // A few have an opinion below the report.
        std::size_t commentary_at = random_.chance(0.05) ? bytes * 2 / 3 : most_bytes * 2;
        while (out.size() - begin < bytes) {
            if (out.size() != begin) out += R"(\n\n)";
            if (out.size() - begin > commentary_at) {
                out += R"(Commentary\n\n)";
                commentary_at = most_bytes * 2;
            }
            append_paragraph(out);
        }
    }

    void append_paragraph(std::string& out) {
        const std::uint32_t sentences = draw_length(paragraph_sentences, random_);
        const bool quoted = random_.chance(0.08);
        if (quoted) out += R"(\")";
        for (std::uint32_t i = 0; i < sentences; ++i) {
            if (i > 0) out += ' ';
            append_words(draw_length(sentence_words, random_), 0.06, out);
            out += '.';
        }
        if (quoted) out += R"(\")";
    }

    std::string name_of(std::uint64_t rank) const {
        std::string name;
        words_.append(rank * 64 + common_words + 1, 0, name);
        if (name[0] >= 'a' && name[0] <= 'z') name[0] = static_cast<char>(name[0] - 'a' + 'A');
        return name;
    }

    static void append_padded(std::uint64_t value, std::size_t width, std::string& out) {
        std::array<char, 20> digits;
        const auto end = std::to_chars(digits.begin(), digits.end(), value).ptr;
        const auto size = static_cast<std::size_t>(end - digits.data());
        if (size < width) out.append(width - size, '0');
        out.append(digits.data(), size);
    }

    void append_date(std::uint32_t day, std::string& out) {
        const std::chrono::year_month_day date(first_day + std::chrono::days(day));
        append_padded(static_cast<std::uint64_t>(int(date.year())), 4, out);
        out += '-';
        append_padded(unsigned(date.month()), 2, out);
        out += '-';
        append_padded(unsigned(date.day()), 2, out);
        out += 'T';
        append_padded(random_.below(24), 2, out);
        out += ':';
        append_padded(random_.below(60), 2, out);
        out += ":00Z";
    }

    const std::uint64_t articles_, seed_;
    const RankModel ranks_;
    const WordWriter words_;
    Random random_{0};
    std::vector<std::uint64_t> used_;  ///< content words of the article, each as often as it was drawn anew
    std::array<std::uint64_t, 2> topics_{};
    std::size_t language_ = 0;
    std::string place_;
};

bool read_number(const char* text, std::uint64_t& number) {
    const std::string_view digits(text);
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return read.ec == std::errc() && read.ptr == digits.data() + digits.size();
}

}  // namespace

int main(int argc, char** argv) {
    std::uint64_t articles = 0, seed = 1;
    if (argc < 2 || argc > 3 || !read_number(argv[1], articles) || (argc > 2 && !read_number(argv[2], seed))) {
        std::fputs("usage: broadsheet-bench-generate ARTICLES [SEED] > articles.jsonl\n", stderr);
        return 2;
    }
    constexpr std::size_t write_bytes = 1 << 20;
    Generator generator(articles, seed);
    std::string out;
    for (std::uint64_t number = 0; number < articles; ++number) {
        generator.append(number, out);
        if (out.size() < write_bytes && number + 1 < articles) continue;
        if (std::fwrite(out.data(), 1, out.size(), stdout) != out.size()) {
            std::perror("broadsheet-bench-generate");
            return 1;
        }
        out.clear();
    }
}
