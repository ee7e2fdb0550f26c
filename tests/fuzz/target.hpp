// What a fuzz target is: libFuzzer's entry point. Any bytes may come; it returns, or dies.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace broadsheet::tests {

/// Ends the process where something is wrong: a fuzzer keeps the input, a replay names it.
inline void die_unless_empty(const std::string& wrong) {
    if (wrong.empty()) return;
    std::fprintf(stderr, "wrong: %s\n", wrong.c_str());
    std::abort();
}

}  // namespace broadsheet::tests
