// Any bytes are read as a query without harm; what was read is printed and read as the same again.
#include "tests/fuzz/target.hpp"
#include "tests/support/query_checks.hpp"

using namespace broadsheet;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string input(reinterpret_cast<const char*>(data), size);
    tests::die_unless_empty(tests::wrong_with_reading(input));
    tests::die_unless_empty(tests::has_carets(input) ? "" : "a diagnostic without a caret");
    return 0;
}
