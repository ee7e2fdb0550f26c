// How are bytes read, whether from a file, standard input, an archive's member or memory?
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace broadsheet::indexer {

/// The bytes cannot be had, all or from here on; the message says why. What was read before stands.
class InputError : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

/// Where bytes come from.
class ByteSource {
  public:
    virtual ~ByteSource() = default;
    /// Fills up to `size` bytes; 0 only at the end. Throws InputError.
    virtual std::size_t read(char* out, std::size_t size) = 0;
    /// Goes to `offset` from `whence` (SEEK_SET, SEEK_CUR, SEEK_END); the position then. Null where
    /// the source can only be read on.
    virtual std::optional<std::int64_t> seek(std::int64_t offset, int whence) {
        static_cast<void>(offset);
        static_cast<void>(whence);
        return std::nullopt;
    }
};

/// Bytes of an open file descriptor, which is not closed here.
class DescriptorSource : public ByteSource {
  public:
    explicit DescriptorSource(int descriptor) : descriptor_(descriptor) {}
    std::size_t read(char* out, std::size_t size) override;
    std::optional<std::int64_t> seek(std::int64_t offset, int whence) override;

  private:
    int descriptor_;
};

/// Bytes in memory, which must outlive it.
class MemorySource : public ByteSource {
  public:
    explicit MemorySource(std::string_view bytes) : rest_(bytes) {}
    std::size_t read(char* out, std::size_t size) override;

  private:
    std::string_view rest_;
};

/// A source of which one can look at the beginning first.
class InputStream {
  public:
    /// `source` must outlive it.
    explicit InputStream(ByteSource& source) : source_(source) {}

    /// The bytes that come next, `size` of them or all that there are; valid until the next call.
    std::string_view peek(std::size_t size);

    /// Fills up to `size` bytes; 0 only at the end. Throws InputError.
    std::size_t read(char* out, std::size_t size);

    /// As ByteSource::seek().
    std::optional<std::int64_t> seek(std::int64_t offset, int whence);

    /// Everything to the end. Throws InputError where that is more than `limit` bytes.
    std::string read_all(std::size_t limit);

    /// How many bytes read() has given; where nobody seeks, the position.
    std::uint64_t offset() const { return offset_; }

  private:
    ByteSource& source_;
    std::string peeked_;
    std::size_t peeked_used_ = 0;
    std::uint64_t offset_ = 0;
};

/// What an input is called.
struct InputName {
    std::string path;  ///< for people: as given, "delivery.zip!2025/truce.txt" within an archive
    std::string relative;  ///< below the folder that was added: from it come ids and dates; empty
                           ///< for standard input
};

/// Called for each input; throws InputError where it breaks off, which is then reported.
using InputVisitor = std::function<void(const InputName& name, InputStream& stream)>;

}  // namespace broadsheet::indexer
