// Working on Xapian databases, with its exceptions translated into words of ours. For indexer/ itself.
#pragma once

#include <fmt/format.h>
#include <xapian.h>

#include <filesystem>
#include <string_view>

#include "indexer/glass/table_reader.hpp"
#include "indexer/segment_builder.hpp"

namespace broadsheet::indexer {

/// Runs `work`; "cannot WHAT PATH: REASON" as a SegmentError where Xapian throws, or who reads its tables.
template <typename Work>
auto on_database(const std::filesystem::path& path, std::string_view what, Work work) {
    try {
        return work();
    } catch (const Xapian::Error& error) {
        const char* reason = error.get_error_string();
        throw SegmentError(fmt::format("cannot {} {}: {}{}{}", what, path.string(), error.get_msg(),
                                       reason ? ": " : "", reason ? reason : ""));
    } catch (const glass::DamagedTable& error) {
        throw SegmentError(fmt::format("cannot {} {}: {}", what, path.string(), error.what()));
    }
}

/// The same with the database of a segment or block, opened.
template <typename Work>
auto with_database(const std::filesystem::path& path, std::string_view what, Work work) {
    return on_database(path, what, [&] { return work(Xapian::Database(path.string())); });
}

}  // namespace broadsheet::indexer
