// Whatever is done to a sample of a format, reading it ends, and gives sound articles or says why
// not.
#include <catch2/catch.hpp>
#include <filesystem>
#include <random>
#include <string>

#include "indexer/readers/format.hpp"
#include "tests/support/news_data.hpp"
#include "tests/support/reader_checks.hpp"

using namespace broadsheet;

namespace {

constexpr int mutations_a_sample = 400;

/// One to eight changes: bytes flipped, runs taken out, doubled, moved, or cut off.
std::string mutated(std::string text, std::mt19937& random) {
    const auto below = [&](std::size_t end) {
        return std::uniform_int_distribution<std::size_t>(0, end == 0 ? 0 : end - 1)(random);
    };
    for (std::size_t changes = 1 + below(8); changes > 0 && !text.empty(); --changes) {
        const std::size_t at = below(text.size());
        const std::size_t length = below(std::min<std::size_t>(64, text.size() - at) + 1);
        switch (below(6)) {
            case 0:
                text[at] = static_cast<char>(below(256));
                break;
            case 1:
                text.erase(at, length);
                break;
            case 2:
                text.insert(at, text.substr(at, length));
                break;
            case 3:
                text.insert(below(text.size()), text.substr(at, length));
                break;
            case 4:
                text.insert(at, std::string(length, "<>&\"'{}[]\x01\x02\n"[below(12)]));
                break;
            default:
                text.resize(at);
                break;
        }
    }
    return text;
}

}  // namespace

TEST_CASE("a mutated sample of any format gives sound articles or a reason") {
    std::mt19937 random(20250709);
    for (const auto& entry :
         std::filesystem::directory_iterator(tests::project_root() / "corpus/formats")) {
        const std::string sample = tests::read_file(entry.path());
        const indexer::Format* format = indexer::guess_format(sample).format;
        REQUIRE(format != nullptr);
        for (int i = 0; i < mutations_a_sample; ++i) {
            const std::string input = mutated(sample, random);
            INFO(entry.path() << " mutation " << i << ":\n" << input);
            CHECK(tests::wrong_with_reading_as(*format, input) == "");
        }
    }
}
