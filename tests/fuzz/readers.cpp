// Any bytes, read as any format, give sound articles or a reason.
#include <string_view>

#include "indexer/readers/format.hpp"
#include "tests/fuzz/target.hpp"
#include "tests/support/reader_checks.hpp"

using namespace broadsheet;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view input(reinterpret_cast<const char*>(data), size);
    static_cast<void>(indexer::guess_format(input.substr(0, indexer::format_mark_bytes)));
    for (const indexer::Format& format : indexer::formats())
        tests::die_unless_empty(tests::wrong_with_reading_as(format, input));
    return 0;
}
