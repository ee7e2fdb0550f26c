// Sections as lines of text, in which a test can write down what it expects:
//
//   body 1 # The heading
//   paragraph: The text.
#pragma once

#include <string>
#include <vector>

#include "archive/article.hpp"

namespace broadsheet::tests {

inline std::string section_lines(const std::vector<archive::Section>& sections) {
    std::string out;
    for (const auto& section : sections) {
        out += archive::section_kind_name(section.kind);
        out += ' ' + std::to_string(section.level);
        if (!section.heading.empty()) out += " # " + section.heading;
        out += '\n';
        for (const auto& paragraph : section.paragraphs) {
            out += archive::paragraph_kind_name(paragraph.kind);
            out += ": " + paragraph.text + '\n';
        }
    }
    return out;
}

}  // namespace broadsheet::tests
