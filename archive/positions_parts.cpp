#include "archive/positions_parts.hpp"

#include "archive/positions_file.hpp"
#include "text/analyzer.hpp"

namespace broadsheet::archive {

PositionsHead append_tail(const WordTableBuilder& words, const std::vector<std::uint64_t>& entries,
                          std::string_view uuid, std::uint64_t articles_end, std::string& out) {
    constexpr std::uint64_t alignment = 8;
    const std::uint64_t before = articles_end - out.size();  // of the file that are not in `out`
    const auto place = [&] { return before + out.size(); };
    const auto align = [&] { out.append((alignment - place() % alignment) % alignment, '\0'); };
    PositionsHead head{};
    head.magic = positions_magic;
    head.format = positions_format;
    head.analyzer = static_cast<std::uint32_t>(text::analyzer_version);
    head.uuid = uuid_field(uuid);

    align();
    const std::size_t tail = out.size();
    head.words_begin = place();
    head.words_bytes = words.bytes().size();
    head.words = words.count();
    out += words.bytes();
    align();
    head.blocks = static_cast<std::uint32_t>(words.blocks().size());
    out.append(reinterpret_cast<const char*>(words.blocks().data()),
               words.blocks().size() * sizeof(std::uint32_t));
    align();
    head.entries_begin = place();
    head.entries = static_cast<std::uint32_t>(entries.size());
    out.append(reinterpret_cast<const char*>(entries.data()), entries.size() * sizeof(std::uint64_t));
    head.file_bytes = place();
    head.checksum = positions_checksum(head, std::string_view(out).substr(tail));
    return head;
}

}  // namespace broadsheet::archive
