// Made-up texts, and copies of them as a wire's clients print them.
#pragma once

#include <random>
#include <string>
#include <vector>

namespace broadsheet::tests {

class CopyDesk {
  public:
    explicit CopyDesk(unsigned seed) : random_(seed) {}

    std::size_t roll(std::size_t sides) { return static_cast<std::size_t>(random_() % sides); }

    /// So many words, none of which another text has but by chance.
    std::vector<std::string> words(std::size_t count) {
        std::vector<std::string> made;
        for (std::size_t i = 0; i < count; ++i) made.push_back("w" + std::to_string(roll(1'000'000)));
        return made;
    }

    /// The same but for so many words.
    std::vector<std::string> edited(std::vector<std::string> text, std::size_t edits) {
        for (std::size_t i = 0; i < edits; ++i) text[roll(text.size())] = words(1)[0];
        return text;
    }

    static std::string joined(const std::vector<std::string>& words) {
        std::string text;
        for (const auto& word : words) text += (text.empty() ? "" : " ") + word;
        return text;
    }

  private:
    std::mt19937 random_;
};

}  // namespace broadsheet::tests
