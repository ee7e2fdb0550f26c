// The parameters of a target: name=value&…, percent-encoded.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace broadsheet::searchd {

struct Parameter {
    std::string name;
    std::string value;
};

/// A parameter that cannot be honoured: which, as it came, and a sentence that says what is wrong
/// and how it is mended.
struct ParameterProblem {
    std::string name;
    std::string value;
    std::string message;
};

enum class Encoding {
    path,  ///< %XX only
    form,  ///< as forms send it: + is a space as well
};

/// The bytes that `text` stands for, or nothing where a % is not followed by two hexadecimal
/// digits.
std::optional<std::string> percent_decoded(std::string_view text, Encoding encoding);

/// Whether it may be taken for text: valid UTF-8 without control characters, but for the white
/// space that pasted text brings along.
bool is_plain_text(std::string_view text);

/// The parameters in their order; pieces without "=" have an empty value, empty pieces ("a=1&&b=2")
/// are passed over. Names and values are plain text.
std::variant<std::vector<Parameter>, ParameterProblem> split_query(std::string_view query);

}  // namespace broadsheet::searchd
