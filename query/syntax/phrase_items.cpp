#include "query/syntax/phrase_items.hpp"

#include <algorithm>

#include "query/syntax/wildcard_word.hpp"

namespace broadsheet::query {

namespace {

constexpr std::string_view blanks = " \t\r\n";

// Where a group (a|b) that begins at `open` ends, one past its parenthesis; 0 if it is none.
std::size_t group_end(std::string_view text, std::size_t open) {
    const std::size_t close = text.find(')', open);
    if (close == std::string_view::npos) return 0;
    const std::string_view inside = text.substr(open + 1, close - open - 1);
    const bool is_group = inside.find('|') != std::string_view::npos &&
                          inside.find('(') == std::string_view::npos;
    return is_group ? close + 1 : 0;
}

class Splitter {
  public:
    explicit Splitter(std::string_view text) : text_(text) {}

    std::vector<PhraseItem> run() {
        while (at_ < text_.size()) {
            if (blanks.find(text_[at_]) != std::string_view::npos) {
                ++at_;
            } else if (const std::size_t end = text_[at_] == '(' ? group_end(text_, at_) : 0) {
                add_group(end);
            } else {
                add_piece();
            }
        }
        end_words(text_.size());
        return std::move(items_);
    }

  private:
    // Words in a row are one item: how they are parted may say more than each by itself.
    void end_words(std::size_t end) {
        if (!in_words_) return;
        std::string_view words = text_.substr(words_begin_, end - words_begin_);
        while (!words.empty() && blanks.find(words.back()) != std::string_view::npos) {
            words.remove_suffix(1);
        }
        items_.push_back({PhraseItemKind::text, std::string(words),
                          static_cast<std::uint32_t>(words_begin_), {}});
        in_words_ = false;
    }

    void add_group(std::size_t end) {
        end_words(at_);
        PhraseItem group{PhraseItemKind::alternatives, {}, static_cast<std::uint32_t>(at_), {}};
        for (std::size_t begin = at_ + 1; begin < end;) {
            const std::size_t bar = std::min(text_.find('|', begin), end - 1);
            auto items = Splitter(text_.substr(begin, bar - begin)).run();
            for (PhraseItem& item : items) item.offset += static_cast<std::uint32_t>(begin);
            if (!items.empty()) group.alternatives.push_back(std::move(items));
            begin = bar + 1;
        }
        if (!group.alternatives.empty()) items_.push_back(std::move(group));
        at_ = end;
    }

    void add_piece() {
        const std::size_t begin = at_;
        do ++at_;
        while (at_ < text_.size() && blanks.find(text_[at_]) == std::string_view::npos &&
               !(text_[at_] == '(' && group_end(text_, at_) != 0));
        const auto wildcard = read_wildcard(text_.substr(begin, at_ - begin));
        if (!wildcard) {
            if (!in_words_) words_begin_ = begin;
            in_words_ = true;
            return;
        }
        end_words(begin);
        items_.push_back({PhraseItemKind::wildcard, *wildcard, static_cast<std::uint32_t>(begin), {}});
    }

    std::string_view text_;
    std::vector<PhraseItem> items_;
    std::size_t at_ = 0;
    std::size_t words_begin_ = 0;
    bool in_words_ = false;
};

}  // namespace

std::vector<PhraseItem> phrase_items(std::string_view text) { return Splitter(text).run(); }

}  // namespace broadsheet::query
