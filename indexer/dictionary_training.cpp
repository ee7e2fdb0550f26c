#include "indexer/dictionary_training.hpp"

#include <zdict.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "archive/stored_article.hpp"
#include "archive/stored_record.hpp"
#include "indexer/shared_fragments.hpp"

namespace broadsheet::indexer {

namespace {

// 64 KiB: 112 KiB saves 1 % more, 32 KiB 2 % less (measured on Reuters-21578 and 5,000 generated articles).
constexpr std::size_t max_dictionary_bytes = std::size_t{64} << 10;
constexpr std::size_t max_entropy_bytes = std::size_t{2} << 10;  // of its tables; 200 bytes are usual
constexpr std::size_t max_content_bytes = max_dictionary_bytes - max_entropy_bytes;

// What is learnt from: more teaches little more, and counting takes 0.15 s for each MiB.
constexpr std::size_t max_sample_bytes = std::size_t{1} << 20;

// A match in the dictionary takes about three bytes in the frame; what is not longer saves nothing.
constexpr std::size_t match_bytes = 3;

// One in so many articles is not learnt from but measured.
constexpr std::size_t measured_share = 8;

/// The first samples, without copies of another, up to max_sample_bytes of text.
std::vector<Sample> distinct(std::span<const Sample> samples) {
    std::vector<Sample> kept;
    std::unordered_set<archive::Cluster> clusters;
    std::size_t bytes = 0;
    for (const Sample& sample : samples) {
        if (sample.cluster != 0 && !clusters.insert(sample.cluster).second) continue;
        archive::for_each_text(*sample.article, [&](const std::string& text) { bytes += text.size(); });
        kept.push_back(sample);
        if (bytes > max_sample_bytes) break;
    }
    return kept;
}

std::vector<Fragment> fragments_of(std::span<const Sample> samples) {
    std::vector<ArticleTexts> texts;
    for (const Sample& sample : samples) {
        auto& own = texts.emplace_back();
        archive::for_each_text(*sample.article, [&](const std::string& text) { own.push_back(text); });
    }
    return shared_fragments(texts, fragment_articles);
}

/// What each byte of it saves, in articles.
double worth(const Fragment& fragment) {
    const auto bytes = static_cast<double>(fragment.text.size());
    return fragment.articles * (bytes - match_bytes) / bytes;
}

/// Fragments one after another, each once.
class Content {
  public:
    /// False where it is there already, or has no room.
    bool add(std::string_view text) {
        if (bytes_.size() + text.size() > max_content_bytes) return false;
        if (bytes_.find(text) != std::string::npos) return false;
        bytes_ += text;
        return true;
    }

  private:
    std::string bytes_;
};

/// The fragments that are worth most, without those that stand within another of them.
std::vector<std::string_view> chosen(std::vector<Fragment> fragments) {
    std::erase_if(fragments, [](const Fragment& fragment) { return fragment.text.size() <= match_bytes; });
    std::ranges::stable_sort(fragments, std::greater(), worth);
    std::size_t count = 0;
    for (std::size_t bytes = 0; count < fragments.size(); ++count) {
        bytes += fragments[count].text.size();
        if (bytes > max_content_bytes) break;
    }
    // The longest first, so that what stands within another comes after it; then others for the room left.
    std::ranges::stable_sort(fragments.begin(), fragments.begin() + static_cast<std::ptrdiff_t>(count),
                             std::greater(), [](const Fragment& fragment) { return fragment.text.size(); });
    Content content;
    std::erase_if(fragments, [&](const Fragment& fragment) { return !content.add(fragment.text); });
    // zstd writes what is near with fewer bits, and what is last in a dictionary is nearest.
    std::ranges::stable_sort(fragments, std::less(), worth);
    std::vector<std::string_view> texts;
    for (const Fragment& fragment : fragments) texts.push_back(fragment.text);
    return texts;
}

std::string record_of(const Sample& sample) { return archive::record_of({*sample.article, 0, {}}); }

/// A dictionary of zstd with this content, and tables of how often what follows what in the samples.
/// Empty where zstd makes none.
std::string zstd_dictionary(const std::string& content, std::span<const Sample> samples) {
    std::string records;
    std::vector<std::size_t> sizes;
    for (const Sample& sample : samples) {
        const std::string record = record_of(sample);
        records += record;
        sizes.push_back(record.size());
    }
    std::string made(max_dictionary_bytes, '\0');
    const ZDICT_params_t parameters{archive::Dictionary::compression_level, 0, 0};
    const std::size_t size =
        ZDICT_finalizeDictionary(made.data(), made.size(), content.data(), content.size(), records.data(),
                                 sizes.data(), static_cast<unsigned>(sizes.size()), parameters);
    if (ZDICT_isError(size) || !made.substr(0, size).ends_with(content)) return {};
    made.resize(size);
    return made;
}

/// How many bytes of `samples` it saves.
double saved(const archive::DictionaryContents& contents, std::span<const Sample> samples) {
    const archive::Dictionary dictionary(1, contents);
    double bytes = 0;
    for (const Sample& sample : samples) {
        const archive::StoredArticle stored{*sample.article, 0, {}};
        bytes += static_cast<double>(encode(stored).size());
        bytes -= static_cast<double>(encode(stored, &dictionary).size());
    }
    return bytes;
}

}  // namespace

std::optional<archive::DictionaryContents> make_dictionary(std::span<const Sample> samples) {
    if (samples.size() < least_samples) return std::nullopt;
    const std::vector<Sample> learnt = distinct(samples);
    archive::DictionaryContents contents;
    std::string content;
    for (const std::string_view text : chosen(fragments_of(learnt))) {
        contents.fragments.push_back(static_cast<std::uint32_t>(text.size()));
        content += text;
    }
    contents.zstd = zstd_dictionary(content, learnt);
    if (contents.zstd.empty()) return std::nullopt;
    for (const Sample& sample : learnt) contents.articles.push_back(sample.content_hash);
    return contents;
}

std::optional<archive::DictionaryContents> train_dictionary(std::span<const Sample> samples) {
    std::vector<Sample> learnt, measured;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        (i % measured_share == 0 ? measured : learnt).push_back(samples[i]);
    }
    auto contents = make_dictionary(learnt);
    if (!contents) return std::nullopt;
    const double pays = saved(*contents, measured) * static_cast<double>(samples.size());
    const double costs = static_cast<double>(dictionary_bytes(*contents).size());
    if (pays < costs * static_cast<double>(measured.size())) return std::nullopt;
    return contents;
}

}  // namespace broadsheet::indexer
