#include "indexer/glass/version_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/uuid/random_generator.hpp>
#include <boost/uuid/uuid_io.hpp>
#include <limits>

#include "archive/mapped_file.hpp"
#include "archive/varint.hpp"
#include "indexer/glass/table_reader.hpp"

namespace broadsheet::indexer::glass {

using archive::put_varint;

namespace {

constexpr std::string_view magic = "\x0f\x0dXapian Glass";
constexpr std::string_view format = "\x04\x6e";  // 2016-03-14

// Xapian's defaults, which say from which size on its writers compress; 0: not at all.
constexpr std::uint64_t not_compressed = 0, usual_compression = 18;

constexpr std::uint64_t written_in_order = 2, no_table = 1;  // beside the level
constexpr std::size_t block_unit = 2'048;

void put_table(std::string& out, const TableRoot& root, std::uint64_t compress_from) {
    put_varint(out, root.root);
    put_varint(out, (std::uint64_t{root.level} << 2) | written_in_order | (root.blocks == 0 ? no_table : 0));
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

void Totals::add_database(const Totals& other) {
    documents += other.documents;
    if (other.shortest > 0 && (shortest == 0 || other.shortest < shortest)) shortest = other.shortest;
    longest = std::max(longest, other.longest);
    most_counts = std::max(most_counts, other.most_counts);
    length += other.length;
}

Uuid new_uuid() {
    boost::uuids::random_generator_pure generate;
    const boost::uuids::uuid random = generate();
    Uuid uuid{};
    std::ranges::copy(random, uuid.begin());
    return uuid;
}

std::string text_of(const Uuid& uuid) {
    boost::uuids::uuid out{};
    std::ranges::copy(uuid, out.begin());
    return boost::uuids::to_string(out);
}

std::string version_file(const Version& version) {
    const Totals& totals = version.totals;
    std::string out(magic);
    out += format;
    out.append(reinterpret_cast<const char*>(version.uuid.data()), version.uuid.size());
    put_varint(out, version.revision);
    put_table(out, version.roots.postlist, not_compressed);
    put_table(out, version.roots.docdata, usual_compression);
    put_table(out, version.roots.termlist, usual_compression);
    put_table(out, {}, not_compressed);    // position
    put_table(out, {}, usual_compression);  // spelling
    put_table(out, {}, usual_compression);  // synonym
    put_varint(out, totals.documents);
    put_varint(out, totals.last_document - totals.documents);
    put_varint(out, totals.shortest);
    put_varint(out, totals.most_counts);
    put_varint(out, totals.longest - totals.most_counts);
    put_varint(out, 0);
    put_varint(out, totals.length);
    put_varint(out, 0);
    return out;
}

namespace {

/// Reads the file from its beginning to its end.
class VersionReader {
  public:
    explicit VersionReader(std::string_view bytes) : bytes_(bytes), rest_(bytes) {}

    Version read() {
        Version version;
        if (take(magic.size()) != magic) fail();
        if (take(format.size()) != format) throw DamagedTable("the database is of another version of glass");
        std::ranges::copy(take(version.uuid.size()), version.uuid.begin());
        version.revision = number();
        version.roots.postlist = table();
        version.roots.docdata = table();
        termlist_begin = at();
        version.roots.termlist = table();
        termlist_end = at();
        for (int unused = 0; unused < 3; ++unused) table();
        Totals& totals = version.totals;
        totals.documents = small_number();
        totals.last_document = totals.documents + small_number();
        totals.shortest = small_number();
        totals.most_counts = small_number();
        totals.longest = totals.most_counts + small_number();
        number();
        totals.length = number();
        number();
        if (!rest_.empty()) fail();
        return version;
    }

    std::size_t termlist_begin = 0, termlist_end = 0;  ///< in the bytes, once read

  private:
    [[noreturn]] static void fail() { throw DamagedTable("the file iamglass is not what was written"); }

    std::size_t at() const { return bytes_.size() - rest_.size(); }

    std::string_view take(std::size_t count) {
        if (count > rest_.size()) fail();
        const std::string_view taken = rest_.substr(0, count);
        rest_.remove_prefix(count);
        return taken;
    }

    std::uint64_t number() {
        if (rest_.empty()) fail();
        const char* begin = rest_.data();
        const std::uint64_t value = archive::get_varint(begin, rest_.data() + rest_.size());
        rest_.remove_prefix(static_cast<std::size_t>(begin - rest_.data()));
        return value;
    }

    std::uint32_t small_number() {
        const std::uint64_t value = number();
        if (value > std::numeric_limits<std::uint32_t>::max()) fail();
        return static_cast<std::uint32_t>(value);
    }

    TableRoot table() {
        TableRoot root;
        root.root = small_number();
        const std::uint64_t level = number();
        root.level = static_cast<std::uint32_t>(level >> 2);
        root.entries = number();
        const bool has_our_blocks = number() * block_unit == block_bytes;
        number();
        take(number());
        const bool is_there = (level & no_table) == 0;
        if (is_there && !has_our_blocks) throw DamagedTable("the database has blocks of another size");
        // How many there are, the size of the file tells; here only that there are some.
        root.blocks = is_there ? root.root + 1 : 0;
        return root;
    }

    std::string_view bytes_, rest_;
};

}  // namespace

std::string read_version_file(const std::filesystem::path& database) {
    const std::filesystem::path path = database / version_file_name;
    const auto file = archive::MappedFile::open(path);
    if (!file) throw DamagedTable(fmt::format("{} is not there", path.string()));
    return std::string(file->bytes());
}

Version parse_version_file(std::string_view bytes) { return VersionReader(bytes).read(); }

std::string with_termlist(std::string_view bytes, const TableRoot& termlist) {
    VersionReader reader(bytes);
    reader.read();
    std::string out(bytes.substr(0, reader.termlist_begin));
    put_table(out, termlist, usual_compression);
    out += bytes.substr(reader.termlist_end);
    return out;
}

}  // namespace broadsheet::indexer::glass
