#include "indexer/readers/packed_input.hpp"

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>
#include <locale.h>

#include <array>
#include <cerrno>
#include <optional>
#include <string>
#include <vector>

#include "text/utf8.hpp"

namespace broadsheet::indexer {

namespace {

constexpr std::size_t block_bytes = 128 << 10;

struct PackedMark {
    std::size_t offset;
    std::string_view bytes;
};

constexpr std::array packed_marks = {
    PackedMark{0, "\x1f\x8b"},                            // gzip, RFC 1952
    PackedMark{0, "BZh"},                                 // bzip2
    PackedMark{0, std::string_view("\xfd\x37zXZ\0", 6)},  // xz
    PackedMark{0, "\x28\xb5\x2f\xfd"},                    // zstd, RFC 8878
    PackedMark{0, "PK\x03\x04"},                          // zip
    PackedMark{0, "PK\x05\x06"},                          // zip without members
    PackedMark{257, "ustar"},                             // tar, POSIX and GNU
};

/// libarchive reads and gives member names in the thread's character set, and the C locale of a
/// daemon knows ASCII only.
class Utf8Locale {
  public:
    Utf8Locale() : locale_(newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr)) {
        if (locale_ != nullptr) before_ = uselocale(locale_);
    }
    ~Utf8Locale() {
        if (locale_ == nullptr) return;
        uselocale(before_);
        freelocale(locale_);
    }
    Utf8Locale(const Utf8Locale&) = delete;
    Utf8Locale& operator=(const Utf8Locale&) = delete;

  private:
    locale_t locale_;
    locale_t before_ = nullptr;
};

/// A limit is passed: nothing more is read from this file, whatever the level.
class UnpackingStopped : public InputError {
  public:
    using InputError::InputError;
};

/// What may be unpacked from one file, nested archives included.
class Budget {
  public:
    explicit Budget(const InputStream& outermost) : outermost_(outermost) {}

    void spend(std::size_t bytes) {
        unpacked_ += bytes;
        if (unpacked_ <= unpacking_allowance + max_unpacking_ratio * outermost_.offset()) return;
        throw UnpackingStopped(fmt::format(
            "unpacks to more than {} times its size, as a decompression bomb does; if it "
            "is none, unpack it and add the files",
            max_unpacking_ratio));
    }

  private:
    const InputStream& outermost_;
    std::uint64_t unpacked_ = 0;
};

/// The input through which libarchive reads. No exception may pass through its C code.
struct PackedBytes {
    explicit PackedBytes(InputStream& from) : stream(from), block(block_bytes) {}

    InputStream& stream;
    std::vector<char> block;
    bool stopped = false;

    static la_ssize_t read(struct ::archive* handle, void* self, const void** out) {
        auto& bytes = *static_cast<PackedBytes*>(self);
        try {
            *out = bytes.block.data();
            return static_cast<la_ssize_t>(
                bytes.stream.read(bytes.block.data(), bytes.block.size()));
        } catch (const UnpackingStopped& error) {
            bytes.stopped = true;
            archive_set_error(handle, EIO, "%s", error.what());
        } catch (const std::exception& error) {
            archive_set_error(handle, EIO, "%s", error.what());
        }
        return -1;
    }

    /// Lets libarchive read a zip file's directory, which is at its end and alone says which
    /// members are links; where the input cannot be sought, it does without.
    static la_int64_t seek(struct ::archive*, void* self, la_int64_t offset, int whence) {
        auto& bytes = *static_cast<PackedBytes*>(self);
        return bytes.stream.seek(offset, whence).value_or(ARCHIVE_FATAL);
    }
};

/// One archive, open for reading from start to end.
class Archive {
  public:
    explicit Archive(InputStream& stream) : bytes_(stream), handle_(archive_read_new()) {
        archive_read_support_filter_gzip(handle_);
        archive_read_support_filter_bzip2(handle_);
        archive_read_support_filter_xz(handle_);
        archive_read_support_filter_zstd(handle_);
        archive_read_support_format_tar(handle_);
        archive_read_support_format_zip(handle_);
        archive_read_support_format_raw(handle_);
        archive_read_support_format_empty(handle_);
        // Only where it works: a failed attempt ends the archive.
        if (stream.seek(0, SEEK_CUR)) archive_read_set_seek_callback(handle_, PackedBytes::seek);
        if (archive_read_open(handle_, &bytes_, nullptr, PackedBytes::read, nullptr) !=
            ARCHIVE_OK) {
            fail_and_free();
        }
    }
    ~Archive() { archive_read_free(handle_); }
    Archive(const Archive&) = delete;
    Archive& operator=(const Archive&) = delete;

    /// The next member; null at the end.
    archive_entry* next() {
        for (;;) {
            archive_entry* entry = nullptr;
            const int status = archive_read_next_header(handle_, &entry);
            if (status == ARCHIVE_EOF) return nullptr;
            if (status == ARCHIVE_OK || status == ARCHIVE_WARN) return entry;
            if (status != ARCHIVE_RETRY) fail(true);
        }
    }

    std::size_t read(char* out, std::size_t size) {
        for (;;) {
            const la_ssize_t count = archive_read_data(handle_, out, size);
            if (count >= 0) return static_cast<std::size_t>(count);
            if (count != ARCHIVE_RETRY) fail(count == ARCHIVE_FATAL);
        }
    }

    /// Nothing more can be read.
    bool is_broken() const { return broken_; }

    /// A compressed file, of which libarchive makes one member.
    bool is_single_file() const { return archive_format(handle_) == ARCHIVE_FORMAT_RAW; }

  private:
    std::string reason() const {
        const char* text = archive_error_string(handle_);
        return text == nullptr ? "cannot be unpacked" : fmt::format("cannot be unpacked: {}", text);
    }

    [[noreturn]] void fail(bool finally) {
        broken_ = finally;
        if (bytes_.stopped) throw UnpackingStopped(archive_error_string(handle_));
        throw InputError(reason());
    }

    [[noreturn]] void fail_and_free() {
        const std::string text = reason();
        archive_read_free(handle_);
        throw InputError(text);
    }

    PackedBytes bytes_;
    struct ::archive* handle_;
    bool broken_ = false;
};

/// The bytes of the member at which an archive stands.
class MemberSource : public ByteSource {
  public:
    MemberSource(Archive& archive, Budget& budget) : archive_(archive), budget_(budget) {}

    std::size_t read(char* out, std::size_t size) override {
        const std::size_t count = archive_.read(out, size);
        budget_.spend(count);
        unpacked_ += count;
        if (unpacked_ > max_member_bytes) {
            throw UnpackingStopped(
                fmt::format("unpacks to more than {} GiB", max_member_bytes >> 30));
        }
        return count;
    }

  private:
    Archive& archive_;
    Budget& budget_;
    std::uint64_t unpacked_ = 0;
};

/// A member's path without what leads nowhere ("./", "/"); null where it leads out of the archive.
std::optional<std::string> safe_path(std::string_view path) {
    std::string out;
    for (std::size_t at = 0; at <= path.size();) {
        const std::size_t end = std::min(path.size(), path.find_first_of("/\\", at));
        const std::string_view part = path.substr(at, end - at);
        if (part == "..") return std::nullopt;
        if (!part.empty() && part != ".") {
            if (!out.empty()) out += '/';
            out += part;
        }
        at = end + 1;
    }
    return out;
}

/// Files that systems leave beside the real ones: ".DS_Store", "__MACOSX/".
bool is_hidden(std::string_view path) {
    return path.starts_with('.') || path.find("/.") != std::string_view::npos ||
           path.starts_with("__MACOSX/");
}

std::string_view without_suffix(std::string_view name) {
    const std::size_t slash = name.rfind('/');
    const std::size_t dot = name.rfind('.');
    const bool in_last_part = dot != std::string_view::npos && dot > 0 &&
                              (slash == std::string_view::npos || dot > slash + 1);
    return in_last_part ? name.substr(0, dot) : name;
}

/// Why a member is no input; empty where it is one.
std::string why_refused(archive_entry* entry) {
    if (archive_entry_is_encrypted(entry)) return "is encrypted; decrypt it first";
    if (archive_entry_hardlink(entry) != nullptr) return "is a link to another member";
    switch (archive_entry_filetype(entry)) {
        case 0:
        case AE_IFREG:
            return {};
        case AE_IFLNK:
            return "is a symbolic link, which is not followed within an archive";
        default:
            return "is neither a file nor a folder";
    }
}

class Unpacker {
  public:
    Unpacker(InputStream& outermost, ArticleSink& sink, const InputVisitor& visit)
        : budget_(outermost), sink_(sink), visit_(visit) {}

    void visit(const InputName& name, InputStream& stream, int depth) {
        if (!is_packed(stream.peek(packed_mark_bytes))) {
            visit_(name, stream);
        } else if (depth == max_nesting) {
            throw InputError(
                fmt::format("is packed {} times over, as bombs are; unpack it first", depth));
        } else {
            visit_members(name, stream, depth);
        }
    }

  private:
    void visit_members(const InputName& name, InputStream& stream, int depth) {
        Archive archive(stream);
        while (archive_entry* entry = archive.next()) {
            if (archive_entry_filetype(entry) == AE_IFDIR) continue;
            MemberSource source(archive, budget_);
            if (const auto member = member_name(name, archive, entry)) {
                visit_member(*member, archive, source, depth + 1);
            }
            drain(archive, source);
        }
    }

    void visit_member(const InputName& name, const Archive& archive, MemberSource& source,
                      int depth) {
        InputStream stream(source);
        try {
            visit(name, stream, depth);
        } catch (const UnpackingStopped&) {
            throw;
        } catch (const InputError& error) {
            if (archive.is_broken()) throw;
            sink_.refused({name.path, stream.offset(), error.what()});
        }
    }

    /// Reads to the end what nobody wanted: libarchive would unpack it anyway in order to skip it,
    /// past the budget.
    static void drain(const Archive& archive, MemberSource& source) {
        std::vector<char> block(block_bytes);
        try {
            while (source.read(block.data(), block.size()) > 0) {
            }
        } catch (const UnpackingStopped&) {
            throw;
        } catch (const InputError&) {
            if (archive.is_broken()) throw;
        }
    }

    /// What the member is called; null, and reported, where it is refused.
    std::optional<InputName> member_name(const InputName& outer, const Archive& archive,
                                         archive_entry* entry) {
        if (archive.is_single_file())
            return InputName{outer.path, std::string(without_suffix(outer.relative))};
        const char* raw = archive_entry_pathname_utf8(entry);
        if (raw == nullptr) raw = archive_entry_pathname(entry);
        std::size_t replaced = 0;
        const std::string shown =
            text::to_valid_utf8(raw == nullptr ? "member without a name" : raw, replaced);
        const std::string path = outer.path + "!" + shown;
        const auto safe = safe_path(shown);
        if (safe && is_hidden(*safe)) return std::nullopt;
        std::string reason = safe && !safe->empty() ? why_refused(entry)
                                                    : "has a path that leads out of its archive";
        if (!reason.empty()) {
            sink_.refused({path, 0, std::move(reason)});
            return std::nullopt;
        }
        const std::string folder(without_suffix(outer.relative));
        return InputName{path, folder.empty() ? *safe : folder + "/" + *safe};
    }

    Budget budget_;
    ArticleSink& sink_;
    const InputVisitor& visit_;
};

}  // namespace

bool is_packed(std::string_view head) {
    for (const PackedMark& mark : packed_marks) {
        if (head.size() >= mark.offset && head.substr(mark.offset).starts_with(mark.bytes))
            return true;
    }
    return false;
}

void visit_unpacked(const InputName& name, InputStream& stream, ArticleSink& sink,
                    const InputVisitor& visit) {
    const Utf8Locale locale;
    Unpacker(stream, sink, visit).visit(name, stream, 0);
}

}  // namespace broadsheet::indexer
