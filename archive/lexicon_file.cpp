#include "archive/lexicon_file.hpp"

#include <xxhash.h>

#include <algorithm>
#include <cstring>
#include <optional>
#include <utility>

#include "archive/lexicon_layout.hpp"
#include "archive/mapped_file.hpp"
#include "text/analyzer.hpp"
#include "text/stemmer.hpp"

namespace broadsheet::archive {

namespace {

// Whether the bytes are all as they were written.
bool is_whole(std::string_view bytes) {
    if (bytes.size() < sizeof(LexiconHead)) return false;
    LexiconHead head;
    std::memcpy(&head, bytes.data(), sizeof head);
    return head.magic == lexicon_magic && head.checksum == content_checksum(bytes);
}

bool is_current(const LexiconHead& head, const SegmentIdentity& identity) {
    return head.format == lexicon_format &&
           head.analyzer == static_cast<std::uint32_t>(text::analyzer_version) &&
           head.stemmers == static_cast<std::uint32_t>(text::stemmer_version) &&
           head.revision == identity.revision && head.uuid == uuid_field(identity.uuid);
}

// Takes the parts of a file one after the other.
class Parts {
  public:
    explicit Parts(std::string_view bytes) : bytes_(bytes), at_(sizeof(LexiconHead)) {}

    template <typename Number>
    std::span<const Number> take(std::uint64_t count) {
        at_ = std::min((at_ + part_alignment - 1) / part_alignment * part_alignment, bytes_.size());
        if (count > (bytes_.size() - at_) / sizeof(Number)) {
            fits_ = false;
            return {};
        }
        const auto* begin = reinterpret_cast<const Number*>(bytes_.data() + at_);
        at_ += count * sizeof(Number);
        return {begin, count};
    }

    bool fits() const { return fits_; }
    bool at_end() const { return at_ == bytes_.size(); }

  private:
    std::string_view bytes_;
    std::size_t at_;
    bool fits_ = true;
};

std::optional<StemTable> take_stems(Parts& parts) {
    const auto tag = parts.take<char>(tag_bytes);
    const auto entries = parts.take<std::uint64_t>(1);
    if (!parts.fits()) return std::nullopt;
    StemTable table;
    table.language = std::string_view(tag.data(), tag.size());
    table.language = table.language.substr(0, table.language.find('\0'));
    table.hashes = parts.take<std::uint32_t>(entries[0]);
    table.forms = parts.take<std::uint32_t>(entries[0]);
    return parts.fits() ? std::optional(table) : std::nullopt;
}

}  // namespace

class LexiconReader {
  public:
    // A file whose checksum is right has the parts that its head says; that they fit is checked all
    // the same, so that nothing is ever read outside of it.
    static LexiconReading read(std::shared_ptr<const void> owner, std::string_view bytes,
                               const LexiconHead& head) {
        LexiconImage image;
        Parts parts(bytes);
        image.begins_ = parts.take<std::uint32_t>(std::uint64_t{head.forms} + 1);
        image.articles_ = parts.take<std::uint32_t>(head.forms);
        const auto texts = parts.take<char>(head.text_bytes);
        for (std::uint32_t i = 0; i < head.languages && parts.fits(); ++i) {
            if (const auto table = take_stems(parts)) image.stem_tables_.push_back(*table);
        }
        if (!parts.fits() || !parts.at_end()) return LexiconFault::damaged;
        image.texts_ = {texts.data(), texts.size()};
        image.bytes_ = bytes;
        image.owner_ = std::move(owner);
        return image;
    }
};

std::uint32_t stem_hash(std::string_view stem) {
    return static_cast<std::uint32_t>(XXH3_64bits(stem.data(), stem.size()));
}

LexiconReading read_lexicon(std::shared_ptr<const void> owner, std::string_view bytes,
                            const SegmentIdentity& identity) {
    if (!is_whole(bytes)) return LexiconFault::damaged;
    LexiconHead head;
    std::memcpy(&head, bytes.data(), sizeof head);
    if (!is_current(head, identity)) return LexiconFault::stale;
    if (head.file_bytes != bytes.size()) return LexiconFault::damaged;
    return LexiconReader::read(std::move(owner), bytes, head);
}

LexiconReading open_lexicon(const std::filesystem::path& segment, const SegmentIdentity& identity) {
    auto file = MappedFile::open(segment / lexicon_file_name);
    if (!file) return LexiconFault::missing;
    const std::string_view bytes = file->bytes();
    return read_lexicon(std::move(file), bytes, identity);
}

}  // namespace broadsheet::archive
