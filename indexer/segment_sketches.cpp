#include "indexer/segment_sketches.hpp"

#include <fmt/format.h>
#include <xapian.h>

#include <string_view>
#include <utility>
#include <vector>

#include "archive/sketch_merge.hpp"
#include "archive/stored_article.hpp"
#include "archive/terms.hpp"
#include "indexer/on_database.hpp"
#include "indexer/segment_builder.hpp"

namespace broadsheet::indexer {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view read_sketches = "read the sketches of";

archive::SketchOrder order_of(const Xapian::Database& database) {
    archive::SketchOrder order;
    const auto end = database.valuestream_end(archive::slot_sketch);
    for (auto value = database.valuestream_begin(archive::slot_sketch); value != end; ++value) {
        if (const auto own = archive::cluster_of(*value, {})) order.add(value.get_docid(), *own);
    }
    return order;
}

/// Files of the sketches of articles, in memory: some thousand articles each, for while they are collected they take
/// four times as much.
class Pieces {
  public:
    explicit Pieces(std::string uuid) : uuid_(std::move(uuid)) {}

    void add(std::uint32_t article, const text::MinHash& sketch) {
        builder_.add(article, sketch);
        if (builder_.articles() == most_articles) finish_piece();
    }

    std::vector<archive::SketchSource> finish() {
        finish_piece();
        return std::move(pieces_);
    }

  private:
    static constexpr std::size_t most_articles = 20'000;

    void finish_piece() {
        auto bytes = std::exchange(builder_, {}).finish(uuid_);
        pieces_.push_back({archive::SketchIndex::of(std::move(bytes), uuid_).value()});
    }

    std::string uuid_;
    archive::SketchIndexBuilder builder_;
    std::vector<archive::SketchSource> pieces_;
};

/// Calls `visit` with every article that has a sketch. Throws CorruptArticle.
template <typename Visit>
void each_sketched(const Xapian::Database& database, Visit visit) {
    const auto end = database.valuestream_end(archive::slot_sketch);
    for (auto value = database.valuestream_begin(archive::slot_sketch); value != end; ++value) {
        visit(database.get_document(value.get_docid()));
    }
}

std::vector<archive::SketchSource> sketches_of_texts(const Xapian::Database& database,
                                                     const archive::Dictionaries& dictionaries) {
    Pieces pieces(database.get_uuid());
    text::Shingler shingler;
    each_sketched(database, [&](const Xapian::Document& document) {
        try {
            const auto stored = archive::decode_stored(document.get_data(), dictionaries);
            pieces.add(document.get_docid(), archive::sketch_of(stored.article, shingler));
        } catch (const archive::CorruptArticle&) {  // for verify to report
        }
    });
    return pieces.finish();
}

/// With a file that is whole; made anew where it is not.
archive::SketchIndex whole_index(const fs::path& segment, const archive::Dictionaries& dictionaries) {
    return with_database(segment, read_sketches, [&](const Xapian::Database& database) {
        const std::string uuid = database.get_uuid();
        if (auto index = archive::SketchIndex::open(segment, uuid)) return std::move(*index);
        renew_sketches(segment, dictionaries);
        if (auto index = archive::SketchIndex::open(segment, uuid)) return std::move(*index);
        throw SegmentError(fmt::format("the sketches of {} were made anew, and are damaged again; is its disk sound?",
                                       segment.string()));
    });
}

/// Whether a document has the sketch of its text, and if it has a value for its cluster, one that a writer would give it.
bool has_right_values(const Xapian::Document& document, const text::MinHash& sketch) {
    const std::string cluster = document.get_value(archive::slot_cluster);
    const auto mark = archive::mark_of(document.get_value(archive::slot_sketch), cluster);
    return mark && mark->sketch == sketch && cluster == archive::cluster_value(*mark);
}

/// Whether the file says just that of the articles that live.
bool are_equal(archive::SketchIndex file, const std::vector<archive::SketchSource>& made,
               const archive::SketchOrder& order) {
    const std::vector<archive::SketchSource> written = {{std::move(file)}};
    archive::MergedSketches is(written, order), expected(made, order);
    while (const auto entry = expected.next()) {
        if (is.next() != entry) return false;
    }
    return !is.next();
}

}  // namespace

std::string sketches_of_block(std::span<const archive::CopyMark> marks, std::string_view uuid) {
    archive::SketchIndexBuilder builder;
    for (std::size_t i = 0; i < marks.size(); ++i) {
        if (marks[i].sketch.shingles > 0) builder.add(static_cast<std::uint32_t>(i + 1), marks[i].sketch);
    }
    return std::move(builder).finish(uuid);
}

void merge_segment_sketches(const SegmentsToMerge& sources, const fs::path& segment,
                            const archive::Dictionaries& dictionaries) {
    std::vector<archive::SketchSource> moved;
    for (std::size_t i = 0; i < sources.databases.size(); ++i) {
        const auto& [folder, numbers] = sources.databases[i];
        const auto& documents = sources.positions[i].documents;
        moved.push_back({whole_index(folder, dictionaries), numbers, documents.front(), documents.back()});
    }
    with_database(segment, read_sketches, [&](const Xapian::Database& database) {
        archive::merge_sketches(moved, order_of(database), database.get_uuid(),
                                segment / archive::sketch_index_name);
    });
}

bool has_sketch_index(const fs::path& segment) {
    return with_database(segment, read_sketches, [&](const Xapian::Database& database) {
        return archive::SketchIndex::open(segment, database.get_uuid()).has_value();
    });
}

void renew_sketches(const fs::path& segment, const archive::Dictionaries& dictionaries) {
    with_database(segment, read_sketches, [&](const Xapian::Database& database) {
        const auto pieces = sketches_of_texts(database, dictionaries);
        archive::merge_sketches(pieces, order_of(database), database.get_uuid(),
                                segment / archive::sketch_index_name);
    });
}

std::string find_sketch_damage(const fs::path& segment, const archive::Dictionaries& dictionaries) {
    return with_database(segment, read_sketches, [&](const Xapian::Database& database) -> std::string {
        Pieces pieces(database.get_uuid());
        text::Shingler shingler;
        std::string wrong;
        each_sketched(database, [&](const Xapian::Document& document) {
            const auto article = archive::decode_stored(document.get_data(), dictionaries).article;
            const text::MinHash sketch = archive::sketch_of(article, shingler);
            pieces.add(document.get_docid(), sketch);
            if (!wrong.empty() || has_right_values(document, sketch)) return;
            wrong = fmt::format("article {}: its sketch is not that of its text; add it again from its source",
                                article.id);
        });
        if (!wrong.empty()) return wrong;
        auto file = archive::SketchIndex::open(segment, database.get_uuid());
        if (!file || are_equal(std::move(*file), pieces.finish(), order_of(database))) return {};
        return fmt::format("its sketches are not those of its articles; remove {}, and the next add, delete or merge "
                           "makes it anew",
                           (segment / archive::sketch_index_name).string());
    });
}

}  // namespace broadsheet::indexer
