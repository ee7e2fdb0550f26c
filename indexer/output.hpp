// What a command says.
#pragma once

#include <string_view>

namespace broadsheet::indexer {

/// Prints "broadsheet-indexer: message" on standard error.
void print_error(std::string_view message);

/// Prints a line on standard output. Throws std::runtime_error where it cannot be written.
void print_line(std::string_view line);

/// All that was printed has been taken by whoever reads it. Throws std::runtime_error likewise.
void finish_output();

}  // namespace broadsheet::indexer
