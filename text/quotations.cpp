#include "text/quotations.hpp"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <optional>
#include <unordered_set>

#include "text/characters.hpp"
#include "text/common_words.hpp"
#include "text/utf8.hpp"
#include "text/word_lists.hpp"

namespace broadsheet::text {

namespace {

// An opening mark, and those of which the next closes it.
struct Marks {
    char32_t open;
    std::u32string_view close;
};
constexpr std::array marks = {
    Marks{U'“', U"”“"}, Marks{U'„', U"“”"}, Marks{U'”', U"”"}, Marks{U'«', U"»"},  Marks{U'»', U"«"},
    Marks{U'‹', U"›"},  Marks{U'「', U"」"}, Marks{U'『', U"』"}, Marks{U'"', U"\""},
};

bool is_dash(char32_t c) { return c == U'—' || c == U'―'; }

// By language, forms of verbs of saying as they stand beside a name.
constexpr std::array verbs_of_saying = {
    "said says told tells added adds asked replied wrote argued warned explained insisted noted stated",
    "sagte sagt erklärte erklärt betonte betont meinte meint warnte schrieb",
    "dit déclaré affirmé expliqué ajouté estimé déclare affirme explique",
    "dijo afirmó señaló declaró explicó aseguró añadió advirtió dice",
    "detto dichiarato spiegato affirmato aggiunto dice spiega",
    "disse afirmou declarou explicou acrescentou diz",
    "zei zegt verklaarde aldus",
    "sa säger sade sagde siger sier",
    "powiedział powiedziała dodał dodała mówi stwierdził",
    "сказал сказала заявил заявила отметил отметила говорит сообщил подчеркнул",
    "dedi söyledi belirtti",
    "قال وقال قالت وقالت أضاف صرح",
};

const std::unordered_set<std::string>& sayings() {
    static const auto words = folded_words(verbs_of_saying);
    return words;
}

class Finder {
  public:
    Finder(std::string_view text, const TokenList& tokens) : text_(text), tokens_(tokens) {}

    void run(std::vector<Quotation>& out) {
        if (const auto dialogue = opening_dash()) add(*dialogue, out);
        for (std::size_t at = 0; at < text_.size();) {
            const std::size_t begin = at;
            const char32_t c = decode(text_, at);
            if (c < 0x80 && c != U'"') continue;  // the only mark of ASCII
            const auto pair = std::ranges::find(marks, c, &Marks::open);
            if (pair == marks.end() || !may_open(c, begin, at)) continue;
            const std::size_t end = closing(*pair, at);
            if (end == std::string_view::npos) {
                if (begin == 0 && c != U'"') add(range(at, text_.size()), out);
                continue;
            }
            add(range(at, end), out);
            at = end;
            decode(text_, at);
        }
    }

  private:
    struct WordAt {
        const Token* token;
        std::string_view form;
    };

    static ByteRange range(std::size_t begin, std::size_t end) {
        return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
    }

    static bool is_word_character(char32_t c) {
        return c != invalid_character && u_isalnum(static_cast<UChar32>(c));
    }

    // Marks that also close stand behind a word where they do.
    bool may_open(char32_t c, std::size_t begin, std::size_t behind) const {
        if (behind >= text_.size()) return false;
        if (c != U'"' && c != U'”' && c != U'»') return true;
        std::size_t next = behind;
        return !is_word_character(decode_before(text_, begin)) && !is_space(decode(text_, next));
    }

    std::size_t closing(const Marks& pair, std::size_t from) const {
        for (std::size_t at = from; at < text_.size();) {
            const std::size_t begin = at;
            if (pair.close.find(decode(text_, at)) != std::u32string_view::npos) return begin;
        }
        return std::string_view::npos;
    }

    // A speech that is opened by a dash ends at the next one, before which it is paused.
    std::optional<ByteRange> opening_dash() const {
        std::size_t at = 0;
        if (text_.empty() || !is_dash(decode(text_, at))) return std::nullopt;
        for (std::size_t end = at; end < text_.size();) {
            const std::size_t begin = end;
            if (is_dash(decode(text_, end))) return range(at, begin);
        }
        return range(at, text_.size());
    }

    // Most paragraphs quote nobody: their words are not looked at.
    void gather_words() {
        if (!words_.empty()) return;
        for (const Token& token : tokens_) {
            if (token.is_single()) words_.push_back({&token, tokens_.form(token)});
        }
    }

    void add(ByteRange bytes, std::vector<Quotation>& out) {
        if (!out.empty() && bytes.begin < out.back().bytes.end) return;
        gather_words();
        std::size_t words = 0;
        bool unparted = false;
        for (const WordAt& word : words_) {
            if (word.token->begin < bytes.begin || word.token->end > bytes.end) continue;
            ++words;
            unparted |= word.token->kind == TokenKind::character;
        }
        if (words < least_quoted_words * (unparted ? 3 : 1)) return;
        out.push_back({bytes, speaker(bytes)});
    }

    // A name and a verb of saying, in either order, right behind the quotation or right before it.
    std::string speaker(ByteRange bytes) const {
        const auto behind = std::ranges::find_if(
            words_, [&](const WordAt& word) { return word.token->begin >= bytes.end; });
        std::string name = named_from(behind, words_.end(), bytes.end);
        if (!name.empty()) return name;
        auto before = std::ranges::find_if(
            words_, [&](const WordAt& word) { return word.token->end > bytes.begin; });
        constexpr std::ptrdiff_t reach = 6;  // words of a name and its verb
        const auto first = before - std::min(reach, before - words_.begin());
        for (auto at = first; at < before; ++at) {
            const bool within_name = at != words_.begin() && is_name(*std::prev(at)) &&
                                     !parted(std::prev(at)->token->end, at->token->begin);
            if (within_name) continue;
            name = named_from(at, before, at->token->begin);
            if (!name.empty()) return name;
        }
        return {};
    }

    using Words = std::vector<WordAt>;

    std::string named_from(Words::const_iterator at, Words::const_iterator end, std::size_t edge) const {
        if (at == end || ends_sentence(edge, at->token->begin)) return {};
        const auto verb = past_auxiliary(at, end);
        const bool verb_first = verb != end && is_saying(*verb);
        if (verb_first) at = std::next(verb);
        const auto first = at;
        constexpr std::ptrdiff_t longest_name = 4;
        while (at != end && at - first < longest_name && is_name(*at) &&
               (at == first || !parted(std::prev(at)->token->end, at->token->begin))) {
            ++at;
        }
        if (at == first) return {};
        if (!verb_first) {
            const auto behind = past_auxiliary(at, end);
            if (behind == end || !is_saying(*behind)) return {};
        }
        const Token& last = *std::prev(at)->token;
        return std::string(text_.substr(first->token->begin, last.end - first->token->begin));
    }

    // "a déclaré", "ha detto", "hat gesagt"
    static Words::const_iterator past_auxiliary(Words::const_iterator at, Words::const_iterator end) {
        const bool auxiliary = at != end && (at->form == "a" || at->form == "ha" || at->form == "hat");
        return auxiliary ? std::next(at) : at;
    }

    static bool is_saying(const WordAt& word) { return sayings().contains(std::string(word.form)); }

    bool is_name(const WordAt& word) const {
        const CaseShape shape = word.token->shape;
        const bool capital = shape == CaseShape::capitalized || shape == CaseShape::mixed ||
                             shape == CaseShape::all_caps;
        return capital && !is_common_word(word.form);
    }

    bool parted(std::size_t from, std::size_t to) const {
        return text_.substr(from, to - from).find_first_not_of(" .-'") != std::string_view::npos &&
               text_.substr(from, to - from) != "’";
    }

    bool ends_sentence(std::size_t from, std::size_t to) const {
        if (from >= to) return false;
        return text_.substr(from, to - from).find_first_of(".!?") != std::string_view::npos;
    }

    std::string_view text_;
    const TokenList& tokens_;
    Words words_;
};

}  // namespace

void find_quotations(std::string_view text, const TokenList& tokens, std::vector<Quotation>& out) {
    out.clear();
    Finder(text, tokens).run(out);
}

}  // namespace broadsheet::text
