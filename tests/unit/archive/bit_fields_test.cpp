#include "archive/bit_fields.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <memory>
#include <random>
#include <vector>

namespace archive = broadsheet::archive;

namespace {

struct Field {
    std::uint64_t value;
    unsigned bits;
    std::uint64_t at = 0;
};

std::vector<Field> random_fields(std::mt19937_64& random, std::size_t count) {
    std::vector<Field> fields;
    for (std::size_t i = 0; i < count; ++i) {
        const auto bits = static_cast<unsigned>(random() % (archive::max_field_bits + 1));
        fields.push_back({archive::lowest_bits(random(), bits), bits});
    }
    return fields;
}

/// With pieces taken on the way, one after so many fields.
std::string written(std::vector<Field>& fields, std::size_t taken_after) {
    archive::BitWriter writer;
    std::string bytes;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        fields[i].at = writer.bits();
        writer.put(fields[i].value, fields[i].bits);
        if (i % taken_after == 0) bytes += writer.take();
    }
    return bytes + writer.finish();
}

}  // namespace

TEST_CASE("fields lie lowest bit first and side by side", "[bit_fields]") {
    archive::BitWriter writer;
    writer.put(0b101, 3);
    writer.put(0b11, 2);
    writer.put(0, 0);
    writer.put(0b1'0000'0001, 9);
    CHECK(writer.bits() == 14);
    CHECK(writer.finish() == std::string("\x3d\x20", 2) + std::string(archive::field_load_bytes, '\0'));
    CHECK(writer.bits() == 0);
    CHECK(writer.finish() == std::string(archive::field_load_bytes, '\0'));
}

TEST_CASE("of a value that is wider than its field the lowest bits are kept", "[bit_fields]") {
    archive::BitWriter writer;
    writer.put(0xFFFF, 4);
    writer.put(0, 4);
    CHECK(writer.finish()[0] == 0x0F);
}

TEST_CASE("bits_for is enough for every number up to the greatest, and no more", "[bit_fields]") {
    struct Row {
        std::uint64_t greatest;
        unsigned bits;
    };
    for (const Row& row : {Row{0, 0}, {1, 1}, {2, 2}, {3, 2}, {4, 3}, {255, 8}, {256, 9}, {0xFFFFFFFF, 32}}) {
        CAPTURE(row.greatest);
        CHECK(archive::bits_for(row.greatest) == row.bits);
    }
}

TEST_CASE("fields of any width are read as they were written", "[bit_fields]") {
    std::mt19937_64 random(20'261'123);
    for (int round = 0; round < 200; ++round) {
        auto fields = random_fields(random, random() % 200);
        const std::string bytes = written(fields, 1 + random() % 300);
        const archive::BitFields checked(bytes);
        for (const Field& field : fields) {
            CAPTURE(round, field.at, field.bits);
            REQUIRE(archive::bits_at(bytes.data(), field.at, field.bits) == field.value);
            REQUIRE(checked.at(field.at, field.bits) == field.value);
        }
    }
}

TEST_CASE("nothing outside of the bytes is read, wherever a field is said to be", "[bit_fields]") {
    std::mt19937_64 random(1'123);
    for (std::size_t size = 0; size < 40; ++size) {
        // Bytes of their own on the heap, all bits set: the sanitizer sees what is read beside them.
        const auto bytes = std::make_unique<char[]>(size);
        std::fill_n(bytes.get(), size, '\xFF');
        const archive::BitFields fields({bytes.get(), size});
        for (std::uint64_t bit = 0; bit < size * 8 + 80; ++bit) {
            const std::uint64_t inside = bit < size * 8 ? std::min<std::uint64_t>(size * 8 - bit, 57) : 0;
            CAPTURE(size, bit);
            REQUIRE(fields.at(bit, 57) == (std::uint64_t{1} << inside) - 1);
        }
        for (int i = 0; i < 100; ++i) {
            const std::uint64_t bit = random() | std::uint64_t{1} << 40;
            REQUIRE(fields.at(bit, 57) == 0);
        }
        REQUIRE(fields.at(~std::uint64_t{0}, 57) == 0);
    }
}
