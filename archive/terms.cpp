#include "archive/terms.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <xxhash.h>

#include "text/ascii.hpp"
#include "text/folding.hpp"

namespace broadsheet::archive {

namespace {

// A value under its prefix, or, where that is too long for a term, its hash behind a mark that no
// folded value begins with.
std::string fitted(std::string_view prefix, std::string_view value) {
    std::string term(prefix);
    bool has_nul = false;
    for (const char c : value) has_nul |= c == '\0';
    if (term.size() + value.size() <= max_term_bytes && !has_nul) {
        term += value;
    } else {
        const XXH128_hash_t hash = XXH3_128bits(value.data(), value.size());
        term += fmt::format("\x01{:016x}{:016x}", hash.high64, hash.low64);
    }
    return term;
}

std::string digits_term(std::string_view prefix, std::string_view iso_date, std::size_t digits) {
    const std::string all = date_digits(iso_date);
    if (all.size() < digits) return {};
    return std::string(prefix).append(all, 0, digits);
}

}  // namespace

bool fits_a_term(std::string_view term) {
    const auto nuls = static_cast<std::size_t>(std::count(term.begin(), term.end(), '\0'));
    return !term.empty() && term.size() + nuls <= max_term_bytes;
}

std::string prefixed(std::string_view prefix, std::string_view form) {
    return std::string(prefix).append(form);
}

bool is_word_term(std::string_view term) {
    return !term.empty() && (term[0] < 'A' || term[0] > 'Z');
}

std::string pair_term(std::string_view first, std::string_view second) {
    std::string term = "XPR:";
    term.append(first) += ' ';
    return term += second;
}

std::string phrase_term(std::string_view words) { return fitted(phrase_prefix, words); }

std::string zone_term(Zone zone) { return std::string("XZ:").append(zone_name(zone)); }

std::string id_term(std::string_view id) { return fitted("Q", id); }

std::string value_term(std::string_view prefix, std::string_view value) {
    const std::string folded = text::fold(value);
    std::string collapsed;
    for (const char c : folded) {
        const bool space = c == ' ' || (c >= '\t' && c <= '\r');
        if (!space) {
            collapsed += c;
        } else if (!collapsed.empty() && collapsed.back() != ' ') {
            collapsed += ' ';
        }
    }
    if (!collapsed.empty() && collapsed.back() == ' ') collapsed.pop_back();
    return fitted(prefix, collapsed);
}

std::string day_term(std::string_view iso_date) { return digits_term("D", iso_date, 8); }
std::string month_term(std::string_view iso_date) { return digits_term("M", iso_date, 6); }
std::string year_term(std::string_view iso_date) { return digits_term("Y", iso_date, 4); }

std::string date_digits(std::string_view iso_date) {
    std::string digits;
    for (std::size_t i = 0; i < iso_date.size() && i < 19; ++i) {
        const char c = iso_date[i];
        if (text::is_digit(c)) {
            digits += c;
        } else if (c != '-' && c != ':' && c != 'T' && c != ' ') {
            break;
        } else if (i > 10 && c == '-') {
            break;  // the zone: 2025-07-09T10:00-05:00
        }
    }
    for (const std::size_t whole : {14U, 12U, 8U, 6U, 4U}) {
        if (digits.size() >= whole) {
            digits.resize(whole);
            return digits;
        }
    }
    return {};
}

}  // namespace broadsheet::archive
