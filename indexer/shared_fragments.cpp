#include "indexer/shared_fragments.hpp"

#include <boost/unordered/unordered_flat_map.hpp>
#include <utility>

namespace broadsheet::indexer {

namespace {

constexpr std::uint32_t none = 0;

bool is_ascii_word(unsigned char byte) {
    return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

/// Of U+0080 to U+07FF, where alphabets with spaces are, all is taken for letters; each character above is an
/// item of its own.
bool is_of_word(unsigned char byte) { return is_ascii_word(byte) || (byte >= 0x80 && byte < 0xe0); }

bool continues_character(unsigned char byte) { return (byte & 0xc0) == 0x80; }

/// Where the item that begins at `at` ends.
std::size_t item_end(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    std::size_t end = at + 1;
    if (byte(at) >= 0xe0) {
        while (end < text.size() && continues_character(byte(end))) ++end;
        return end;
    }
    const bool is_word = is_of_word(byte(at));
    while (end < text.size() && byte(end) < 0xe0 && is_of_word(byte(end)) == is_word) ++end;
    return end;
}

/// The items of all articles in a row, and where the runs that are being counted begin.
class Counting {
  public:
    Counting(std::span<const ArticleTexts> articles, std::uint32_t least) : least_(least) {
        for (const ArticleTexts& texts : articles) {
            ++article_;
            for (const std::string_view text : texts) add_text(text);
        }
    }

    std::vector<Fragment> fragments() {
        std::vector<Fragment> found;
        std::vector<Run> runs = count([&](std::size_t at) { return std::uint64_t{words_[at]}; });
        for (std::size_t length = 1; !runs.empty(); ++length) {
            std::vector<Run> longer;
            if (length < max_fragment_items) longer = count([&](std::size_t at) { return parts_at(at); });
            for (const Run& run : longer) {
                for (const std::uint64_t part : {run.key >> 32, run.key & 0xffffffff}) {
                    Run& within = runs[part - 1];
                    within.mostly_longer |= 2 * run.articles >= within.articles;
                }
            }
            for (const Run& run : runs) {
                if (!run.mostly_longer) found.push_back({text_of(run, length), run.articles});
            }
            runs = std::move(longer);
        }
        return found;
    }

  private:
    /// What is known of equal runs of items.
    struct Run {
        std::uint64_t key = 0;
        std::size_t first = 0;  ///< where one of them begins
        std::uint32_t articles = 0, last_article = 0;
        bool mostly_longer = false;
    };

    void add_text(std::string_view text) {
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t end = item_end(text, at);
            add_item(text.substr(at, end - at), article_);
            at = end;
        }
        add_item({}, article_);  // no run goes on from one text into the next
    }

    void add_item(std::string_view item, std::uint32_t article) {
        items_.push_back(item);
        articles_.push_back(article);
        std::uint32_t word = none;
        if (!item.empty()) {
            word = vocabulary_.try_emplace(item, static_cast<std::uint32_t>(vocabulary_.size() + 1)).first->second;
        }
        words_.push_back(word);
    }

    /// The numbers of the two runs, an item shorter, of which the one at `at` would consist; 0 for none.
    std::uint64_t parts_at(std::size_t at) const {
        if (at + 1 >= numbers_.size() || numbers_[at] == none || numbers_[at + 1] == none) return 0;
        return (std::uint64_t{numbers_[at]} << 32) | numbers_[at + 1];
    }

    /// Counts runs by their keys; those of enough articles get numbers, from 1, and numbers_ says where they
    /// begin. No number is given twice, so what has equal keys has equal items.
    template <typename KeyAt>
    std::vector<Run> count(KeyAt key_at) {
        boost::unordered_flat_map<std::uint64_t, std::uint32_t> known;
        std::vector<Run> runs;
        std::vector<std::uint32_t> numbers(words_.size(), none);
        for (std::size_t at = 0; at < words_.size(); ++at) {
            const std::uint64_t key = key_at(at);
            if (key == 0) continue;
            const auto next = static_cast<std::uint32_t>(runs.size() + 1);
            const std::uint32_t number = known.try_emplace(key, next).first->second;
            if (number == next) runs.push_back({key, at});
            Run& run = runs[number - 1];
            run.articles += run.last_article != articles_[at];
            run.last_article = articles_[at];
            numbers[at] = number;
        }
        keep_frequent(runs, numbers);
        numbers_ = std::move(numbers);
        return runs;
    }

    /// Drops the runs of too few articles, and numbers the others anew.
    void keep_frequent(std::vector<Run>& runs, std::vector<std::uint32_t>& numbers) const {
        std::vector<std::uint32_t> renumbered{none};
        std::uint32_t kept = 0;
        for (const Run& run : runs) renumbered.push_back(run.articles >= least_ ? ++kept : none);
        std::erase_if(runs, [&](const Run& run) { return run.articles < least_; });
        for (std::uint32_t& number : numbers) number = renumbered[number];
    }

    std::string_view text_of(const Run& run, std::size_t length) const {
        const std::string_view first = items_[run.first], last = items_[run.first + length - 1];
        return {first.data(), static_cast<std::size_t>(last.data() + last.size() - first.data())};
    }

    std::uint32_t least_;
    std::uint32_t article_ = 0;
    boost::unordered_flat_map<std::string_view, std::uint32_t> vocabulary_;
    std::vector<std::string_view> items_;
    std::vector<std::uint32_t> articles_, words_;  ///< by item: its article, the number of its text
    std::vector<std::uint32_t> numbers_;  ///< by item: of the run of the length last counted that begins there
};

}  // namespace

std::vector<Fragment> shared_fragments(std::span<const ArticleTexts> articles, std::uint32_t least) {
    return Counting(articles, least).fragments();
}

}  // namespace broadsheet::indexer
