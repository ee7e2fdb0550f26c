// Any bytes, read as the format that they look like and as some other, give sound articles or a
// reason.
#include <numeric>
#include <string_view>

#include "indexer/readers/format.hpp"
#include "tests/fuzz/target.hpp"
#include "tests/support/reader_checks.hpp"

using namespace broadsheet;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view input(reinterpret_cast<const char*>(data), size);
    const auto guess = indexer::guess_format(input.substr(0, indexer::format_mark_bytes));
    if (guess.format != nullptr)
        tests::die_unless_empty(tests::wrong_with_reading_as(*guess.format, input));
    // Which other is left to the bytes, so that every one has its turn.
    const auto sum = std::accumulate(data, data + size, std::size_t{0});
    const auto formats = indexer::formats();
    tests::die_unless_empty(tests::wrong_with_reading_as(formats[sum % formats.size()], input));
    return 0;
}
