#include "archive/copy_mark.hpp"

#include <fmt/format.h>
#include <xxhash.h>

#include <algorithm>
#include <charconv>
#include <vector>

#include "archive/big_endian.hpp"
#include "archive/terms.hpp"

namespace broadsheet::archive {

namespace {

constexpr std::size_t name_digits = 16;
constexpr std::size_t sketch_bytes = sizeof(text::MinHashBits::bits) + sizeof(text::MinHashBits::shingles);

template <typename Number>
void append(Number number, std::string& out) {
    for (std::size_t i = 0; i < sizeof number; ++i) {
        out += static_cast<char>((number >> (8 * i)) & 0xFF);
    }
}

template <typename Number>
void take(std::string_view& bytes, Number& number) {
    std::uint64_t taken = 0;
    for (std::size_t i = 0; i < sizeof number; ++i) {
        taken |= std::uint64_t{static_cast<unsigned char>(bytes[i])} << (8 * i);
    }
    number = static_cast<Number>(taken);
    bytes.remove_prefix(sizeof number);
}

/// The shingles as they are on one day only.
std::vector<std::uint64_t> of_its_day(std::span<const std::uint64_t> shingles,
                                      const std::string& date) {
    constexpr std::size_t day_digits = 8;
    const std::string day = date_digits(date).substr(0, day_digits);
    std::vector<std::uint64_t> out;
    for (const std::uint64_t shingle : shingles) {
        out.push_back(XXH3_64bits_withSeed(day.data(), day.size(), shingle));
    }
    return out;
}

Cluster own_cluster_of(std::string_view sketch_value) {
    return XXH3_64bits(sketch_value.data(), sketch_value.size());
}

/// Whether it is of the length of a sketch, and says at its end that there are shingles.
bool is_sketch(std::string_view value) {
    return value.size() == sketch_bytes && (value[sketch_bytes - 1] != 0 || value[sketch_bytes - 2] != 0);
}

}  // namespace

text::MinHash sketch_of(const Article& article, text::Shingler& shingler) {
    shingler.clear();
    shingler.add(article.headline);
    shingler.end_part();
    for (const Section& section : article.sections) {
        shingler.add(section.heading);
        for (const Paragraph& paragraph : section.paragraphs) shingler.add(paragraph.text);
    }
    shingler.end_part();
    const auto shingles = shingler.shingles();
    text::MinHash sketch = shingles.size() < one_day_text
                               ? text::min_hash(of_its_day(shingles, article.date))
                               : text::min_hash(shingles);
    return sketch;
}

bool are_copies(const text::MinHashBits& a, const text::MinHashBits& b) {
    if (a.shingles == 0 || b.shingles == 0) return false;
    const bool is_short = std::min(a.shingles, b.shingles) < short_text;
    return text::likeness(a, b) >= (is_short ? short_copy_likeness : copy_likeness);
}

Cluster own_cluster(const text::MinHashBits& sketch) { return own_cluster_of(sketch_value(sketch)); }

std::string sketch_value(const text::MinHashBits& sketch) {
    std::string value;
    if (sketch.shingles == 0) return value;
    value.reserve(sketch_bytes);
    for (const auto bits : sketch.bits) append(bits, value);
    append(sketch.shingles, value);
    return value;
}

std::string cluster_value(const KeptMark& mark) {
    std::string value;
    if (mark.sketch.shingles > 0 && mark.cluster != own_cluster(mark.sketch)) put_big_endian(value, mark.cluster);
    return value;
}

std::optional<KeptMark> mark_of(std::string_view sketch_value, std::string_view cluster_value) {
    const auto cluster = cluster_of(sketch_value, cluster_value);
    if (!cluster) return std::nullopt;
    KeptMark mark;
    for (auto& bits : mark.sketch.bits) take(sketch_value, bits);
    take(sketch_value, mark.sketch.shingles);
    mark.cluster = *cluster;
    return mark;
}

std::optional<Cluster> cluster_of(std::string_view sketch_value, std::string_view cluster_value) {
    if (!is_sketch(sketch_value)) return std::nullopt;
    if (cluster_value.empty()) return own_cluster_of(sketch_value);
    if (cluster_value.size() != big_endian_bytes) return std::nullopt;
    return big_endian_at(cluster_value.data());
}

std::string cluster_name(Cluster cluster) { return fmt::format("{:016x}", cluster); }

std::optional<Cluster> cluster_named(std::string_view name) {
    const bool shaped = name.size() == name_digits && std::ranges::all_of(name, [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    });
    if (!shaped) return std::nullopt;
    Cluster cluster = 0;
    std::from_chars(name.data(), name.data() + name.size(), cluster, 16);
    return cluster;
}

}  // namespace broadsheet::archive
