#include "indexer/sketch_lookup.hpp"

#include <xapian.h>

#include <string_view>
#include <unordered_map>
#include <utility>

#include "archive/terms.hpp"
#include "indexer/on_database.hpp"

namespace broadsheet::indexer {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view read_sketches = "read the sketches of";

std::optional<MarkedArticle> marked_article(const Xapian::Database& database, std::uint32_t number) {
    try {
        const Xapian::Document document = database.get_document(number);
        const auto mark = archive::mark_of(document.get_value(archive::slot_sketch),
                                           document.get_value(archive::slot_cluster));
        if (!mark) return std::nullopt;
        return MarkedArticle{document.get_value(archive::slot_id), *mark};
    } catch (const Xapian::DocNotFoundError&) {
        return std::nullopt;
    }
}

}  // namespace

struct SegmentSketches::State {
    fs::path segment;
    Xapian::Database database;
    archive::SketchIndex index;
    std::unordered_map<std::uint32_t, std::optional<MarkedArticle>> kept;

    std::optional<MarkedArticle> read(std::uint32_t number) {
        return on_database(segment, read_sketches, [&] {
            try {
                return marked_article(database, number);
            } catch (const Xapian::DatabaseModifiedError&) {  // two deletions since it was opened
                database.reopen();
                return marked_article(database, number);
            }
        });
    }
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
    state_->kept.clear();
}

const archive::SketchIndex& SegmentSketches::index() const { return state_->index; }

const std::optional<MarkedArticle>& SegmentSketches::article(std::uint32_t number) {
    if (const auto kept = state_->kept.find(number); kept != state_->kept.end()) return kept->second;
    if (state_->kept.size() == max_kept_articles) state_->kept.clear();
    return state_->kept.emplace(number, state_->read(number)).first->second;
}

}  // namespace broadsheet::indexer
