#include "tests/safety/disk_model.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>
#include <stdexcept>

#include "tests/support/news_data.hpp"

namespace broadsheet::tests {

namespace fs = std::filesystem;

namespace {

// What a disk writes at once, at the least.
constexpr std::size_t sector = 512;

std::uint64_t inode_of(const fs::path& path) {
    struct stat status {};
    if (::lstat(path.c_str(), &status) != 0) throw std::runtime_error("no " + path.string());
    return status.st_ino;
}

bool coin(std::mt19937& random) { return (random() & 1U) != 0; }

/// Every path below a folder, with what a file holds.
std::map<std::string, std::string> contents(const fs::path& folder) {
    std::map<std::string, std::string> all;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        const std::string name = fs::relative(entry.path(), folder).string();
        all[name] = entry.is_directory() ? "a folder" : "a file: " + read_file(entry.path());
    }
    return all;
}

}  // namespace

std::string JournalRecord::line() const { return fmt::format("{} {}", call, fmt::join(fields, " ")); }

std::vector<JournalRecord> read_journal(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::vector<JournalRecord> records;
    for (std::string line; std::getline(file, line);) {
        JournalRecord record;
        std::istringstream words(line);
        words >> record.call;
        for (std::string word; words >> word;) record.fields.push_back(word);
        if (record.call == "write") {
            record.bytes.resize(record.number(2));
            file.read(record.bytes.data(), static_cast<std::streamsize>(record.bytes.size()));
            if (file.get() != '\n') throw std::runtime_error("the journal is cut short");
        }
        records.push_back(std::move(record));
    }
    return records;
}

DiskModel::DiskModel(const fs::path& folder) { root_ = scan(folder); }

DiskModel::Number DiskModel::scan(const fs::path& path) {
    const Number number = add(inode_of(path), fs::is_directory(path));
    if (!nodes_[number].is_folder) {
        nodes_[number].bytes = nodes_[number].flushed_bytes = read_file(path);
        return number;
    }
    for (const auto& entry : fs::directory_iterator(path)) {
        const Number below = scan(entry.path());
        nodes_[number].names[entry.path().filename().string()] = below;
    }
    nodes_[number].flushed_names = nodes_[number].names;
    return number;
}

DiskModel::Number DiskModel::add(std::uint64_t inode, bool is_folder) {
    nodes_.push_back({is_folder, {}, {}, {}, {}});
    return numbers_[inode] = nodes_.size() - 1;
}

void DiskModel::apply(const JournalRecord& record) {
    const std::uint64_t inode = record.number(0);
    if (record.call == "create" || record.call == "mkdir") {
        const Number made = add(inode, record.call == "mkdir");
        node(record.number(1)).names[record.fields.at(2)] = made;
    } else if (record.call == "link") {
        node(record.number(1)).names[record.fields.at(2)] = numbers_.at(inode);
    } else if (record.call == "unlink") {
        node(record.number(1)).names.erase(record.fields.at(2));
    } else if (record.call == "rename") {
        node(record.number(1)).names.erase(record.fields.at(2));
        node(record.number(3)).names[record.fields.at(4)] = numbers_.at(inode);
    } else if (record.call == "truncate") {
        node(inode).bytes.resize(record.number(1));
    } else if (record.call == "write") {
        std::string& bytes = node(inode).bytes;
        bytes.resize(std::max(bytes.size(), record.number(1) + record.bytes.size()));
        bytes.replace(record.number(1), record.bytes.size(), record.bytes);
    } else if (record.call == "sync") {
        node(inode).flushed_bytes = node(inode).bytes;
        node(inode).flushed_names = node(inode).names;
    } else {
        throw std::runtime_error("the journal has an unknown record: " + record.line());
    }
}

void DiskModel::write_to(const fs::path& target, Cut cut, std::mt19937& random) const {
    write_folder(nodes_[root_], target, cut, random);
}

void DiskModel::write_folder(const Node& folder, const fs::path& target, Cut cut,
                             std::mt19937& random) const {
    fs::create_directory(target);
    for (const auto& [name, number] : names_after(folder, cut, random)) {
        if (nodes_[number].is_folder) {
            write_folder(nodes_[number], target / name, cut, random);
        } else {
            std::ofstream(target / name, std::ios::binary) << bytes_after(nodes_[number], cut, random);
        }
    }
}

DiskModel::Names DiskModel::names_after(const Node& folder, Cut cut, std::mt19937& random) {
    if (cut == Cut::flushed) return folder.flushed_names;
    if (cut != Cut::at_random) return folder.names;
    Names names = folder.flushed_names;
    for (const auto& [name, number] : folder.flushed_names) {
        if (!folder.names.contains(name) && coin(random)) names.erase(name);
    }
    for (const auto& [name, number] : folder.names) {
        if (coin(random)) names[name] = number;
    }
    return names;
}

/// At random: a length between the old and the new, and each sector the old (zeros where there was
/// none) or the new.
std::string DiskModel::bytes_after(const Node& file, Cut cut, std::mt19937& random) {
    if (cut == Cut::none) return file.bytes;
    if (cut != Cut::at_random) return file.flushed_bytes;
    std::string bytes = file.flushed_bytes;
    if (coin(random)) bytes.resize(file.bytes.size());
    for (std::size_t at = 0; at < bytes.size() && at < file.bytes.size(); at += sector) {
        if (coin(random)) continue;
        const std::size_t length = std::min({sector, bytes.size() - at, file.bytes.size() - at});
        bytes.replace(at, length, file.bytes, at, length);
    }
    return bytes;
}

std::string first_difference(const fs::path& one, const fs::path& other) {
    const auto left = contents(one), right = contents(other);
    for (const auto& [name, content] : left) {
        const auto found = right.find(name);
        if (found == right.end()) return name + " is in the first only";
        if (found->second != content) return name + " differs";
    }
    for (const auto& [name, content] : right) {
        if (!left.contains(name)) return name + " is in the second only";
    }
    return {};
}

}  // namespace broadsheet::tests
