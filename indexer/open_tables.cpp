#include "indexer/open_tables.hpp"

#include <fmt/format.h>
#include <xapian.h>

#include <string_view>

#include "archive/terms.hpp"
#include "indexer/segment_builder.hpp"

namespace broadsheet::indexer {

namespace {

[[noreturn]] void throw_not_opened(const std::filesystem::path& segment, std::string_view table) {
    throw SegmentError(fmt::format("{}: its {} table cannot be opened; are too many files open?",
                                   segment.string(), table));
}

bool has_words(const Xapian::Document& document) {
    return Xapian::sortable_unserialise(document.get_value(archive::slot_words)) > 0;
}

bool any_has_words(const Xapian::Database& database) {
    for (auto at = database.postlist_begin(""); at != database.postlist_end(""); ++at) {
        if (has_words(database.get_document(*at))) return true;
    }
    return false;
}

}  // namespace

// A table is opened as a whole or not at all, so one document tells of all: every article has a
// stored text and at least the term of its id. Only those with words have positions.
void require_open_tables(const Xapian::Database& database, const std::filesystem::path& segment) {
    const auto first = database.postlist_begin("");
    if (first == database.postlist_end("")) return;
    if (database.get_document(*first).get_data().empty()) throw_not_opened(segment, "docdata");
    try {
        database.termlist_begin(*first);
    } catch (const Xapian::DocNotFoundError&) {
        throw_not_opened(segment, "termlist");
    }
    if (!database.has_positions() && std::filesystem::exists(segment / "position.glass") &&
        any_has_words(database)) {
        throw_not_opened(segment, "position");
    }
}

}  // namespace broadsheet::indexer
