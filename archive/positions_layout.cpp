#include "archive/positions_layout.hpp"

#include <xxhash.h>

#include "archive/varint.hpp"

namespace broadsheet::archive {

namespace {

void put_u32(std::string& out, std::uint32_t number) {
    out.append(reinterpret_cast<const char*>(&number), sizeof number);
}

}  // namespace

RunningChecksum positions_checksum(const PositionsHead& head) {
    static_assert(offsetof(PositionsHead, format) == checked_from);
    return RunningChecksum(XXH3_64bits(reinterpret_cast<const char*>(&head) + checked_from, sizeof head - checked_from));
}

std::uint32_t entry_checksum(std::string_view bytes) {
    return static_cast<std::uint32_t>(XXH3_64bits(bytes.data(), bytes.size()));
}

void EntryWords::add(std::uint32_t word, std::string_view positions) {
    if (words_ > 0 && words_ % words_a_skip == 0) {
        put_u32(skips_, last_);
        put_u32(skips_, static_cast<std::uint32_t>(positions_.size()));
    }
    put_varint(positions_, word - last_);
    positions_ += positions;
    last_ = word;
    ++words_;
}

void EntryWords::finish(std::string_view rest, std::string& out) {
    body_.clear();
    put_varint(body_, words_);
    put_varint(body_, positions_.size());
    body_ += skips_;
    body_ += positions_;
    body_ += rest;
    std::string length;
    put_varint(length, body_.size());
    body_.insert(0, length);
    put_u32(out, entry_checksum(body_));
    out += body_;
    skips_.clear();
    positions_.clear();
    words_ = last_ = 0;
}

}  // namespace broadsheet::archive
