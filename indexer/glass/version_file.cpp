#include "indexer/glass/version_file.hpp"

#include <algorithm>
#include <string_view>

#include "archive/varint.hpp"

namespace broadsheet::indexer::glass {

using archive::put_varint;

namespace {

constexpr std::string_view magic = "\x0f\x0dXapian Glass";
constexpr std::string_view format = "\x04\x6e";  // 2016-03-14

// Xapian's defaults, which say from which size on its writers compress; 0: not at all.
constexpr std::uint64_t not_compressed = 0, usual_compression = 18;

void put_table(std::string& out, const TableRoot& root, std::uint64_t compress_from) {
    constexpr std::uint64_t in_order = 2, none = 1;
    constexpr std::size_t block_unit = 2'048;
    put_varint(out, root.root);
    put_varint(out, (std::uint64_t{root.level} << 2) | in_order | (root.blocks == 0 ? none : 0));
    put_varint(out, root.entries);
    put_varint(out, block_bytes / block_unit);
    put_varint(out, compress_from);
    std::string free_blocks;
    if (root.blocks > 0) {
        put_varint(free_blocks, first_revision);
        put_varint(free_blocks, root.blocks);
        free_blocks.append(4, '\0');
    }
    put_varint(out, free_blocks.size());
    out += free_blocks;
}

}  // namespace

void Totals::add_document(std::uint32_t document_length) {
    ++documents;
    ++last_document;
    if (length == 0 || (document_length > 0 && document_length < shortest)) shortest = document_length;
    longest = std::max(longest, document_length);
    length += document_length;
}

std::string version_file(const Uuid& uuid, const Roots& roots, const Totals& totals) {
    std::string out(magic);
    out += format;
    out.append(reinterpret_cast<const char*>(uuid.data()), uuid.size());
    put_varint(out, first_revision);
    put_table(out, roots.postlist, not_compressed);
    put_table(out, roots.docdata, usual_compression);
    put_table(out, roots.termlist, usual_compression);
    put_table(out, {}, not_compressed);    // position
    put_table(out, {}, usual_compression);  // spelling
    put_table(out, {}, usual_compression);  // synonym
    put_varint(out, totals.documents);
    put_varint(out, totals.last_document - totals.documents);
    put_varint(out, totals.shortest);
    put_varint(out, totals.most_counts);
    // Of what is empty but for boolean terms, no count is above the length.
    put_varint(out, totals.longest - totals.most_counts);
    put_varint(out, 0);
    put_varint(out, totals.length);
    put_varint(out, 0);
    return out;
}

}  // namespace broadsheet::indexer::glass
