#include "indexer/output.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <stdexcept>

namespace broadsheet::indexer {

namespace {

[[noreturn]] void throw_unwritable() {
    throw std::runtime_error("cannot write to standard output; is the disk full?");
}

}  // namespace

void print_error(std::string_view message) {
    fmt::print(stderr, "broadsheet-indexer: {}\n", message);
}

void print_line(std::string_view line) {
    const bool written = std::fwrite(line.data(), 1, line.size(), stdout) == line.size();
    if (!written || std::fputc('\n', stdout) == EOF) throw_unwritable();
}

void finish_output() {
    if (std::fflush(stdout) != 0) throw_unwritable();
}

}  // namespace broadsheet::indexer
