#include "indexer/delivery_ledger.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>
#include <xxhash.h>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <fstream>
#include <optional>

#include "text/utf8.hpp"

namespace broadsheet::indexer {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t half_digits = 16;  // of 64 bits in hexadecimal

std::string line_of(const Fingerprint& print) {
    return fmt::format("{:016x}{:016x}\n", print.high, print.low);
}

std::optional<std::uint64_t> read_half(std::string_view digits) {
    std::uint64_t value = 0;
    const auto [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
    if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
    return value;
}

std::optional<Fingerprint> read_line(std::string_view line) {
    if (line.size() != 2 * half_digits) return std::nullopt;
    const auto high = read_half(line.substr(0, half_digits));
    const auto low = read_half(line.substr(half_digits));
    if (!high || !low) return std::nullopt;
    return Fingerprint{*high, *low};
}

[[noreturn]] void throw_error(std::string_view what, const fs::path& path) {
    throw archive::ArchiveError(
        fmt::format("cannot {} {}: {}", what, path.string(), std::strerror(errno)));
}

std::string heading_for(const std::string& folder) {
    std::size_t replaced = 0;
    return fmt::format("# indexed of {}\n", text::to_valid_utf8(folder, replaced));
}

}  // namespace

Fingerprint fingerprint(std::string_view relative_path, const FileStamp& stamp) {
    std::string key(relative_path);
    key += '\0';  // no path has one within
    key += fmt::format("{}/{}", stamp.size, stamp.modified);
    const XXH128_hash_t hash = XXH3_128bits(key.data(), key.size());
    return {hash.high64, hash.low64};
}

DeliveryLedger::DeliveryLedger(const archive::ArchivePaths& paths, const std::string& folder)
    : heading_(heading_for(folder)) {
    std::error_code error;
    if (fs::create_directory(paths.watched, error)) archive::sync_path(paths.root);
    if (error) {
        throw archive::ArchiveError(
            fmt::format("cannot create {}: {}", paths.watched.string(), error.message()));
    }
    const std::string name = fmt::format("{:016x}", XXH3_64bits(folder.data(), folder.size()));
    file_ = paths.watched / (name + ".ledger");
    lock(paths.watched / (name + ".lock"), folder);
    try {
        read();
    } catch (...) {
        ::close(lock_);
        throw;
    }
}

DeliveryLedger::~DeliveryLedger() { ::close(lock_); }

void DeliveryLedger::lock(const fs::path& path, const std::string& folder) {
    lock_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (lock_ < 0) throw_error("create", path);
    if (::flock(lock_, LOCK_EX | LOCK_NB) == 0) return;
    const bool held = errno == EWOULDBLOCK;
    ::close(lock_);
    if (!held) throw_error("lock", path);
    throw archive::ArchiveLocked(
        fmt::format("another program watches {} for this archive", folder));
}

void DeliveryLedger::read() {
    if (!fs::exists(file_)) {
        archive::write_file_atomically(file_, heading_);
        return;
    }
    std::ifstream lines(file_, std::ios::binary);
    bool torn = false;
    for (std::string line; std::getline(lines, line);) {
        torn = lines.eof();  // no line end
        if (const auto print = read_line(line); print && !torn) known_.insert(*print);
    }
    if (!lines.eof()) throw_error("read", file_);
    if (torn) append("\n");  // so that the next line is not joined to it
}

void DeliveryLedger::add(std::span<const Fingerprint> prints) {
    std::string lines;
    for (const Fingerprint& print : prints) {
        if (!has(print)) lines += line_of(print);
    }
    if (lines.empty()) return;
    append(lines);
    known_.insert(prints.begin(), prints.end());
}

void DeliveryLedger::append(std::string_view lines) const {
    const int descriptor = ::open(file_.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC);
    if (descriptor < 0) throw_error("open", file_);
    bool good = true;
    while (good && !lines.empty()) {
        const ssize_t written = ::write(descriptor, lines.data(), lines.size());
        if (written > 0) lines.remove_prefix(static_cast<std::size_t>(written));
        good = written > 0 || (written < 0 && errno == EINTR);
    }
    good = good && ::fdatasync(descriptor) == 0;
    const int error = errno;
    ::close(descriptor);
    errno = error;
    if (!good) throw_error("write", file_);
}

void DeliveryLedger::keep_only(const Fingerprints& present) {
    if (std::erase_if(known_, [&](const Fingerprint& print) { return !present.contains(print); }) ==
        0) {
        return;
    }
    std::string content = heading_;
    for (const Fingerprint& print : known_) content += line_of(print);
    archive::write_file_atomically(file_, content);
}

}  // namespace broadsheet::indexer
