// Whatever the order in which versions of articles arrive, in one run or in many, cut into whatever
// batches, with crashes between: the archive ends with the newest of each.
#include <fmt/format.h>

#include <boost/json.hpp>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "indexer/embargoed_articles.hpp"
#include "indexer/ingest.hpp"
#include "tests/property/random_news.hpp"
#include "tests/support/temporary_directory.hpp"
#include "tests/unit/indexer/crash.hpp"
#include "tests/unit/indexer/sample_archive.hpp"

namespace fs = std::filesystem;
namespace json = boost::json;
using namespace broadsheet;
using namespace broadsheet::tests;
using archive::ArchivePaths;

namespace {

const std::chrono::sys_seconds now{std::chrono::seconds(1'752'071'400)};  // 2025-07-09T14:30:00Z
const std::string later = "2025-07-10T00:00:00Z", before = "2025-07-09T14:29:59Z";
const std::chrono::sys_seconds after_all{std::chrono::seconds(1'752'200'000)};

enum class Kind { shown, embargoed, withdrawn };

struct Item {
    std::string id, version, date, text;
    Kind kind = Kind::shown;
    std::string embargo;  ///< may be over
    std::size_t rank = 0;
};

/// How the versions of an article are told apart: the n-th of them.
using Naming = void (*)(Item& item, std::size_t rank);

std::string clock(std::size_t rank) { return fmt::format("2025-07-09T{:02}:30:00Z", rank); }

const std::vector<Naming> namings = {
    [](Item& item, std::size_t rank) { item.version = std::to_string(rank + 7); },
    [](Item& item, std::size_t rank) {  // a date that contradicts the version tells nothing
        item.version = std::to_string(rank + 7);
        item.date = clock(20 - rank);
    },
    [](Item& item, std::size_t rank) { item.version = "v1." + std::to_string(rank * 5); },
    [](Item& item, std::size_t rank) { item.version = clock(rank); },
    [](Item& item, std::size_t rank) {
        item.version = "2";
        item.date = clock(rank);
    },
    [](Item& item, std::size_t rank) { item.date = clock(rank); },
};
// From here on a withdrawal has no version of its own, so that it goes before any usable one.
constexpr std::size_t first_without_versions = 4;

std::vector<Item> random_items(Dice& dice) {
    std::vector<Item> items;
    for (std::size_t article = dice.between(1, 6); article > 0; --article) {
        const std::size_t naming = dice.roll(namings.size());
        const std::size_t versions = dice.between(1, 5);
        for (std::size_t rank = 0; rank < versions; ++rank) {
            Item item;
            item.id = "n" + std::to_string(article);
            item.rank = rank;
            item.text = "Version " + std::to_string(rank) + ".";
            namings[naming](item, rank);
            if (dice.one_in(4)) {
                item.kind = Kind::embargoed;
                item.embargo = later;
            } else if (naming < first_without_versions && dice.one_in(4)) {
                item.kind = Kind::withdrawn;
            } else if (dice.one_in(5)) {
                item.embargo = before;
            }
            items.push_back(item);
        }
    }
    return items;
}

/// Every item once, and some more than once, in any order.
std::vector<Item> shuffled(const std::vector<Item>& items, Dice& dice) {
    std::vector<Item> order = items;
    for (std::size_t i = dice.roll(items.size() + 1); i > 0; --i) order.push_back(dice.pick(items));
    for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[dice.roll(i)]);
    return order;
}

void write_items(const fs::path& path, std::span<const Item> items) {
    std::ofstream file(path, std::ios::binary);
    for (const Item& item : items) {
        file << json::serialize(
                    json::object{{"id", item.id},
                                 {"title", "T"},
                                 {"version", item.version},
                                 {"date", item.date},
                                 {"text", item.text},
                                 {"embargo", item.embargo},
                                 {"status", item.kind == Kind::withdrawn ? "canceled" : "usable"}})
             << "\n";
    }
}

/// The text of each article that the newest word of its source lets us show, of the items whose time
/// has come.
Texts shown(const std::vector<Item>& items, bool embargoes_are_over) {
    std::map<std::string, const Item*> newest;
    for (const Item& item : items) {
        if (item.kind == Kind::embargoed && !embargoes_are_over) continue;
        const Item*& known = newest[item.id];
        if (known == nullptr || known->rank < item.rank) known = &item;
    }
    Texts texts;
    for (const auto& [id, item] : newest) {
        if (item->kind != Kind::withdrawn) texts.emplace_back(id, item->text);
    }
    return texts;
}

/// How many articles have an embargoed version that is newer than all others.
std::size_t waiting(const std::vector<Item>& items) {
    std::map<std::string, const Item*> newest;
    for (const Item& item : items) {
        const Item*& known = newest[item.id];
        if (known == nullptr || known->rank < item.rank) known = &item;
    }
    return static_cast<std::size_t>(std::ranges::count_if(
        newest, [](const auto& entry) { return entry.second->kind == Kind::embargoed; }));
}

class Archive {
  public:
    explicit Archive(Dice& dice) : dice_(dice) {}

    indexer::IngestSummary add(std::span<const Item> items, std::chrono::sys_seconds at = now) {
        const fs::path input = directory_.path() / "in.jsonl";
        write_items(input, items);
        indexer::IngestOptions options;
        options.reading.format = "jsonl";
        options.jobs = 2;
        options.limits = {dice_.between(1, 6), 1 << 20, dice_.between(1, 3), 1 << 20};
        options.now = at;
        const auto run = [&](const indexer::StepHook& hook) {
            options.hook = hook;
            return indexer::ingest(paths, {&input, 1}, options);
        };
        if (dice_.one_in(3)) {
            crashes_at(static_cast<int>(dice_.between(1, 12)), [&](const auto& hook) { run(hook); });
        }
        return run({});
    }

    std::size_t waiting() const {
        return indexer::EmbargoedArticles(paths.embargoed).count();
    }

  private:
    Dice& dice_;
    TemporaryDirectory directory_;

  public:
    const ArchivePaths paths{directory_.path() / "news"};
};

}  // namespace

TEST_CASE("whatever the order of versions, runs, batches and crashes, the newest stays") {
    Dice dice(20261123);
    for (std::size_t i = cases_from("BROADSHEET_UPDATE_CASES", 150); i > 0; --i) {
        INFO("case " << i);
        const std::vector<Item> items = random_items(dice);
        const std::vector<Item> order = shuffled(items, dice);
        Archive archive(dice);
        for (std::size_t at = 0; at < order.size();) {
            const std::size_t end = std::min(order.size(), at + dice.between(1, order.size()));
            archive.add(std::span(order).subspan(at, end - at));
            at = end;
        }
        CHECK(texts_in(archive.paths) == shown(items, false));
        CHECK(archive.waiting() == waiting(items));

        const auto list = archive::read_segment_list(archive.paths);
        const auto again = archive.add(shuffled(items, dice));
        CHECK(again.indexed == 0);
        CHECK(archive::read_segment_list(archive.paths) == list);

        archive.add({}, after_all);
        CHECK(texts_in(archive.paths) == shown(items, true));
        CHECK(archive.waiting() == 0);
        CHECK_FALSE(fs::exists(archive.paths.embargoed));
    }
}
