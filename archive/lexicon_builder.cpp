#include "archive/lexicon_builder.hpp"

#include <algorithm>
#include <array>
#include <compare>
#include <cstring>
#include <limits>
#include <memory>
#include <utility>

#include "archive/archive_layout.hpp"
#include "archive/headed_file.hpp"
#include "archive/sorted_runs.hpp"
#include "archive/terms.hpp"
#include "text/analyzer.hpp"
#include "text/stemmer.hpp"

namespace broadsheet::archive {

namespace {

const text::Stemmer& stemmer_for(std::string_view language) {
    return text::stemmer_of(language == undetermined_language ? assumed_language : language);
}

/// The hash of a stem, then its form, so that they sort as numbers.
struct StemEntry {
    std::uint64_t number;
    StemEntry() = default;
    StemEntry(std::string_view stem, std::uint32_t form) : number(std::uint64_t{stem_hash(stem)} << 32 | form) {}
    std::uint32_t hash() const { return static_cast<std::uint32_t>(number >> 32); }
    std::uint32_t form() const { return static_cast<std::uint32_t>(number); }
    auto operator<=>(const StemEntry&) const = default;
};

/// Of a form that is not its own stem.
void add_stem(std::string_view text, std::uint32_t form, const text::Stemmer& stemmer, SortedRuns<StemEntry>& stems) {
    const std::string stem = stemmer.stem(text);
    if (stem != text) stems.add({stem, form});
}

}  // namespace

OwnedStems stem_forms(const LexiconImage& lexicon, std::string_view language) {
    const text::Stemmer& stemmer = stemmer_for(language);
    SortedRuns<StemEntry> stems{SpoolPlace{}};
    for (std::uint32_t i = 0; i < lexicon.size(); ++i) add_stem(lexicon.form(i), i, stemmer, stems);
    OwnedStems table;
    table.hashes.reserve(stems.size());
    table.forms.reserve(stems.size());
    stems.each([&](const StemEntry& entry) {
        table.hashes.push_back(entry.hash());
        table.forms.push_back(entry.form());
    });
    return table;
}

/// What stands behind the head, part by part.
class LexiconBuilder::Parts {
  public:
    explicit Parts(const Sink& sink) : sink_(sink) {}

    /// Each part begins with this.
    void align() { buffer_.append((part_alignment - place() % part_alignment) % part_alignment, '\0'); }

    void append(std::string_view bytes) {
        buffer_ += bytes;
        if (buffer_.size() >= buffer_bytes) flush();
    }
    template <typename Item>
    void append_item(const Item& item) {
        append({reinterpret_cast<const char*>(&item), sizeof item});
    }
    void append_part(Spool& part) {
        align();
        part.each_piece([&](std::string_view bytes) { append(bytes); });
    }

    /// The size of the file.
    std::uint64_t finish() {
        flush();
        return flushed_;
    }

  private:
    static constexpr std::size_t buffer_bytes = std::size_t{64} << 10;

    std::uint64_t place() const { return flushed_ + buffer_.size(); }
    void flush() {
        sink_(buffer_);
        flushed_ += buffer_.size();
        buffer_.clear();
    }

    const Sink& sink_;
    std::string buffer_;
    std::uint64_t flushed_ = sizeof(LexiconHead);
};

/// Goes through the forms.
class LexiconBuilder::Forms {
  public:
    explicit Forms(LexiconBuilder& of) : begins_(of.begins_), texts_(of.texts_) {
        begin_ = begins_.take_item<std::uint32_t>();
    }

    bool next() {
        if (begins_.left() == 0) return false;
        const auto end = begins_.take_item<std::uint32_t>();
        text_ = texts_.take(end - begin_);
        begin_ = end;
        ++count_;
        return true;
    }
    std::string_view text() const { return text_; }
    std::uint32_t number() const { return count_ - 1; }

  private:
    Spool::Reader begins_, texts_;
    std::uint32_t begin_ = 0, count_ = 0;
    std::string_view text_;
};

LexiconBuilder::LexiconBuilder(SpoolPlace place)
    : place_(std::move(place)), begins_(place_), articles_(place_), texts_(place_) {}

void LexiconBuilder::add_term(std::string_view term, std::uint32_t articles) {
    if (is_word_term(term)) {
        if (texts_.size() > std::numeric_limits<std::uint32_t>::max() - term.size()) {
            throw ArchiveError("the words of a segment fill more than 4 GiB");
        }
        begins_.append_item(static_cast<std::uint32_t>(texts_.size()));
        articles_.append_item(articles);
        texts_.append(term);
        ++forms_;
    } else if (term.starts_with(language_prefix)) {
        const auto tag = text::primary_language(term.substr(language_prefix.size()));
        if (tag.size() <= tag_bytes) languages_.emplace(tag);
    }
}

LexiconHead LexiconBuilder::write_parts(const SegmentIdentity& identity, const Sink& sink) {
    begins_.append_item(static_cast<std::uint32_t>(texts_.size()));
    if (languages_.empty()) languages_.emplace(undetermined_language);
    std::erase_if(languages_, [](const auto& tag) { return !stemmer_for(tag).exists(); });

    LexiconHead head{};
    head.magic = lexicon_magic;
    head.format = lexicon_format;
    head.analyzer = static_cast<std::uint32_t>(text::analyzer_version);
    head.stemmers = static_cast<std::uint32_t>(text::stemmer_version);
    head.revision = identity.revision;
    head.uuid = uuid_field(identity.uuid);
    head.forms = forms_;
    head.text_bytes = static_cast<std::uint32_t>(texts_.size());
    head.languages = static_cast<std::uint32_t>(languages_.size());

    Parts out(sink);
    out.append_part(begins_);
    out.append_part(articles_);
    out.append_part(texts_);
    for (const auto& language : languages_) write_stems(language, out);
    head.file_bytes = out.finish();
    return head;
}

void LexiconBuilder::write_stems(std::string_view language, Parts& out) {
    const text::Stemmer& stemmer = stemmer_for(language);
    SortedRuns<StemEntry> stems(place_);
    for (Forms all(*this); all.next();) add_stem(all.text(), all.number(), stemmer, stems);
    std::array<char, tag_bytes> tag{};
    std::ranges::copy(language.substr(0, tag.size()), tag.begin());
    out.align();
    out.append_item(tag);
    out.append_item(stems.size());
    Spool forms(place_);
    stems.each([&](const StemEntry& entry) {
        out.append_item(entry.hash());
        forms.append_item(entry.form());
    });
    out.append_part(forms);
}

std::string LexiconBuilder::finish(const SegmentIdentity& identity) && {
    std::string out(sizeof(LexiconHead), '\0');
    LexiconHead head = write_parts(identity, [&](std::string_view bytes) { out += bytes; });
    std::memcpy(out.data(), &head, sizeof head);
    head.checksum = content_checksum(out);
    std::memcpy(out.data(), &head, sizeof head);
    return out;
}

LexiconImage LexiconBuilder::image() && {
    const auto bytes = std::make_shared<const std::string>(std::move(*this).finish({}));
    return std::get<LexiconImage>(read_lexicon(bytes, *bytes, {}));
}

void LexiconBuilder::write(const std::filesystem::path& path, const SegmentIdentity& identity) && {
    HeadedFile file(path, sizeof(LexiconHead));
    file.finish(write_parts(identity, [&](std::string_view bytes) { file.append(bytes); }));
}

/// Its checksum was found to be right when it was read.
bool LexiconBuilder::has_made(const LexiconImage& lexicon, const SegmentIdentity& identity) && {
    std::string_view rest = lexicon.bytes();
    LexiconHead found{};
    if (rest.size() < sizeof found) return false;
    std::memcpy(&found, rest.data(), sizeof found);
    rest.remove_prefix(sizeof found);
    bool is_same = true;
    LexiconHead made = write_parts(identity, [&](std::string_view bytes) {
        is_same = is_same && rest.starts_with(bytes);
        if (is_same) rest.remove_prefix(bytes.size());
    });
    made.checksum = found.checksum;
    return is_same && rest.empty() && std::memcmp(&made, &found, sizeof made) == 0;
}

}  // namespace broadsheet::archive
