#include "archive/archive_layout.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>
#include <xxhash.h>

#include <algorithm>
#include <boost/json.hpp>
#include <cerrno>
#include <charconv>
#include <fstream>
#include <optional>
#include <sstream>
#include <system_error>

#include "text/analyzer.hpp"

namespace broadsheet::archive {

namespace fs = std::filesystem;
namespace json = boost::json;

namespace {

constexpr std::string_view generation_mark = "# generation ";
constexpr std::string_view segment_mark = "glass segments/";
constexpr std::string_view checksum_mark = "# checksum ";
constexpr std::size_t segment_name_digits = 6;
constexpr std::string_view unfinished_ending = ".new";

[[noreturn]] void throw_system_error(std::string_view what, const fs::path& path, int error) {
    throw ArchiveError(fmt::format("cannot {} {}: {}", what, path.string(),
                                   std::generic_category().message(error)));
}

std::string read_file(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw_system_error("read", path, errno);
    std::ostringstream content;
    content << file.rdbuf();
    if (file.bad() || content.bad()) throw_system_error("read", path, EIO);
    return std::move(content).str();
}

template <typename Number>
std::optional<Number> parse_number(std::string_view digits) {
    Number number{};
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
    return number;
}

bool is_segment_name(std::string_view name) {
    return name.size() >= segment_name_digits &&
           std::all_of(name.begin(), name.end(), [](char c) { return c >= '0' && c <= '9'; });
}

void make_directories(const fs::path& path) {
    std::error_code error;
    fs::create_directories(path, error);
    if (error) throw_system_error("create", path, error.value());
}

/// What an interrupted creation may have left, besides empty folders.
bool belongs_to_unfinished_archive(const ArchivePaths& paths, const fs::path& entry) {
    if (entry == paths.segments || entry == paths.reports) {
        return fs::is_directory(entry) && fs::is_empty(entry);
    }
    return entry == paths.lock || entry == paths.stub ||
           entry.filename().string().ends_with(unfinished_ending);
}

void refuse_foreign_folder(const ArchivePaths& paths) {
    std::error_code error;
    fs::directory_iterator entries(paths.root, error);
    if (error) throw_system_error("open", paths.root, error.value());
    for (const auto& entry : entries) {
        if (belongs_to_unfinished_archive(paths, entry.path())) continue;
        throw ArchiveError(fmt::format(
            "{} is not an archive, and not empty (it holds {}); name an archive, or a new folder",
            paths.root.string(), entry.path().filename().string()));
    }
}

std::string settings_text() {
    const json::object settings{{"schema", schema_version},
                                {"analyzer", text::analyzer_version},
                                {"made_by", "broadsheet " BROADSHEET_VERSION}};
    return json::serialize(settings) + "\n";
}

int version_in(const json::object& settings, std::string_view name, const fs::path& path) {
    const json::value* value = settings.if_contains(name);
    if (value == nullptr || !value->is_int64()) {
        throw ArchiveError(
            fmt::format("{} is damaged: it has no number '{}'", path.string(), name));
    }
    return static_cast<int>(value->get_int64());
}

void check_version(std::string_view what, int found, int ours, const fs::path& root) {
    if (found > ours) {
        throw ArchiveError(
            fmt::format("{} was made by a newer broadsheet ({} {}, this program knows {}); use "
                        "that or a newer one",
                        root.string(), what, found, ours));
    }
    if (found < ours) {
        throw ArchiveError(
            fmt::format("{} was made by an older broadsheet ({} {}, this program needs {}); export "
                        "it with that "
                        "one and add the export to a new archive",
                        root.string(), what, found, ours));
    }
}

/// The bytes of the file of a list.
std::string list_text(const SegmentList& list) {
    std::string text = fmt::format("{}{}\n", generation_mark, list.generation);
    for (const auto& name : list.names) text += fmt::format("{}{}\n", segment_mark, name);
    const std::uint64_t checksum = XXH3_64bits(text.data(), text.size());
    return text + fmt::format("{}{:016x}\n", checksum_mark, checksum);
}

[[noreturn]] void throw_bad_list(const ArchivePaths& paths, std::size_t line) {
    throw ArchiveError(fmt::format("{} is damaged: line {} is not what broadsheet writes",
                                   paths.stub.string(), line));
}

}  // namespace

ArchivePaths::ArchivePaths(fs::path archive_root)
    : root(std::move(archive_root)),
      settings(root / "archive.json"),
      stub(root / "segments.stub"),
      segments(root / "segments"),
      dictionaries(root / "dictionaries"),
      reports(root / "reports"),
      pending(root / "pending.json"),
      embargoed(root / "embargoed.jsonl"),
      withdrawn(root / "withdrawn.jsonl"),
      watched(root / "watched"),
      lock(root / "lock") {}

void create_or_check_archive(const ArchivePaths& paths) {
    if (fs::exists(paths.settings)) return check_archive(paths);
    make_directories(paths.root);
    refuse_foreign_folder(paths);
    const WriterLock lock(paths);
    if (fs::exists(paths.settings)) return check_archive(paths);
    make_directories(paths.segments);
    make_directories(paths.reports);
    write_segment_list(paths, SegmentList{});
    write_file_atomically(paths.settings, settings_text());
    sync_path(fs::absolute(paths.root).parent_path());
}

void check_archive(const ArchivePaths& paths) {
    if (!fs::exists(paths.settings)) {
        throw ArchiveError(
            fmt::format("{} is not an archive: it has no archive.json; make one with "
                        "broadsheet-indexer add",
                        paths.root.string()));
    }
    boost::system::error_code error;
    const json::value settings = json::parse(read_file(paths.settings), error);
    if (error || !settings.is_object()) {
        throw ArchiveError(
            fmt::format("{} is damaged: it is not a JSON object", paths.settings.string()));
    }
    const auto& object = settings.get_object();
    check_version("schema", version_in(object, "schema", paths.settings), schema_version,
                  paths.root);
    check_version("analyzer", version_in(object, "analyzer", paths.settings),
                  text::analyzer_version, paths.root);
}

SegmentList read_segment_list(const ArchivePaths& paths) {
    const std::string content = read_file(paths.stub);
    std::istringstream lines(content);
    std::string line;
    if (!std::getline(lines, line) || !line.starts_with(generation_mark)) throw_bad_list(paths, 1);
    const auto generation =
        parse_number<std::uint64_t>(std::string_view(line).substr(generation_mark.size()));
    if (!generation) throw_bad_list(paths, 1);
    SegmentList list{*generation, {}};
    for (std::size_t number = 2; std::getline(lines, line); ++number) {
        if (line.starts_with(checksum_mark)) break;
        if (!line.starts_with(segment_mark)) throw_bad_list(paths, number);
        std::string name = line.substr(segment_mark.size());
        if (!is_segment_name(name)) throw_bad_list(paths, number);
        list.names.push_back(std::move(name));
    }
    // Less, or another name, would pass for a list, by which a writer removes what is not on it.
    if (content != list_text(list)) {
        throw ArchiveError(
            fmt::format("{} is damaged: its checksum is missing or not that of its lines; restore "
                        "the archive from a backup",
                        paths.stub.string()));
    }
    return list;
}

void write_segment_list(const ArchivePaths& paths, const SegmentList& list) {
    write_file_atomically(paths.stub, list_text(list));
}

std::string unused_segment_name(const ArchivePaths& paths, const SegmentList& list) {
    std::uint64_t highest = list.generation;
    const auto consider = [&](std::string_view name) {
        if (is_segment_name(name)) {
            highest = std::max(highest, parse_number<std::uint64_t>(name).value_or(0));
        }
    };
    for (const auto& name : list.names) consider(name);
    for (const auto& entry : fs::directory_iterator(paths.segments)) {
        consider(entry.path().filename().string());
    }
    return fmt::format("{:0{}}", highest + 1, segment_name_digits);
}

fs::path unfinished(const fs::path& path) {
    fs::path beside = path;
    return beside += unfinished_ending;
}

void write_file_atomically(const fs::path& path, std::string_view content) {
    Descriptor file = Descriptor::create(unfinished(path));
    file.write_all(content);
    finish_file(file, path);
}

void finish_file(Descriptor& file, const fs::path& path) {
    file.sync();
    file.close();
    if (::rename(unfinished(path).c_str(), path.c_str()) != 0) throw_system_error("replace", path, errno);
    sync_path(path.parent_path());
}

void remove_file_durably(const fs::path& path) {
    if (::unlink(path.c_str()) != 0) {
        if (errno == ENOENT) return;
        throw_system_error("remove", path, errno);
    }
    sync_path(path.parent_path());
}

void sync_path(const fs::path& path) {
    const Descriptor file(path.empty() ? fs::path(".") : path, O_RDONLY, "open");
    file.sync();
}

void sync_tree(const fs::path& directory) {
    for (const auto& entry : fs::recursive_directory_iterator(directory)) {
        if (entry.is_regular_file() || entry.is_directory()) sync_path(entry.path());
    }
    sync_path(directory);
}

WriterLock::WriterLock(const ArchivePaths& paths)
    : descriptor_(::open(paths.lock.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666)) {
    if (descriptor_ < 0) throw_system_error("open", paths.lock, errno);
    if (::flock(descriptor_, LOCK_EX | LOCK_NB) == 0) return;
    const int error = errno;
    ::close(descriptor_);
    if (error != EWOULDBLOCK) throw_system_error("lock", paths.lock, error);
    throw ArchiveLocked(fmt::format("another program is writing to {}; try again when it is done",
                                    paths.root.string()));
}

WriterLock::~WriterLock() {
    ::close(descriptor_);
}

}  // namespace broadsheet::archive
