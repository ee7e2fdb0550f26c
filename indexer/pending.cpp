#include "indexer/pending.hpp"

#include <fmt/format.h>
#include <xxhash.h>

#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string_view>

namespace broadsheet::indexer {

namespace json = boost::json;
using archive::ArchivePaths;

namespace {

std::vector<std::string> strings(const json::value& value) {
    return json::value_to<std::vector<std::string>>(value);
}

// Kept beside what it is of: by a flipped bit, a takedown could be forgotten, or an article lost.
constexpr std::string_view checksum_name = "checksum";

std::string checksum_of(const json::object& object) {
    const std::string text = json::serialize(object);
    return fmt::format("{:016x}", XXH3_64bits(text.data(), text.size()));
}

Pending pending_from(json::object object) {
    const auto checksum = json::value_to<std::string>(object.at(checksum_name));
    object.erase(checksum_name);  // the last, so that the others keep their order
    if (checksum != checksum_of(object)) throw std::runtime_error("its checksum is another");
    Pending pending;
    pending.generation = json::value_to<std::uint64_t>(object.at("generation"));
    for (const auto& [segment, ids] : object.at("delete").as_object()) {
        pending.deletions[std::string(segment)] = strings(ids);
    }
    pending.purge = strings(object.at("purge"));
    pending.cleans_dictionaries = object.at("clean_dictionaries").as_bool();
    return pending;
}

}  // namespace

std::optional<Pending> read_pending(const ArchivePaths& paths) {
    if (!std::filesystem::exists(paths.pending)) return std::nullopt;
    std::ifstream file(paths.pending, std::ios::binary);
    std::ostringstream content;
    content << file.rdbuf();
    try {
        return pending_from(json::parse(content.str()).as_object());
    } catch (const std::exception& error) {
        throw archive::ArchiveError(fmt::format(
            "{} is damaged ({}); it says which older versions of articles must go: remove "
            "it, then add again what was added last",
            paths.pending.string(), error.what()));
    }
}

void write_pending(const ArchivePaths& paths, const Pending& pending) {
    json::object deletions;
    for (const auto& [segment, ids] : pending.deletions) {
        deletions[segment] = json::value_from(ids);
    }
    json::object object{{"generation", pending.generation},
                              {"delete", std::move(deletions)},
                              {"purge", json::value_from(pending.purge)},
                              {"clean_dictionaries", pending.cleans_dictionaries}};
    object[checksum_name] = checksum_of(object);
    archive::write_file_atomically(paths.pending, json::serialize(object) + "\n");
}

}  // namespace broadsheet::indexer
