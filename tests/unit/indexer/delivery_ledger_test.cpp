#include "indexer/delivery_ledger.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

#include "tests/support/temporary_directory.hpp"

namespace fs = std::filesystem;
using namespace broadsheet;
using namespace broadsheet::indexer;
using archive::ArchivePaths;
using tests::TemporaryDirectory;

namespace {

Fingerprint print_of(int number) { return fingerprint(std::to_string(number), {10, 20}); }

class Desk {
  public:
    Desk() { archive::create_or_check_archive(paths); }

    fs::path ledger_file() const {
        for (const auto& entry : fs::directory_iterator(paths.watched)) {
            if (entry.path().extension() == ".ledger") return entry.path();
        }
        return {};
    }

  private:
    TemporaryDirectory directory_;

  public:
    const ArchivePaths paths{directory_.path() / "news"};
};

}  // namespace

TEST_CASE("a file is known by its path, its size and its time") {
    const Fingerprint print = fingerprint("a/b.xml", {10, 20});
    CHECK(print == fingerprint("a/b.xml", {10, 20}));
    for (const Fingerprint& other :
         {fingerprint("a/c.xml", {10, 20}), fingerprint("a/b.xml", {11, 20}),
          fingerprint("a/b.xml", {10, 21}), fingerprint("a/b.xml1", {0, 20})}) {
        CHECK_FALSE(print == other);
    }
}

TEST_CASE("what was entered is known after a restart, each folder for itself") {
    const Desk desk;
    const std::vector<Fingerprint> prints{print_of(1), print_of(2)};
    {
        DeliveryLedger ledger(desk.paths, "/in");
        CHECK(ledger.size() == 0);
        ledger.add(prints);
        ledger.add(prints);
    }
    const DeliveryLedger ledger(desk.paths, "/in"), other(desk.paths, "/elsewhere");
    CHECK(ledger.size() == 2);
    CHECK(ledger.has(print_of(1)));
    CHECK_FALSE(ledger.has(print_of(3)));
    CHECK_FALSE(other.has(print_of(1)));
}

TEST_CASE("a line that a crash has torn costs that line only") {
    constexpr int line_bytes = 33;
    for (int missing = 1; missing <= line_bytes; ++missing) {
        INFO(missing << " bytes are missing");
        const Desk desk;
        std::vector<Fingerprint> prints{print_of(1), print_of(2), print_of(3)};
        DeliveryLedger(desk.paths, "/in").add(prints);
        const fs::path file = desk.ledger_file();
        fs::resize_file(file, fs::file_size(file) - static_cast<std::uintmax_t>(missing));
        {
            DeliveryLedger ledger(desk.paths, "/in");
            CHECK(ledger.size() == 2);
            CHECK_FALSE(ledger.has(print_of(3)));
            prints.push_back(print_of(4));
            ledger.add(prints);
        }
        CHECK(DeliveryLedger(desk.paths, "/in").size() == 4);
    }
}

TEST_CASE("what is gone from the folder is forgotten, and the file shrinks") {
    const Desk desk;
    std::vector<Fingerprint> prints;
    for (int i = 0; i < 1'000; ++i) prints.push_back(print_of(i));
    std::uintmax_t full = 0;
    {
        DeliveryLedger ledger(desk.paths, "/in");
        ledger.add(prints);
        full = fs::file_size(desk.ledger_file());
        ledger.keep_only({print_of(7), print_of(2'000)});
        CHECK(ledger.size() == 1);
        ledger.add({&prints[8], 1});
    }
    CHECK(fs::file_size(desk.ledger_file()) < full / 100);
    const DeliveryLedger ledger(desk.paths, "/in");
    CHECK(ledger.has(print_of(7)));
    CHECK(ledger.has(print_of(8)));
    CHECK(ledger.size() == 2);
}

TEST_CASE("a folder is watched by one program for an archive") {
    const Desk desk;
    std::optional<DeliveryLedger> first;
    first.emplace(desk.paths, "/in");
    CHECK_THROWS_AS(DeliveryLedger(desk.paths, "/in"), archive::ArchiveLocked);
    CHECK_NOTHROW(DeliveryLedger(desk.paths, "/other"));
    first.reset();
    CHECK_NOTHROW(DeliveryLedger(desk.paths, "/in"));
}
