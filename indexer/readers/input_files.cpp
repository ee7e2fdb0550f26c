#include "indexer/readers/input_files.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <vector>

#include "indexer/readers/packed_input.hpp"
#include "text/utf8.hpp"

namespace broadsheet::indexer {

namespace fs = std::filesystem;

namespace {

/// An open file, closed with this object.
class OpenFile {
  public:
    /// O_NONBLOCK: opening a FIFO must not wait for its writer.
    explicit OpenFile(const fs::path& path)
        : descriptor_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)) {
        if (descriptor_ < 0)
            throw InputError(fmt::format("cannot be opened: {}", std::strerror(errno)));
    }
    ~OpenFile() { ::close(descriptor_); }
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;

    int descriptor() const { return descriptor_; }

    struct stat status() const {
        struct stat out {};
        if (::fstat(descriptor_, &out) != 0) {
            throw InputError(fmt::format("cannot be read: {}", std::strerror(errno)));
        }
        return out;
    }

  private:
    int descriptor_;
};

bool same_content(const struct stat& a, const struct stat& b) {
    return a.st_size == b.st_size && a.st_mtim.tv_sec == b.st_mtim.tv_sec &&
           a.st_mtim.tv_nsec == b.st_mtim.tv_nsec;
}

std::string valid_utf8(const std::string& name) {
    std::size_t replaced = 0;
    return text::to_valid_utf8(name, replaced);
}

/// "2025", "07", "2025-07-09": folders that spell a date or a part of one.
bool spells_date(const std::string& name) {
    return !name.empty() &&
           std::ranges::all_of(name, [](char c) { return (c >= '0' && c <= '9') || c == '-'; });
}

/// The folders that spell a date directly above, and with, `folder`: "2025/07/09/" or nothing.
std::string date_folders(fs::path folder) {
    std::string out;
    while (spells_date(folder.filename().string())) {
        out.insert(0, folder.filename().string() + "/");
        folder = folder.parent_path();
    }
    return out;
}

fs::path full_path(const fs::path& path) {
    std::error_code ignored;
    const fs::path full = fs::absolute(path, ignored).lexically_normal();
    return full.has_filename() ? full : full.parent_path();  // "news/"
}

/// Tells the sink what is read of a file, while it is, and where it cannot be: readers of packed files tell
/// only that they are broken.
class CountedSource : public DescriptorSource {
  public:
    CountedSource(int descriptor, const fs::path& path, ArticleSink& sink)
        : DescriptorSource(descriptor), path_(path), sink_(sink) {}
    std::size_t read(char* out, std::size_t size) override try {
        const std::size_t count = DescriptorSource::read(out, size);
        sink_.read_bytes(count);
        return count;
    } catch (const InputError&) {
        sink_.unread(path_);
        throw;
    }

  private:
    const fs::path& path_;
    ArticleSink& sink_;
};

class FileWalk {
  public:
    FileWalk(ArticleSink& sink, const InputVisitor& visit) : sink_(sink), visit_(visit) {}

    /// A file or folder; `relative` is its name for ids.
    void visit(const fs::path& path, const std::string& relative) {
        struct stat status {};
        if (::stat(path.c_str(), &status) != 0) {
            const int error = errno;
            if (error != ENOENT) sink_.unread(path);
            refuse(path, fs::is_symlink(fs::symlink_status(path)) && error == ENOENT
                             ? "is a symbolic link that leads nowhere"
                             : fmt::format("cannot be read: {}", std::strerror(error)));
        } else if (S_ISDIR(status.st_mode)) {
            visit_folder(path, relative, status);
        } else if (S_ISREG(status.st_mode)) {
            visit_file(path, relative);
        } else {
            refuse(path, "is no regular file (a pipe can be read from standard input, by '-')");
        }
    }

    void visit_standard_input() {
        const InputName name{"standard input", ""};
        DescriptorSource source(STDIN_FILENO);
        InputStream stream(source);
        visit_stream(name, stream);
        sink_.finished_file(name.path, stream.offset());
    }

  private:
    void refuse(const fs::path& path, std::string reason) {
        sink_.refused({valid_utf8(path.string()), 0, std::move(reason)});
    }

    void visit_folder(const fs::path& path, const std::string& relative,
                      const struct stat& status) {
        const FolderIdentity identity{status.st_dev, status.st_ino};
        if (std::ranges::find(above_, identity) != above_.end()) {
            refuse(path, "is a symbolic link back to a folder above it");
            return;
        }
        std::error_code error;
        std::vector<std::string> names;
        for (fs::directory_iterator entry(path, error), end; !error && entry != end;
             entry.increment(error)) {
            std::string name = entry->path().filename().string();
            if (!name.starts_with('.')) names.push_back(std::move(name));
        }
        if (error) refuse(path, fmt::format("cannot be listed: {}", error.message()));
        std::ranges::sort(names);
        above_.push_back(identity);
        for (const std::string& name : names) {
            visit(path / name, relative.empty() ? name : relative + "/" + name);
        }
        above_.pop_back();
    }

    void visit_file(const fs::path& path, const std::string& relative) {
        const InputName name{valid_utf8(path.string()), relative};
        try {
            const OpenFile file = open(path);
            const struct stat before = file.status();
            // It may have been exchanged since it was looked at.
            if (!S_ISREG(before.st_mode)) throw InputError("is no regular file");
            ::posix_fadvise(file.descriptor(), 0, 0, POSIX_FADV_SEQUENTIAL);
            CountedSource source(file.descriptor(), path, sink_);
            InputStream stream(source);
            visit_stream(name, stream);
            if (!same_content(before, file.status())) {
                throw InputError(
                    "changed while it was read, so articles may be incomplete; add it again");
            }
            sink_.finished_file(name.path, static_cast<std::uint64_t>(before.st_size));
        } catch (const InputError& error) {
            sink_.refused({name.path, 0, error.what()});
        }
    }

    OpenFile open(const fs::path& path) try {
        return OpenFile(path);
    } catch (const InputError&) {
        sink_.unread(path);
        throw;
    }

    void visit_stream(const InputName& name, InputStream& stream) {
        try {
            visit_unpacked(name, stream, sink_, visit_);
        } catch (const InputError& error) {
            sink_.refused({name.path, stream.offset(), error.what()});
        }
    }

    struct FolderIdentity {
        dev_t device;
        ino_t inode;
        bool operator==(const FolderIdentity&) const = default;
    };

    ArticleSink& sink_;
    const InputVisitor& visit_;
    std::vector<FolderIdentity> above_;  // the folders in which the walk stands
};

}  // namespace

void visit_files(const fs::path& path, ArticleSink& sink, const InputVisitor& visit,
                 const fs::path& below) {
    FileWalk walk(sink, visit);
    if (path == standard_input) {
        walk.visit_standard_input();
        return;
    }
    std::error_code ignored;
    const fs::path full = full_path(path);
    if (fs::is_directory(full, ignored)) {
        std::string relative = date_folders(full);
        if (!relative.empty()) relative.pop_back();
        walk.visit(path, relative);
    } else {
        const fs::path folder = below.empty() ? full.parent_path() : full_path(below);
        walk.visit(path, date_folders(folder) + full.lexically_relative(folder).string());
    }
}

}  // namespace broadsheet::indexer
