#include "archive/positions_parts.hpp"

#include "archive/positions_file.hpp"
#include "text/analyzer.hpp"

namespace broadsheet::archive {

namespace {

constexpr std::uint64_t aligned(std::uint64_t place) {
    constexpr std::uint64_t alignment = 8;
    return (place + alignment - 1) / alignment * alignment;
}

}  // namespace

PositionsHead write_tail(WordTableBuilder& words, std::span<const std::uint64_t> entries, std::string_view uuid,
                         std::uint64_t articles_end, const std::function<void(std::string_view)>& sink) {
    PositionsHead head{};
    head.magic = positions_magic;
    head.format = positions_format;
    head.analyzer = static_cast<std::uint32_t>(text::analyzer_version);
    head.uuid = uuid_field(uuid);
    head.words_begin = aligned(articles_end);
    head.words_bytes = words.bytes().size();
    head.words = words.count();
    head.blocks = static_cast<std::uint32_t>(words.blocks().size() / sizeof(std::uint32_t));
    const std::uint64_t blocks_begin = aligned(head.words_begin + head.words_bytes);
    const std::uint64_t blocks_end = blocks_begin + words.blocks().size();
    head.entries_begin = aligned(blocks_end);
    head.entries = static_cast<std::uint32_t>(entries.size());
    head.file_bytes = head.entries_begin + entries.size_bytes();

    RunningChecksum checksum = positions_checksum(head);
    const auto write = [&](std::string_view bytes) {
        checksum.add(bytes);
        sink(bytes);
    };
    const auto fill = [](std::uint64_t begin, std::uint64_t end) { return std::string(end - begin, '\0'); };
    sink(fill(articles_end, head.words_begin));
    words.bytes().each_piece(write);
    write(fill(head.words_begin + head.words_bytes, blocks_begin));
    words.blocks().each_piece(write);
    write(fill(blocks_end, head.entries_begin));
    write({reinterpret_cast<const char*>(entries.data()), entries.size_bytes()});
    head.checksum = checksum.value();
    return head;
}

}  // namespace broadsheet::archive
