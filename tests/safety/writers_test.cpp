// Several writers at once: one writes, the others are turned away unharmed.
#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <memory>

#include "tests/safety/scenario.hpp"

namespace fs = std::filesystem;
using namespace broadsheet::tests;

namespace {

constexpr int turned_away = 75;

/// Adds every delivery, all at the same time, each again until it is let in. The number of times that
/// one was turned away.
int add_all_at_once(const std::vector<fs::path>& deliveries, const fs::path& archive) {
    int refusals = 0;
    std::vector<fs::path> waiting = deliveries;
    while (!waiting.empty()) {
        std::vector<std::unique_ptr<BackgroundProgram>> running;
        for (const fs::path& delivery : waiting) {
            running.push_back(std::make_unique<BackgroundProgram>(
                indexer_command({"add", delivery.string()}, archive)));
        }
        std::vector<fs::path> again;
        for (std::size_t i = 0; i < running.size(); ++i) {
            const int code = running[i]->wait();
            CHECK((code == 0 || code == turned_away));
            if (code == turned_away) again.push_back(waiting[i]);
        }
        refusals += static_cast<int>(again.size());
        CHECK(again.size() < waiting.size());
        waiting = again;
    }
    return refusals;
}

}  // namespace

TEST_CASE("many writers at once, on an archive that is still to be made: each gets its turn") {
    const TemporaryDirectory directory;
    const int articles = is_soak() ? 2'000 : 20, writers = is_soak() ? 12 : 6;
    std::vector<fs::path> deliveries;
    std::string all;
    for (int i = 0; i < writers; ++i) {
        deliveries.push_back(directory.path() / fmt::format("{}.jsonl", i));
        const std::string lines = article_lines(i * articles, (i + 1) * articles, "morning");
        std::ofstream(deliveries.back()) << lines;
        all += lines;
    }
    const fs::path archive = directory.path() / "news", undisturbed = directory.path() / "undisturbed";
    const int refusals = add_all_at_once(deliveries, archive);
    INFO(refusals << " refusals");
    REQUIRE(run(indexer_command({"add", "--format", "jsonl", "-"}, undisturbed), all).exit_code == 0);
    CHECK(dump_lines(archive) == dump_lines(undisturbed));
    CHECK(wrong_with_settled(archive) == "");
    CHECK(found_by_verify(archive) == "");
}
