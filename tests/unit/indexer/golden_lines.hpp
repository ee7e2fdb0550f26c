// Compares a long listing with its golden file, and tells the first line that differs.
#pragma once

#include <algorithm>
#include <sstream>
#include <string>

namespace broadsheet::tests {

/// Empty where both are the same; else the first lines that differ, and their number.
inline std::string first_difference(const std::string& actual, const std::string& golden) {
    std::istringstream actual_lines(actual), golden_lines(golden);
    for (int number = 1;; ++number) {
        std::string line, expected;
        const bool more = static_cast<bool>(std::getline(actual_lines, line));
        const bool expected_more = static_cast<bool>(std::getline(golden_lines, expected));
        if (!more && !expected_more) return {};
        if (line != expected || more != expected_more)
            return "line " + std::to_string(number) + " is\n  " + line + "\nand should be\n  " +
                   expected;
    }
}

}  // namespace broadsheet::tests
