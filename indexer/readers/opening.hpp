// How does an input begin? The facts by which its format is told.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace broadsheet::indexer {

/// How many bytes of an input are looked at.
inline constexpr std::size_t format_mark_bytes = 64 << 10;

struct Opening {
    /// Reads the facts of `head`: all of an input, or its first format_mark_bytes, which must
    /// outlive this.
    explicit Opening(std::string_view head);

    std::string_view bytes;  ///< as they lie there
    std::string_view text;   ///< without byte order mark and white space around it
    bool whole = false;      ///< there is no more of the input
    std::string root;        ///< the first element of XML, HTML or SGML, without prefix, lower case
    std::string doctype;     ///< the name after <!DOCTYPE, lower case

    /// Whether the text begins with this (lower case) in any case.
    bool begins(std::string_view lower) const;
    /// Whether it has this anywhere.
    bool has(std::string_view part) const { return text.find(part) != std::string_view::npos; }
    bool begins_as_json() const { return text.starts_with('{') || text.starts_with('['); }
};

/// Whether `text` is JSON, or goes on as such: `whole` says whether it must end here.
bool is_json(std::string_view text, bool whole);

}  // namespace broadsheet::indexer
