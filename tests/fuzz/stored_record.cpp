// Any bytes are read as the record of a stored article, or refused, without harm; and as its file or frame.
#include "archive/archive_layout.hpp"
#include "archive/dictionary.hpp"
#include "tests/fuzz/target.hpp"
#include "tests/support/record_checks.hpp"

using namespace broadsheet;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string input(reinterpret_cast<const char*>(data), size);
    tests::die_unless_empty(tests::wrong_with_record(input));
    archive::parse_dictionary(input);
    try {
        archive::decode_stored(input, {});
    } catch (const archive::CorruptArticle&) {
    } catch (const archive::ArchiveError&) {  // it names a dictionary
    }
    return 0;
}
