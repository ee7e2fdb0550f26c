#include "indexer/readers/news_date.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <vector>

#include "indexer/iso_time.hpp"
#include "indexer/readers/calendar_words.hpp"
#include "indexer/readers/date_tokens.hpp"
#include "indexer/readers/iso_date.hpp"
#include "indexer/readers/typography.hpp"

namespace broadsheet::indexer {

namespace {

// The longest that dates are written: "Mittwoch, den 9. September 2025 um 14:30:00 Uhr MESZ (…)".
constexpr std::size_t longest_date_bytes = 100;
constexpr std::size_t most_tokens = 32;

enum class Unit : std::uint8_t { year, month, day, hour, minute, second };
struct UnitSign {
    std::string_view sign;
    Unit unit;
};
// Chinese, Japanese and Korean write the unit behind each number.
constexpr std::array unit_signs = {
    UnitSign{"年", Unit::year},   UnitSign{"년", Unit::year},   UnitSign{"月", Unit::month},
    UnitSign{"월", Unit::month},  UnitSign{"日", Unit::day},    UnitSign{"일", Unit::day},
    UnitSign{"時", Unit::hour},   UnitSign{"时", Unit::hour},   UnitSign{"시", Unit::hour},
    UnitSign{"分", Unit::minute}, UnitSign{"분", Unit::minute}, UnitSign{"秒", Unit::second},
    UnitSign{"초", Unit::second},
};

constexpr std::array<std::string_view, 5> ordinal_endings = {"st", "nd", "rd", "th", "er"};
constexpr std::array<std::string_view, 8> plain_signs = {",", ".", "-", "/", "(", ")", "–", "|"};

/// The parts of a date that is being read, token by token; what is taken is marked as used.
class NewsDate {
  public:
    explicit NewsDate(std::vector<DateToken> tokens) : tokens_(std::move(tokens)) {}

    std::optional<std::string> read() {
        take_clock();
        if (!hour_) take_wire_time();
        take_units();
        take_half_of_day();
        take_zone();
        take_month_name();
        if (!take_numbers() || !all_used()) return std::nullopt;
        return written();
    }

  private:
    static int value(const DateToken& token) {
        int out = -1;
        if (token.text.size() <= 4)
            std::from_chars(token.text.data(), token.text.data() + token.text.size(), out);
        return out;
    }

    bool free_number(std::size_t i) const {
        return i < tokens_.size() && tokens_[i].kind == DateToken::Kind::number && !tokens_[i].used;
    }
    bool sign_at(std::size_t i, std::string_view sign) const {
        return i < tokens_.size() && tokens_[i].is(sign) && !tokens_[i].used;
    }
    bool word_at(std::size_t i) const {
        return i < tokens_.size() && tokens_[i].kind == DateToken::Kind::word && !tokens_[i].used;
    }

    int take(std::size_t i) {
        tokens_[i].used = true;
        return value(tokens_[i]);
    }

    /// "051200Z", "212101 GMT": day and time before the name of a zone; "03 Apr 02 1500 GMT": the
    /// time behind day and year.
    void take_wire_time() {
        for (std::size_t i = 0; i + 1 < tokens_.size(); ++i) {
            const std::string& figures = tokens_[i].text;
            const bool with_day = figures.size() == 6;
            const bool zone = word_at(i + 1) && zone_named(tokens_[i + 1].text);
            if (!free_number(i) || !(zone || (with_day && i == 0))) continue;
            const auto numbers =
                std::ranges::count(tokens_, DateToken::Kind::number, &DateToken::kind);
            if (!with_day && (figures.size() != 4 || numbers != 3)) continue;
            const int number = std::stoi(figures);
            if (with_day) day_ = number / 10000;
            hour_ = number / 100 % 100;
            minute_ = number % 100;
            tokens_[i].used = true;
            after_time_ = i + 1;
            return;
        }
    }

    /// 14:30, 14:30:05, 14:30:05.25, 14h30.
    void take_clock() {
        for (std::size_t i = 0; i + 2 < tokens_.size() && !hour_; ++i) {
            const bool french = word_at(i + 1) && tokens_[i + 1].text == "h";
            if (!free_number(i) || !free_number(i + 2) || (!french && !sign_at(i + 1, ":")))
                continue;
            hour_ = take(i);
            tokens_[i + 1].used = true;
            minute_ = take(i + 2);
            after_time_ = i + 3;
            if (sign_at(i + 3, ":") && free_number(i + 4)) take_seconds(i + 3);
        }
    }

    void take_seconds(std::size_t i) {
        tokens_[i].used = true;
        second_ = take(i + 1);
        after_time_ = i + 2;
        if (!sign_at(i + 2, ".") || !free_number(i + 3) || tokens_[i + 3].spaced) return;
        tokens_[i + 2].used = true;
        fraction_ = "." + tokens_[i + 3].text;
        tokens_[i + 3].used = true;
        after_time_ = i + 4;
    }

    void take_units() {
        for (std::size_t i = 0; i + 1 < tokens_.size(); ++i) {
            if (!free_number(i) || !word_at(i + 1)) continue;
            const auto found = std::ranges::find(unit_signs, tokens_[i + 1].text, &UnitSign::sign);
            if (found == unit_signs.end()) continue;
            tokens_[i + 1].used = true;
            if (found->unit == Unit::year && tokens_[i].text.size() != 4) continue;
            part(found->unit) = take(i);
            if (found->unit >= Unit::hour) after_time_ = i + 2;
        }
    }

    std::optional<int>& part(Unit unit) {
        const std::array parts = {&year_, &month_, &day_, &hour_, &minute_, &second_};
        return *parts[static_cast<std::size_t>(unit)];
    }

    /// "2:30 PM", "2:30 p.m.", "下午2時".
    void take_half_of_day() {
        if (!hour_) return;
        for (std::size_t i = 0; i < tokens_.size(); ++i) {
            if (!word_at(i)) continue;
            std::string word = tokens_[i].text;
            const bool dotted = word.size() == 1 && sign_at(i + 1, ".") && word_at(i + 2) &&
                                tokens_[i + 2].text == "m";
            if (dotted) word += 'm';
            const bool morning = (word == "am" && i == after_time_) || word == "上午" ||
                                 word == "午前" || word == "오전";
            const bool evening = (word == "pm" && i == after_time_) || word == "下午" ||
                                 word == "午後" || word == "오후";
            if (!morning && !evening) continue;
            for (std::size_t j = i; j <= i + (dotted ? 2U : 0U); ++j) tokens_[j].used = true;
            if (*hour_ < 1 || *hour_ > 12)
                hour_ = -1;
            else
                hour_ = *hour_ % 12 + (evening ? 12 : 0);
            if (i == after_time_) after_time_ += dotted ? 3 : 1;
            while (dotted && sign_at(after_time_, ".")) tokens_[after_time_++].used = true;
            return;
        }
    }

    /// Behind the time: +0200, +02:00, GMT, GMT+2, EST, (CEST).
    void take_zone() {
        if (!hour_) return;
        std::size_t i = after_time_;
        if (i < tokens_.size() && word_at(i)) {
            const auto named = zone_named(tokens_[i].text);
            if (named) zone_ = *named;
            if (named || is_unknown_zone(i)) tokens_[i++].used = true;
        }
        const bool offset = (sign_at(i, "+") || sign_at(i, "-") || sign_at(i, "−")) &&
                            free_number(i + 1) && !tokens_[i + 1].spaced;
        if (offset) take_offset(i);
        for (; i < tokens_.size(); ++i) {  // "(CEST)" repeats in words what the offset says
            if (!sign_at(i, "(")) continue;
            while (i < tokens_.size() && !sign_at(i, ")")) tokens_[i++].used = true;
        }
    }

    /// A short word that is neither month nor weekday: an abbreviation whose zone is not known.
    bool is_unknown_zone(std::size_t i) const {
        const std::string& word = tokens_[i].text;
        return word.size() >= 2 && word.size() <= 5 && !month_named(word) && !is_weekday(word) &&
               !is_date_filler(word);
    }

    void take_offset(std::size_t i) {
        const bool west = !tokens_[i].is("+");
        const std::string figures = tokens_[i + 1].text;
        tokens_[i].used = tokens_[i + 1].used = true;
        int hours = value(tokens_[i + 1]);
        int minutes = 0;
        if (figures.size() > 2) {
            minutes = hours % 100;
            hours /= 100;
        } else if (sign_at(i + 2, ":") && free_number(i + 3)) {
            tokens_[i + 2].used = true;
            minutes = take(i + 3);
        }
        if (hours < 0 || hours > 15 || minutes > 59) {
            hour_ = -1;
        } else {  // RFC 2822: -0000 says that the zone is not known
            zone_ = west && hours == 0 && minutes == 0
                        ? ""
                        : fmt::format("{}{:02}:{:02}", west ? '-' : '+', hours, minutes);
        }
    }

    /// The last word that can be one: "mar 5 ago" is a Tuesday in August.
    void take_month_name() {
        for (std::size_t i = tokens_.size(); i-- > 0 && !month_;) {
            if (!word_at(i)) continue;
            month_ = month_named(tokens_[i].text);
            if (!month_) continue;
            tokens_[i].used = true;
        }
    }

    bool take_numbers() {
        std::vector<std::size_t> numbers;
        for (std::size_t i = 0; i < tokens_.size(); ++i) {
            if (free_number(i)) numbers.push_back(i);
        }
        if (numbers.size() > 3) return false;
        if (month_) return take_day_and_year(numbers);
        return numbers.size() == 3 && take_three(numbers);
    }

    /// Beside a month that is known: the year is the number of four figures, or the last.
    bool take_day_and_year(const std::vector<std::size_t>& numbers) {
        const std::size_t expected = (day_ ? 0U : 1U) + (year_ ? 0U : 1U);
        if (numbers.size() != expected) {
            // "July 2025": a month.
            const bool month_only = !day_ && !year_ && !hour_ && numbers.size() == 1;
            if (!month_only || tokens_[numbers[0]].text.size() != 4) return false;
            year_ = take(numbers[0]);
            return true;
        }
        for (const std::size_t i : numbers) {
            const std::size_t figures = tokens_[i].text.size();
            const bool is_year = figures == 4 || (figures == 2 && (day_ || i != numbers[0]));
            if (is_year && !year_) {
                take_year(i);
            } else if (figures <= 2 && !day_) {
                day_ = take(i);
            } else {
                return false;
            }
        }
        return day_ && year_;
    }

    void take_year(std::size_t i) {
        const bool two_digits = tokens_[i].text.size() == 2;
        year_ = take(i);
        if (two_digits) *year_ += *year_ < 50 ? 2000 : 1900;  // RFC 2822, 4.3
    }

    /// Numbers alone: 2025/7/9, 9.7.2025; 13/5/2011 where the month cannot be the first.
    bool take_three(const std::vector<std::size_t>& numbers) {
        const auto figures = [&](std::size_t n) { return tokens_[numbers[n]].text.size(); };
        const bool adjoin = numbers[1] == numbers[0] + 2 && numbers[2] == numbers[1] + 2;
        if (!adjoin || tokens_[numbers[0] + 1].text != tokens_[numbers[1] + 1].text) return false;
        const bool dotted = sign_at(numbers[0] + 1, ".");
        if (figures(0) == 4 && figures(1) <= 2 && figures(2) <= 2) {
            year_ = take(numbers[0]);
            month_ = take(numbers[1]);
            day_ = take(numbers[2]);
            return true;
        }
        if (figures(2) != 4 || figures(0) > 2 || figures(1) > 2) return false;
        const int first = take(numbers[0]);
        const int second = take(numbers[1]);
        year_ = take(numbers[2]);
        const bool day_first = dotted || first > 12;
        if (!day_first && second <= 12 && first != second) return false;
        day_ = day_first ? first : second;
        month_ = day_first ? second : first;
        return true;
    }

    bool all_used() {
        for (std::size_t i = 0; i < tokens_.size(); ++i) {
            const DateToken& token = tokens_[i];
            if (token.used) continue;
            if (token.kind == DateToken::Kind::number) return false;
            const auto& allowed = token.text;
            if (token.kind == DateToken::Kind::sign ? !contains(plain_signs, allowed)
                                                    : !is_meaningless(i))
                return false;
        }
        return true;
    }

    template <typename Words>
    static bool contains(const Words& words, std::string_view word) {
        return std::ranges::find(words, word) != words.end();
    }

    bool is_meaningless(std::size_t i) const {
        const std::string& word = tokens_[i].text;
        const bool ending = i > 0 && !tokens_[i].spaced && contains(ordinal_endings, word) &&
                            tokens_[i - 1].kind == DateToken::Kind::number;
        return ending || is_weekday(word) || is_date_filler(word);
    }

    /// Checked and written by the same hand as all dates.
    std::optional<std::string> written() const {
        std::string out = fmt::format("{:04}-{:02}", *year_, *month_);
        if (day_) out += fmt::format("-{:02}", *day_);
        if (hour_) {
            if (*hour_ < 0 || *hour_ > 24 || minute_.value_or(0) < 0) return std::nullopt;
            out += fmt::format("T{:02}:{:02}", *hour_, minute_.value_or(0));
            if (second_) out += fmt::format(":{:02}{}", *second_, fraction_);
            out += zone_;
        }
        return read_iso_date(out);
    }

    std::vector<DateToken> tokens_;
    std::optional<int> year_, month_, day_, hour_, minute_, second_;
    std::string fraction_;
    std::string zone_;
    std::size_t after_time_ = 0;
};

/// 20130515T120000Z as 2013-05-15T120000Z, which read_iso_date() takes.
std::optional<std::string> read_basic(std::string_view value) {
    if (value.size() < 11 || (value[8] != 'T' && value[8] != 't')) return std::nullopt;
    const auto date = read_iso_date(value.substr(0, 8));
    return date ? read_iso_date(*date + std::string(value.substr(8))) : std::nullopt;
}

/// Seconds since 1970, as programs write it; ten figures, which are 2001 to 2286.
std::optional<std::string> read_unix_time(std::string_view value) {
    std::int64_t seconds = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), seconds);
    if (value.size() != 10 || error != std::errc() || end != value.data() + value.size() ||
        seconds < 1'000'000'000)
        return std::nullopt;
    return iso_time(std::chrono::sys_seconds(std::chrono::seconds(seconds)));
}

}  // namespace

std::optional<std::string> read_news_date(std::string_view value) {
    value = trim(value);
    if (auto iso = read_iso_date(value)) return iso;
    if (value.empty() || value.size() > longest_date_bytes) return std::nullopt;
    if (auto basic = read_basic(value)) return basic;
    if (auto time = read_unix_time(value)) return time;
    auto tokens = date_tokens(value);
    if (tokens.size() > most_tokens) return std::nullopt;
    return NewsDate(std::move(tokens)).read();
}

}  // namespace broadsheet::indexer
