#include "archive/stored_record.hpp"

#include <cstdint>
#include <iterator>
#include <limits>
#include <vector>

#include "archive/varint.hpp"

namespace broadsheet::archive {

namespace {

constexpr int status_shift = std::size(single_texts);

// What the number of a paragraph says beside its length.
constexpr unsigned has_language = 1;
constexpr unsigned paragraph_shift = 3;
static_assert(paragraph_kind_count <= 4);

// More than most articles' numbers take: one allocation.
constexpr std::size_t usual_numbers = 256;

void put_list(std::string& out, const std::vector<std::string>& texts) {
    put_varint(out, texts.size());
    for (const auto& text : texts) put_varint(out, text.size());
}

void put_single_texts(std::string& out, const Article& article) {
    std::uint64_t fields = std::uint64_t{static_cast<unsigned>(article.status)} << status_shift;
    for (std::size_t i = 0; i < std::size(single_texts); ++i) {
        if (!(article.*single_texts[i]).empty()) fields |= std::uint64_t{1} << i;
    }
    put_varint(out, fields);
    for (const auto text : single_texts) {
        if (!(article.*text).empty()) put_varint(out, (article.*text).size());
    }
}

void put_paragraph(std::string& out, const Paragraph& paragraph) {
    const unsigned language = paragraph.language.empty() ? 0 : has_language;
    put_varint(out, (std::uint64_t{paragraph.text.size()} << paragraph_shift) |
                        (static_cast<unsigned>(paragraph.kind) << 1) | language);
    if (language != 0) put_varint(out, paragraph.language.size());
}

void put_sections(std::string& out, const std::vector<Section>& sections) {
    put_varint(out, sections.size());
    for (const Section& section : sections) {
        put_varint(out, static_cast<unsigned>(section.kind) + unsigned{section.level} * section_kind_count);
        put_varint(out, section.heading.size());
        put_varint(out, section.paragraphs.size());
        for (const Paragraph& paragraph : section.paragraphs) put_paragraph(out, paragraph);
    }
}

void put_layout(std::string& out, const StoredArticle& stored) {
    put_varint(out, stored.word_count);
    put_varint(out, stored.unit_positions.size());
    std::uint32_t before = 0;
    for (const std::uint32_t position : stored.unit_positions) {
        put_varint(out, position - before);
        before = position;
    }
}

[[noreturn]] void throw_not_whole() {
    throw CorruptArticle("stored article does not add up to its length");
}

/// Reads the numbers, keeps the lengths of the texts in their order, and fills these in at the end.
class RecordReader {
  public:
    explicit RecordReader(std::string_view record)
        : at_(record.data()), end_(record.data() + record.size()) {}

    StoredArticle read() {
        StoredArticle stored;
        read_single_texts(stored.article);
        read_list(stored.article.places);
        read_list(stored.article.topics);
        read_sections(stored.article.sections);
        read_layout(stored);
        fill_in(stored.article);
        return stored;
    }

  private:
    std::uint64_t number() {
        if (at_ == end_) throw_not_whole();
        return get_varint(at_, end_);
    }

    std::uint32_t small_number() {
        const std::uint64_t got = number();
        if (got > std::numeric_limits<std::uint32_t>::max()) throw_not_whole();
        return static_cast<std::uint32_t>(got);
    }

    /// Of things of which each takes a byte or more.
    std::size_t count() {
        const std::uint64_t got = number();
        if (got > static_cast<std::uint64_t>(end_ - at_)) throw_not_whole();
        return got;
    }

    void read_single_texts(Article& article) {
        const std::uint64_t fields = number();
        const std::uint64_t status = fields >> status_shift;
        if (status >= article_status_count) throw_not_whole();
        article.status = static_cast<ArticleStatus>(status);
        for (int i = 0; i < status_shift; ++i) lengths_.push_back((fields >> i) & 1 ? number() : 0);
    }

    void read_list(std::vector<std::string>& texts) {
        texts.resize(count());
        for (std::size_t i = 0; i < texts.size(); ++i) lengths_.push_back(number());
    }

    void read_sections(std::vector<Section>& sections) {
        for (std::size_t left = count(); left > 0; --left) {
            Section& section = sections.emplace_back();
            const std::uint64_t nature = number();
            const std::uint64_t level = nature / section_kind_count;
            if (level > std::numeric_limits<std::uint8_t>::max()) throw_not_whole();
            section.kind = static_cast<SectionKind>(nature % section_kind_count);
            section.level = static_cast<std::uint8_t>(level);
            lengths_.push_back(number());
            read_paragraphs(section.paragraphs);
        }
    }

    void read_paragraphs(std::vector<Paragraph>& paragraphs) {
        for (std::size_t left = count(); left > 0; --left) {
            const std::uint64_t nature = number();
            const auto kind = static_cast<ParagraphKind>((nature >> 1) & 3);
            paragraphs.emplace_back().kind = kind;
            lengths_.push_back(nature >> paragraph_shift);
            lengths_.push_back((nature & has_language) != 0 ? number() : 0);
        }
    }

    void read_layout(StoredArticle& stored) {
        stored.word_count = small_number();
        const std::size_t positions = count();
        stored.unit_positions.reserve(positions);
        std::uint32_t position = 0;
        for (std::size_t i = 0; i < positions; ++i) {
            stored.unit_positions.push_back(position += small_number());
        }
    }

    void fill_in(Article& article) {
        auto length = lengths_.begin();
        for_each_text(article, [&](std::string& text) {
            if (*length > static_cast<std::uint64_t>(end_ - at_)) throw_not_whole();
            text.assign(at_, *length);
            at_ += *length++;
        });
        if (at_ != end_) throw_not_whole();
    }

    const char* at_;
    const char* end_;
    std::vector<std::uint64_t> lengths_;  ///< of all texts, in their order
};

}  // namespace

std::string record_of(const StoredArticle& stored) {
    std::size_t bytes = usual_numbers;
    for_each_text(stored.article, [&](const std::string& text) { bytes += text.size(); });
    std::string record;
    record.reserve(bytes);
    put_single_texts(record, stored.article);
    put_list(record, stored.article.places);
    put_list(record, stored.article.topics);
    put_sections(record, stored.article.sections);
    put_layout(record, stored);
    for_each_text(stored.article, [&](const std::string& text) { record += text; });
    return record;
}

StoredArticle article_of_record(std::string_view record) { return RecordReader(record).read(); }

}  // namespace broadsheet::archive
