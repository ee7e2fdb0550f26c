#include "indexer/segment_sketches.hpp"

#include <fmt/format.h>
#include <xapian.h>

#include <string_view>
#include <utility>

#include "archive/archive_layout.hpp"
#include "archive/sketch_index.hpp"
#include "archive/stored_article.hpp"
#include "archive/terms.hpp"
#include "indexer/on_database.hpp"
#include "indexer/scratch_folder.hpp"
#include "indexer/segment_builder.hpp"

namespace broadsheet::indexer {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view read_sketches = "read the sketches of";

template <typename Visit>
void for_each_sketch(const Xapian::Database& database, Visit visit) {
    const auto end = database.valuestream_end(archive::slot_sketch);
    for (auto value = database.valuestream_begin(archive::slot_sketch); value != end; ++value) {
        if (const auto sketch = archive::parse_sketch(*value)) visit(value.get_docid(), *sketch);
    }
}

/// What is wrong with the sketch of one article; empty if nothing is.
std::string find_wrong_sketch(const Xapian::Document& document, text::Shingler& shingler,
                              const archive::Dictionaries& dictionaries) {
    const std::string value = document.get_value(archive::slot_sketch);
    if (value.empty()) return {};
    const auto article = archive::decode_stored(document.get_data(), dictionaries).article;
    const auto sketch = archive::sketch_of(article, shingler);
    const bool has_cluster =
        archive::parse_cluster(document.get_value(archive::slot_cluster)).has_value();
    if (has_cluster && value == archive::sketch_value(sketch)) return {};
    return fmt::format("article {}: its sketch is not that of its text; add it again from its source",
                       article.id);
}

archive::SketchIndexBuilder sketches_of(const Xapian::Database& database, const fs::path& folder) {
    archive::SketchIndexBuilder builder{{folder}};
    for_each_sketch(database, [&](Xapian::docid article, const text::MinHash& sketch) {
        builder.add(article, sketch);
    });
    return builder;
}

}  // namespace

void write_sketch_index(const fs::path& segment) {
    with_database(segment, read_sketches, [&](const Xapian::Database& database) {
        sketches_of(database, segment).write(segment / archive::sketch_index_name, database.get_uuid());
    });
}

bool has_sketch_index(const fs::path& segment) {
    return with_database(segment, read_sketches, [&](const Xapian::Database& database) {
        return archive::SketchIndex::open(segment, database.get_uuid()).has_value();
    });
}

std::string find_sketch_damage(const fs::path& segment, const archive::Dictionaries& dictionaries) {
    return with_database(segment, read_sketches, [&](const Xapian::Database& database) -> std::string {
        text::Shingler shingler;
        for (auto posting = database.postlist_begin(""); posting != database.postlist_end("");
             ++posting) {
            const std::string wrong = find_wrong_sketch(database.get_document(*posting), shingler, dictionaries);
            if (!wrong.empty()) return wrong;
        }
        const auto index = archive::SketchIndex::open(segment, database.get_uuid());
        if (!index) return {};
        const ScratchFolder scratch;
        if (sketches_of(database, scratch.path()).are_in(*index)) return {};
        return fmt::format("its sketches are not those of its articles; remove {}, and the next add, delete or "
                           "merge makes it anew",
                           (segment / archive::sketch_index_name).string());
    });
}

struct SegmentSketches::State {
    fs::path segment;
    Xapian::Database database;
    archive::SketchIndex index;
};

SegmentSketches::SegmentSketches(fs::path segment) : state_(std::make_unique<State>()) {
    state_->segment = std::move(segment);
    reopen();
    const auto uuid = state_->database.get_uuid();
    if (auto index = archive::SketchIndex::open(state_->segment, uuid)) {
        state_->index = std::move(*index);
    }
}
SegmentSketches::~SegmentSketches() = default;
SegmentSketches::SegmentSketches(SegmentSketches&&) noexcept = default;

void SegmentSketches::reopen() {
    on_database(state_->segment, read_sketches,
                [&] { state_->database = Xapian::Database(state_->segment.string()); });
}

std::span<const std::uint32_t> SegmentSketches::articles_with(std::uint32_t key) const {
    return state_->index.articles_with(key);
}

std::optional<MarkedArticle> SegmentSketches::article(std::uint32_t number) {
    const auto read = [&]() -> std::optional<MarkedArticle> {
        try {
            const Xapian::Document document = state_->database.get_document(number);
            const auto sketch = archive::parse_sketch(document.get_value(archive::slot_sketch));
            const auto cluster = archive::parse_cluster(document.get_value(archive::slot_cluster));
            if (!sketch || !cluster) return std::nullopt;
            return MarkedArticle{document.get_value(archive::slot_id), {*sketch, *cluster}};
        } catch (const Xapian::DocNotFoundError&) {
            return std::nullopt;
        }
    };
    return on_database(state_->segment, read_sketches, [&] {
        try {
            return read();
        } catch (const Xapian::DatabaseModifiedError&) {  // two deletions since it was opened
            state_->database.reopen();
            return read();
        }
    });
}

}  // namespace broadsheet::indexer
