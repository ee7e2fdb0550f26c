// Which files arrive in a folder? Asks the kernel (inotify(7)).
//
// A file is told of as finished when a writer closes it or it is moved in; as found when it lies
// there at a look through the whole folder, or appears or becomes readable without a writer: it may
// still be written to, which finished_file.hpp tells. Folders below are watched as they come.
// Passed over: names that begin with a dot, names by which senders mark what is not complete
// (is_delivered()), and symbolic links, which have no end of writing.
//
// The kernel's queue is short, and loses what does not fit; then, and whenever it is asked to, this
// looks through the whole folder again.
#pragma once

#include <cstdint>
#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unordered_map>

namespace broadsheet::indexer {

/// A folder that cannot be watched, or not any more; the message says what to do.
class WatchError : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

/// Whether a file or folder of that name (without its folders) is taken: .x, x.part, x.tmp and
/// x.filepart are not.
bool is_delivered(std::string_view name);

enum class Arrival { found, finished };

class DeliveryFolder {
  public:
    using Visit = std::function<void(const std::string& path, Arrival arrival)>;
    using Warn = std::function<void(const std::string& problem)>;

    /// Watches `root`, an absolute path, from now on, and all folders below it from the first scan()
    /// on. `warn` is told of folders below that cannot be read. Throws WatchError.
    explicit DeliveryFolder(std::string root, Warn warn = {});
    ~DeliveryFolder();
    DeliveryFolder(const DeliveryFolder&) = delete;
    DeliveryFolder& operator=(const DeliveryFolder&) = delete;

    /// Readable when there is something for read().
    int descriptor() const { return descriptor_; }

    /// Tells of all files that lie there, as found. Throws WatchError where the folder is gone.
    void scan(const Visit& visit);

    /// Tells of what has happened since the last call, without waiting. Throws WatchError where the
    /// folder is gone.
    void read(const Visit& visit);

  private:
    void require_root() const;
    void watch_tree(const std::string& top, const Visit& visit);
    bool watch_folder(const std::string& path);
    void forget_tree(const std::string& top);
    void take_event(int watch, std::uint32_t mask, std::string_view name, const Visit& visit);

    std::string root_;
    Warn warn_;
    int descriptor_;
    int root_watch_ = -1;
    std::unordered_map<int, std::string> folders_;  ///< by watch
    bool overflowed_ = false;
};

}  // namespace broadsheet::indexer
