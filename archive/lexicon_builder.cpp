#include "archive/lexicon_builder.hpp"

#include <algorithm>
#include <cstring>
#include <limits>
#include <memory>
#include <optional>
#include <utility>

#include "archive/archive_layout.hpp"
#include "archive/lexicon_layout.hpp"
#include "archive/terms.hpp"
#include "text/analyzer.hpp"
#include "text/stemmer.hpp"

namespace broadsheet::archive {

namespace {

template <typename Number>
void append(std::string& out, const Number* numbers, std::size_t count) {
    out.resize((out.size() + part_alignment - 1) / part_alignment * part_alignment, '\0');
    out.append(reinterpret_cast<const char*>(numbers), count * sizeof(Number));
}

template <typename Number>
void append(std::string& out, const std::vector<Number>& numbers) {
    append(out, numbers.data(), numbers.size());
}

const text::Stemmer& stemmer_for(std::string_view language) {
    return text::stemmer_of(language == undetermined_language ? assumed_language : language);
}

// The table of those of form(0) to form(count - 1) that are not their own stem.
template <typename FormAt>
OwnedStems stem_all(std::size_t count, FormAt form, const text::Stemmer& stemmer) {
    constexpr int hash_shift = 32;
    std::vector<std::uint64_t> entries;  // hash, then form, so that they sort as numbers
    for (std::size_t i = 0; i < count; ++i) {
        const std::string stem = stemmer.stem(form(i));
        if (stem != form(i)) entries.push_back(std::uint64_t{stem_hash(stem)} << hash_shift | i);
    }
    std::ranges::sort(entries);
    OwnedStems table;
    table.hashes.reserve(entries.size());
    table.forms.reserve(entries.size());
    for (const std::uint64_t entry : entries) {
        table.hashes.push_back(static_cast<std::uint32_t>(entry >> hash_shift));
        table.forms.push_back(static_cast<std::uint32_t>(entry));
    }
    return table;
}

}  // namespace

OwnedStems stem_forms(const LexiconImage& lexicon, std::string_view language) {
    return stem_all(
        lexicon.size(), [&](std::size_t i) { return lexicon.form(i); }, stemmer_for(language));
}

void LexiconBuilder::add_term(std::string_view term, std::uint32_t articles) {
    if (is_word_term(term)) {
        if (texts_.size() > std::numeric_limits<std::uint32_t>::max() - term.size()) {
            throw ArchiveError("the words of a segment fill more than 4 GiB");
        }
        begins_.push_back(static_cast<std::uint32_t>(texts_.size()));
        articles_.push_back(articles);
        texts_ += term;
    } else if (const auto compound = parse_compound(term)) {
        compounds_.push_back({std::string(compound->joined), compound->parts});
    } else if (term.starts_with(language_prefix)) {
        const auto tag = text::primary_language(term.substr(language_prefix.size()));
        if (tag.size() <= tag_bytes) languages_.emplace(tag);
    }
}

std::string LexiconBuilder::finish(const SegmentIdentity& identity) && {
    begins_.push_back(static_cast<std::uint32_t>(texts_.size()));
    if (languages_.empty()) languages_.emplace(undetermined_language);
    std::erase_if(languages_, [](const auto& tag) { return !stemmer_for(tag).exists(); });

    LexiconHead head{};
    head.magic = lexicon_magic;
    head.format = lexicon_format;
    head.analyzer = static_cast<std::uint32_t>(text::analyzer_version);
    head.stemmers = static_cast<std::uint32_t>(text::stemmer_version);
    head.revision = identity.revision;
    head.uuid = uuid_field(identity.uuid);
    head.forms = static_cast<std::uint32_t>(articles_.size());
    head.text_bytes = static_cast<std::uint32_t>(texts_.size());
    head.languages = static_cast<std::uint32_t>(languages_.size());

    std::string out(sizeof head, '\0');
    append(out, begins_);
    append(out, articles_);
    append(out, texts_.data(), texts_.size());
    append_compounds(out, head.compounds);
    for (const auto& language : languages_) append_stems(out, language);
    head.file_bytes = out.size();
    std::memcpy(out.data(), &head, sizeof head);
    head.checksum = content_checksum(out);
    std::memcpy(out.data(), &head, sizeof head);
    return out;
}

LexiconImage LexiconBuilder::image() && {
    const auto bytes = std::make_shared<const std::string>(std::move(*this).finish({}));
    return std::get<LexiconImage>(read_lexicon(bytes, *bytes, {}));
}

// A joined form that is no word of its own would be found by no query: it is left out.
void LexiconBuilder::append_compounds(std::string& out, std::uint32_t& count) {
    std::ranges::stable_sort(compounds_, {}, &Compound::joined);
    std::vector<std::uint32_t> forms;
    std::vector<std::uint8_t> parts;
    std::uint32_t at = 0;
    for (const Compound& compound : compounds_) {
        while (at < articles_.size() && form(at) < compound.joined) ++at;
        if (at == articles_.size()) break;
        if (form(at) != compound.joined) continue;
        forms.push_back(at);
        parts.push_back(compound.parts);
    }
    count = static_cast<std::uint32_t>(forms.size());
    append(out, forms);
    append(out, parts);
}

void LexiconBuilder::append_stems(std::string& out, std::string_view language) const {
    const OwnedStems table = stem_all(
        articles_.size(), [this](std::size_t i) { return form(i); }, stemmer_for(language));
    std::array<char, tag_bytes> tag{};
    std::ranges::copy(language.substr(0, tag.size()), tag.begin());
    const std::uint64_t count = table.forms.size();
    append(out, tag.data(), tag.size());
    append(out, &count, 1);
    append(out, table.hashes);
    append(out, table.forms);
}

}  // namespace broadsheet::archive
