// Texts that have much in common: enough of them make a dictionary.
#pragma once

#include <fmt/format.h>

#include <string>

namespace broadsheet::tests {

/// What every 20th of them says, and no other.
inline const std::string rare_words = "the Zorblaxian consortium";
inline constexpr int rare_share = 20;

inline std::string news_text(int number) {
    const std::string cities[] = {"Lisbon", "Porto", "Madrid", "Seville", "Toledo", "Cadiz", "Granada"};
    const std::string bodies[] = {"ministry of transport", "council of fishermen", "court of appeal"};
    std::string text =
        fmt::format("The {} said on Monday that talks about the harbour of {} would go on, officials "
                    "told reporters. Number {} was not there.",
                    bodies[number % 3], cities[number % 7], number * 7919 % 10007);
    if (number % rare_share == 0) text += " A spokesman of " + rare_words + " declined to comment.";
    return text;
}

}  // namespace broadsheet::tests
