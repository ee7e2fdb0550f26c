#include "query/suggest.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "archive/field_table.hpp"
#include "text/analyzer.hpp"
#include "text/ascii.hpp"

namespace broadsheet::query {

namespace {

using text::Token;

struct TypedWord {
    std::string form;
    std::vector<std::string> parts;  ///< of a compound
    InputRange range;
};

// The first of some signs at or after `at`, or the end.
std::size_t first_of(std::string_view input, std::string_view signs, std::size_t at) {
    return std::min(input.find_first_of(signs, at), input.size());
}

// Where the value that begins at `at` ends: a quoted one, one in parentheses, or a word.
std::size_t end_of_value(std::string_view input, std::size_t at) {
    constexpr std::string_view opening = "“", closing = "”";
    const std::string_view rest = input.substr(at);
    if (rest.starts_with('"')) return first_of(input, "\"", at + 1);
    if (rest.starts_with(opening)) return std::min(input.find(closing, at), input.size());
    if (rest.starts_with('(')) return first_of(input, ")", at);
    return first_of(input, " \t\r\n)", at);
}

// What stands after the name of a field of which the values are no words: source:"Reuters News".
std::vector<InputRange> filter_values(std::string_view input) {
    std::vector<InputRange> values;
    for (std::size_t at = first_of(input, ":=", 0); at < input.size();
         at = first_of(input, ":=", at + 1)) {
        std::size_t name = at;
        while (name > 0 && text::is_ascii_letter(input[name - 1])) --name;
        const archive::Field* field = archive::find_field(input.substr(name, at - name));
        if (field == nullptr || field->kind == archive::FieldKind::zones) continue;
        const std::size_t end = end_of_value(input, at + 1);
        values.push_back({static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end - at)});
    }
    return values;
}

bool is_operator(std::string_view typed) {
    constexpr std::array<std::string_view, 3> words = {"AND", "OR", "NOT"};
    if (std::ranges::find(words, typed) != words.end()) return true;
    constexpr std::string_view adjacent = "ADJ";
    return typed.starts_with(adjacent) && typed.size() > adjacent.size() &&
           std::ranges::all_of(typed.substr(adjacent.size()), text::is_digit);
}

// Whether the signs around a range make it something else than a word: wom?n, negotiat*, headline:,
// W/5, ATLEAST3(.
bool is_word(std::string_view input, InputRange range) {
    constexpr std::string_view wildcards = "*?", not_after = "*?!~$(:=/";
    if (is_operator(input.substr(range.offset, range.length))) return false;
    if (range.offset > 0 && wildcards.find(input[range.offset - 1]) != wildcards.npos) return false;
    return range.end() == input.size() || not_after.find(input[range.end()]) == not_after.npos;
}

std::vector<TypedWord> words_of(std::string_view input) {
    const auto values = filter_values(input);
    const auto is_value = [&](InputRange range) {
        return std::ranges::any_of(values, [&](InputRange value) {
            return value.offset < range.end() && range.offset < value.end();
        });
    };
    text::TokenList tokens;
    text::Analyzer().analyze(input, tokens);
    std::vector<TypedWord> words;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const Token& token = tokens[i];
        if (token.kind != text::TokenKind::word && !token.is_compound()) continue;
        TypedWord word{std::string(tokens.form(token)), {}, {token.begin, token.end - token.begin}};
        while (i + 1 < tokens.size() && tokens[i + 1].begin < token.end) {
            word.parts.emplace_back(tokens.form(tokens[++i]));
        }
        if (!is_value(word.range) && is_word(input, word.range)) words.push_back(std::move(word));
    }
    return words;
}

class Suggester {
  public:
    Suggester(std::string_view input, const Lexicon& lexicon,
              std::span<const std::string> languages)
        : input_(input), lexicon_(lexicon), languages_(languages) {}

    Suggestions run() {
        Suggestions out;
        out.input = input_;
        const auto words = words_of(input_);
        if (!words.empty() && words.back().range.end() == input_.size()) {
            for (const Form& form : lexicon_.completions(words.back().form, max_completions)) {
                out.completions.push_back(suggestion(words.back().range, form));
            }
        }
        for (const TypedWord& word : words) {
            if (out.corrections.size() == max_corrections) break;
            const bool unfinished = &word == &words.back() && !out.completions.empty();
            if (!unfinished) correct(word, out.corrections);
        }
        return out;
    }

  private:
    void correct(const TypedWord& word, std::vector<Suggestion>& corrections) const {
        if (std::ranges::any_of(word.form, text::is_digit) || is_known(word)) return;
        const std::string_view near = lexicon_.nearest(word.form);
        if (near.empty()) return;
        corrections.push_back(suggestion(word.range, {near, lexicon_.frequency(near)}));
    }

    // As binder.cpp reads a bare word: by its forms, and a compound by its parts as well.
    bool is_known(const TypedWord& word) const {
        if (has_form(word.form)) return true;
        return !word.parts.empty() && std::ranges::all_of(word.parts, [this](const auto& part) {
            return lexicon_.frequency(part) > 0;
        });
    }

    bool has_form(const std::string& form) const {
        if (lexicon_.frequency(form) > 0) return true;
        if (languages_.empty()) return !lexicon_.same_stem(form, archive::assumed_language).empty();
        return std::ranges::any_of(languages_, [&](const std::string& language) {
            return !lexicon_.same_stem(form, language).empty();
        });
    }

    Suggestion suggestion(InputRange range, const Form& form) const {
        std::string query(input_.substr(0, range.offset));
        query += form.text;
        query += input_.substr(range.end());
        return {range, std::string(form.text), form.articles, std::move(query)};
    }

    std::string_view input_;
    const Lexicon& lexicon_;
    std::span<const std::string> languages_;
};

}  // namespace

Suggestions suggest(std::string_view input, const Lexicon& lexicon,
                    std::span<const std::string> languages) {
    return Suggester(input, lexicon, languages).run();
}

}  // namespace broadsheet::query
