// Preloaded (LD_PRELOAD) into a real program, this stands between it and the C library's calls on
// files: see journal_format.hpp for what it does. By this, and not by strace, because calls are
// counted over all threads, a write can be cut short for real, no right to trace is needed, and a
// program runs as fast as without. What it does not see (calls within the C library itself) would
// show: the tests replay the journal and compare the outcome with what is on disk.
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <string>
#include <string_view>

#include "tests/faults/journal_format.hpp"

namespace {

using namespace broadsheet::tests;

/// The function of that name that this library's own hides.
template <typename Function>
Function* next(const char* name) {
    return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

struct Error {
    std::string_view name;
    int number;
};
constexpr std::array errors = {Error{"enospc", ENOSPC}, Error{"eio", EIO}, Error{"emfile", EMFILE},
                               Error{"eacces", EACCES}, Error{"edquot", EDQUOT}};

/// What the environment asks for.
struct Orders {
    std::string under, action, call_class, struck, journal;
    long number = 0;

    Orders() {
        under = variable(under_variable);
        struck = variable(struck_variable);
        journal = variable(journal_variable);
        const std::string fault = variable(fault_variable);
        const std::size_t first = fault.find(':'), second = fault.find(':', first + 1);
        if (second == std::string::npos) return;
        action = fault.substr(0, first);
        call_class = fault.substr(first + 1, second - first - 1);
        number = std::atol(fault.c_str() + second + 1);
    }

    static std::string variable(const char* name) {
        const char* value = std::getenv(name);
        return value ? value : "";
    }
};

/// One for the process, never destroyed: calls come until its very end.
struct State {
    Orders orders;
    std::recursive_mutex mutex;
    long calls = 0;
    bool full = false;
    int journal = -1;
};

State& state() {
    static State* const one = new State;
    return *one;
}

bool is_below(std::string_view path) {
    const std::string& under = state().orders.under;
    return !under.empty() && path.starts_with(under) &&
           (path.size() == under.size() || path[under.size()] == '/');
}

std::string path_of(int descriptor) {
    std::array<char, PATH_MAX> target;
    const std::string link = "/proc/self/fd/" + std::to_string(descriptor);
    const ssize_t length = ::readlink(link.c_str(), target.data(), target.size());
    return length < 0 ? std::string() : std::string(target.data(), static_cast<std::size_t>(length));
}

std::string working_directory() {
    std::array<char, PATH_MAX> path;
    return ::getcwd(path.data(), path.size()) ? path.data() : "";
}

std::string absolute(int folder, const char* path) {
    if (path[0] == '/') return path;
    return (folder == AT_FDCWD ? working_directory() : path_of(folder)) + "/" + path;
}

std::string folder_of(const std::string& path) {
    return path.substr(0, std::max<std::size_t>(path.rfind('/'), 1));
}

std::string name_of(const std::string& path) { return path.substr(path.rfind('/') + 1); }

unsigned long inode_of(const std::string& path) {
    struct stat status {};
    return ::lstat(path.c_str(), &status) == 0 ? status.st_ino : 0;
}

unsigned long inode_of(int descriptor) {
    struct stat status {};
    return ::fstat(descriptor, &status) == 0 ? status.st_ino : 0;
}

void write_raw(int descriptor, std::string_view bytes) {
    static const auto real = next<ssize_t(int, const void*, size_t)>("write");
    while (!bytes.empty()) {
        const ssize_t written = real(descriptor, bytes.data(), bytes.size());
        if (written <= 0) ::abort();
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
}

int open_raw(const std::string& path) {
    static const auto real = next<int(const char*, int, ...)>("open");
    return real(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

void record(const std::string& line, std::string_view bytes = {}) {
    State& all = state();
    if (all.orders.journal.empty()) return;
    if (all.journal < 0) all.journal = open_raw(all.orders.journal);
    std::string whole = line + "\n";
    if (line.starts_with("write ")) whole.append(bytes).append("\n");
    write_raw(all.journal, whole);
}

std::string place(const std::string& path) {
    return std::to_string(inode_of(folder_of(path))) + " " + name_of(path);
}

[[noreturn]] void end_here() {
    ::kill(::getpid(), SIGKILL);
    while (true) ::pause();
}

bool needs_space(std::string_view call_class) {
    return call_class == "create" || call_class == "write" || call_class == "mkdir" ||
           call_class == "link" || call_class == "rename" || call_class == "truncate";
}

bool is_of(std::string_view call_class, std::string_view asked) {
    const bool changes = call_class != "open" && call_class != "read" && call_class != "close";
    if (asked == "change") return changes;
    if (asked == "step") return changes && call_class != "write";
    return asked == call_class || (asked == "open" && call_class == "create");
}

/// What a call is to do.
struct Verdict {
    int error = 0;            ///< fail with it
    bool half = false;        ///< a write: do half of it
    bool kill_after = false;  ///< and then be killed
};

/// Counts a call. The caller holds the mutex.
Verdict judge(std::string_view call_class, const std::string& path) {
    State& all = state();
    const Orders& orders = all.orders;
    Verdict verdict;
    if (all.full && needs_space(call_class)) verdict.error = ENOSPC;
    if (!is_of(call_class, orders.call_class) || ++all.calls != orders.number) return verdict;

    if (!orders.struck.empty()) {
        const int file = open_raw(orders.struck);
        write_raw(file, std::string(call_class) + " " + path);
        ::close(file);
    }
    if (orders.action == "kill") end_here();
    if (orders.action == "kill-after") verdict.half = verdict.kill_after = true;
    if (orders.action == "short") verdict.half = true;
    if (orders.action == "full") {
        all.full = true;
        if (call_class == "write") verdict.half = true;
        else if (needs_space(call_class)) verdict.error = ENOSPC;
    }
    for (const Error& error : errors) {
        if (orders.action == error.name) verdict.error = error.number;
    }
    return verdict;
}

/// Runs a call that concerns `path`; `made` records it where it succeeded.
template <typename Call, typename Made>
auto governed(std::string_view call_class, const std::string& path, Call call, Made made)
    -> decltype(call()) {
    if (!is_below(path)) return call();
    const std::lock_guard lock(state().mutex);
    const Verdict verdict = judge(call_class, path);
    if (verdict.error != 0) {
        errno = verdict.error;
        return decltype(call())(-1);
    }
    const auto result = call();
    const int error = errno;
    if (result != decltype(call())(-1)) made();
    if (verdict.kill_after) end_here();
    errno = error;
    return result;
}

/// Runs a write of `size` bytes; `call` takes how many of them to write, and `offset` tells, after
/// it, where they went.
template <typename Call, typename Bytes, typename Offset>
ssize_t governed_write(int descriptor, std::size_t size, Call call, Bytes bytes, Offset offset) {
    const std::string path = path_of(descriptor);
    if (!is_below(path)) return call(size);
    const std::lock_guard lock(state().mutex);
    const Verdict verdict = judge("write", path);
    if (verdict.error != 0) {
        errno = verdict.error;
        return -1;
    }
    const ssize_t written = call(verdict.half && size > 1 ? size / 2 : size);
    const int error = errno;
    if (written > 0) {
        const auto count = static_cast<std::size_t>(written);
        const off_t begin = offset(count);
        record("write " + std::to_string(inode_of(descriptor)) + " " + std::to_string(begin) + " " +
                   std::to_string(count),
               bytes(count));
    }
    if (verdict.kill_after) end_here();
    errno = error;
    return written;
}

/// The call itself gets what it is given; the rest sees whether a file came to be or was emptied.
template <typename Call>
auto governed_open(const std::string& path, int flags, Call call) -> decltype(call()) {
    if (!is_below(path)) return call();
    const std::lock_guard lock(state().mutex);
    struct stat before {};
    const bool existed = ::stat(path.c_str(), &before) == 0;
    const bool creates = !existed && (flags & O_CREAT) != 0;
    const bool empties = existed && (flags & O_TRUNC) != 0;
    return governed(creates ? "create" : empties ? "truncate" : "open", path, call, [&] {
        if (creates) record("create " + std::to_string(inode_of(path)) + " " + place(path));
        if (empties) record("truncate " + std::to_string(before.st_ino) + " 0");
    });
}

mode_t mode_of(int flags, va_list& arguments) {
    return (flags & (O_CREAT | __O_TMPFILE)) != 0 ? va_arg(arguments, mode_t) : 0;
}

int stream_flags(const char* mode) {
    if (mode[0] == 'r') return std::strchr(mode, '+') ? O_RDWR : O_RDONLY;
    return O_CREAT | (mode[0] == 'w' ? O_TRUNC : O_APPEND);
}

int open_by(const char* name, const char* path, int flags, mode_t mode) {
    const auto real = next<int(const char*, int, ...)>(name);
    return governed_open(absolute(AT_FDCWD, path), flags, [&] { return real(path, flags, mode); });
}

int open_at_by(const char* name, int folder, const char* path, int flags, mode_t mode) {
    const auto real = next<int(int, const char*, int, ...)>(name);
    return governed_open(absolute(folder, path), flags,
                         [&] { return real(folder, path, flags, mode); });
}

FILE* stream_by(const char* name, const char* path, const char* mode) {
    const auto real = next<FILE*(const char*, const char*)>(name);
    FILE* stream = nullptr;
    governed_open(absolute(AT_FDCWD, path), stream_flags(mode), [&] {
        stream = real(path, mode);
        return stream ? 0 : -1;
    });
    return stream;
}

int sync_by(const char* name, int descriptor) {
    const auto real = next<int(int)>(name);
    return governed("sync", path_of(descriptor), [&] { return real(descriptor); },
                    [&] { record("sync " + std::to_string(inode_of(descriptor))); });
}

template <typename Call>
int unlink_by(const std::string& path, Call call) {
    if (!is_below(path)) return call();
    const std::lock_guard lock(state().mutex);
    const std::string line = "unlink " + std::to_string(inode_of(path)) + " " + place(path);
    return governed("unlink", path, call, [&] { record(line); });
}

template <typename Call>
int rename_by(const std::string& from, const std::string& to, Call call) {
    if (!is_below(from)) return call();
    const std::lock_guard lock(state().mutex);
    const std::string line =
        "rename " + std::to_string(inode_of(from)) + " " + place(from) + " " + place(to);
    return governed("rename", from, call, [&] { record(line); });
}

template <typename Call>
int make_by(std::string_view record_name, std::string_view call_class, const std::string& path,
            Call call) {
    return governed(call_class, path, call, [&] {
        record(std::string(record_name) + " " + std::to_string(inode_of(path)) + " " + place(path));
    });
}

template <typename Call>
ssize_t read_by(int descriptor, Call call) {
    if (state().orders.call_class != "read") return call();
    return governed("read", path_of(descriptor), call, [] {});
}

std::string joined(const iovec* parts, int count) {
    std::string bytes;
    for (int i = 0; i < count; ++i) {
        bytes.append(static_cast<const char*>(parts[i].iov_base), parts[i].iov_len);
    }
    return bytes;
}

ssize_t write_at(const char* name, int descriptor, const void* bytes, size_t size, off_t offset) {
    const auto real = next<ssize_t(int, const void*, size_t, off_t)>(name);
    return governed_write(
        descriptor, size, [&](std::size_t count) { return real(descriptor, bytes, count, offset); },
        [&](std::size_t count) { return std::string_view(static_cast<const char*>(bytes), count); },
        [&](std::size_t) { return offset; });
}

ssize_t write_on(int descriptor, const void* bytes, std::size_t size) {
    static const auto real = next<ssize_t(int, const void*, size_t)>("write");
    return governed_write(
        descriptor, size, [&](std::size_t count) { return real(descriptor, bytes, count); },
        [&](std::size_t count) { return std::string_view(static_cast<const char*>(bytes), count); },
        [&](std::size_t count) {
            return ::lseek(descriptor, 0, SEEK_CUR) - static_cast<off_t>(count);
        });
}

}  // namespace

extern "C" {

int open(const char* path, int flags, ...) {
    va_list arguments;
    va_start(arguments, flags);
    const mode_t mode = mode_of(flags, arguments);
    va_end(arguments);
    return open_by("open", path, flags, mode);
}

int open64(const char* path, int flags, ...) {
    va_list arguments;
    va_start(arguments, flags);
    const mode_t mode = mode_of(flags, arguments);
    va_end(arguments);
    return open_by("open64", path, flags, mode);
}

int openat(int folder, const char* path, int flags, ...) {
    va_list arguments;
    va_start(arguments, flags);
    const mode_t mode = mode_of(flags, arguments);
    va_end(arguments);
    return open_at_by("openat", folder, path, flags, mode);
}

int openat64(int folder, const char* path, int flags, ...) {
    va_list arguments;
    va_start(arguments, flags);
    const mode_t mode = mode_of(flags, arguments);
    va_end(arguments);
    return open_at_by("openat64", folder, path, flags, mode);
}

// What fortified programs call instead where no mode is given.
int __open_2(const char* path, int flags) { return open_by("open", path, flags, 0); }
int __open64_2(const char* path, int flags) { return open_by("open64", path, flags, 0); }
int __openat_2(int folder, const char* path, int flags) {
    return open_at_by("openat", folder, path, flags, 0);
}
int __openat64_2(int folder, const char* path, int flags) {
    return open_at_by("openat64", folder, path, flags, 0);
}

FILE* fopen(const char* path, const char* mode) { return stream_by("fopen", path, mode); }
FILE* fopen64(const char* path, const char* mode) { return stream_by("fopen64", path, mode); }

// The descriptor is gone even where it fails, as on Linux.
int close(int descriptor) {
    static const auto real = next<int(int)>("close");
    if (state().orders.call_class != "close") return real(descriptor);
    const std::string path = path_of(descriptor);
    const int closed = real(descriptor);
    return governed("close", path, [&] { return closed; }, [] {});
}

int fsync(int descriptor) { return sync_by("fsync", descriptor); }
int fdatasync(int descriptor) { return sync_by("fdatasync", descriptor); }

ssize_t write(int descriptor, const void* bytes, size_t size) {
    return write_on(descriptor, bytes, size);
}

// As one write, which is what it is on a file.
ssize_t writev(int descriptor, const iovec* parts, int count) {
    if (is_below(path_of(descriptor))) {
        const std::string bytes = joined(parts, count);
        return write_on(descriptor, bytes.data(), bytes.size());
    }
    static const auto real = next<ssize_t(int, const iovec*, int)>("writev");
    return real(descriptor, parts, count);
}

ssize_t pwrite(int descriptor, const void* bytes, size_t size, off_t offset) {
    return write_at("pwrite", descriptor, bytes, size, offset);
}

ssize_t pwrite64(int descriptor, const void* bytes, size_t size, off64_t offset) {
    return write_at("pwrite64", descriptor, bytes, size, offset);
}

ssize_t read(int descriptor, void* bytes, size_t size) {
    static const auto real = next<ssize_t(int, void*, size_t)>("read");
    return read_by(descriptor, [&] { return real(descriptor, bytes, size); });
}

ssize_t pread(int descriptor, void* bytes, size_t size, off_t offset) {
    static const auto real = next<ssize_t(int, void*, size_t, off_t)>("pread");
    return read_by(descriptor, [&] { return real(descriptor, bytes, size, offset); });
}

ssize_t pread64(int descriptor, void* bytes, size_t size, off64_t offset) {
    static const auto real = next<ssize_t(int, void*, size_t, off64_t)>("pread64");
    return read_by(descriptor, [&] { return real(descriptor, bytes, size, offset); });
}

int ftruncate(int descriptor, off_t length) noexcept {
    static const auto real = next<int(int, off_t)>("ftruncate");
    return governed("truncate", path_of(descriptor), [&] { return real(descriptor, length); }, [&] {
        record("truncate " + std::to_string(inode_of(descriptor)) + " " + std::to_string(length));
    });
}

int ftruncate64(int descriptor, off64_t length) noexcept { return ftruncate(descriptor, length); }

int unlink(const char* path) noexcept {
    static const auto real = next<int(const char*)>("unlink");
    return unlink_by(absolute(AT_FDCWD, path), [&] { return real(path); });
}

int rmdir(const char* path) noexcept {
    static const auto real = next<int(const char*)>("rmdir");
    return unlink_by(absolute(AT_FDCWD, path), [&] { return real(path); });
}

int remove(const char* path) noexcept {
    static const auto real = next<int(const char*)>("remove");
    return unlink_by(absolute(AT_FDCWD, path), [&] { return real(path); });
}

int unlinkat(int folder, const char* path, int flags) noexcept {
    static const auto real = next<int(int, const char*, int)>("unlinkat");
    return unlink_by(absolute(folder, path), [&] { return real(folder, path, flags); });
}

int rename(const char* from, const char* to) noexcept {
    static const auto real = next<int(const char*, const char*)>("rename");
    return rename_by(absolute(AT_FDCWD, from), absolute(AT_FDCWD, to),
                     [&] { return real(from, to); });
}

int renameat(int from_folder, const char* from, int to_folder, const char* to) noexcept {
    static const auto real = next<int(int, const char*, int, const char*)>("renameat");
    return rename_by(absolute(from_folder, from), absolute(to_folder, to),
                     [&] { return real(from_folder, from, to_folder, to); });
}

int renameat2(int from_folder, const char* from, int to_folder, const char* to,
              unsigned flags) noexcept {
    static const auto real = next<int(int, const char*, int, const char*, unsigned)>("renameat2");
    return rename_by(absolute(from_folder, from), absolute(to_folder, to),
                     [&] { return real(from_folder, from, to_folder, to, flags); });
}

int mkdir(const char* path, mode_t mode) noexcept {
    static const auto real = next<int(const char*, mode_t)>("mkdir");
    return make_by("mkdir", "mkdir", absolute(AT_FDCWD, path), [&] { return real(path, mode); });
}

int link(const char* from, const char* to) noexcept {
    static const auto real = next<int(const char*, const char*)>("link");
    return make_by("link", "link", absolute(AT_FDCWD, to), [&] { return real(from, to); });
}

int linkat(int from_folder, const char* from, int to_folder, const char* to, int flags) noexcept {
    static const auto real = next<int(int, const char*, int, const char*, int)>("linkat");
    return make_by("link", "link", absolute(to_folder, to),
                   [&] { return real(from_folder, from, to_folder, to, flags); });
}

}  // extern "C"
