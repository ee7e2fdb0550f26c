#include "indexer/index_contents.hpp"

#include <fmt/format.h>
#include <xapian.h>
#include <xxhash.h>

#include <string_view>

#include "archive/terms.hpp"

namespace broadsheet::indexer {

namespace {

bool is_left_out(std::string_view term) { return term.starts_with(archive::phrase_prefix); }

bool is_left_out(Xapian::valueno slot) {
    return slot == archive::slot_phrases || slot == archive::slot_cluster ||
           slot == archive::slot_content;
}

void append_positions(const IndexPlace& place, const std::string& term, std::string& entry) {
    char before = ' ';
    const auto end = place.database.positionlist_end(place.document, term);
    for (auto at = place.database.positionlist_begin(place.document, term); at != end; ++at) {
        entry += before;
        entry += std::to_string(*at);
        before = ',';
    }
}

}  // namespace

std::vector<std::string> index_entries(const IndexPlace& place) {
    std::vector<std::string> entries;
    const auto end = place.database.termlist_end(place.document);
    for (auto at = place.database.termlist_begin(place.document); at != end; ++at) {
        const std::string term = *at;
        if (is_left_out(term)) continue;
        std::string entry = fmt::format("term {} {}", term, at.get_wdf());
        append_positions(place, term, entry);
        entries.push_back(std::move(entry));
    }
    const Xapian::Document document = place.database.get_document(place.document);
    for (auto value = document.values_begin(); value != document.values_end(); ++value) {
        if (is_left_out(value.get_valueno())) continue;
        entries.push_back(fmt::format("value {} {}", value.get_valueno(), *value));
    }
    return entries;
}

std::uint64_t index_checksum(const IndexPlace& place) {
    std::string bytes;
    for (const std::string& entry : index_entries(place)) {
        bytes += entry;
        bytes += '\n';
    }
    return XXH3_64bits(bytes.data(), bytes.size());
}

}  // namespace broadsheet::indexer
