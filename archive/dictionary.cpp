#include "archive/dictionary.hpp"

#include <fmt/format.h>
#include <xxhash.h>
#include <zstd.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <mutex>
#include <numeric>
#include <optional>
#include <set>
#include <system_error>
#include <utility>
#include <variant>

#include "archive/archive_layout.hpp"
#include "archive/big_endian.hpp"
#include "archive/mapped_file.hpp"
#include "archive/varint.hpp"

namespace broadsheet::archive {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t hash_bytes = big_endian_bytes;
constexpr std::string_view file_ending = ".zdict";

std::optional<std::uint32_t> number_of(const fs::path& file) {
    const std::string name = file.filename().string();
    if (!name.ends_with(file_ending)) return std::nullopt;
    const char* end = name.data() + name.size() - file_ending.size();
    std::uint32_t number = 0;
    const auto [at, error] = std::from_chars(name.data(), end, number);
    if (error != std::errc() || at != end || number == 0) return std::nullopt;
    return number;
}

fs::path file_of(const fs::path& folder, std::uint32_t number) {
    return folder / fmt::format("{}{}", number, file_ending);
}

std::set<std::uint32_t> numbers_in(const fs::path& folder) {
    std::set<std::uint32_t> numbers;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error)) {
        if (const auto number = number_of(entry.path())) numbers.insert(*number);
    }
    if (error && error != std::errc::no_such_file_or_directory) {
        throw ArchiveError(fmt::format("cannot read {}: {}", folder.string(), error.message()));
    }
    return numbers;
}

/// The dictionary, or why there is none.
std::variant<DictionaryContents, std::string> read_dictionary(const fs::path& folder, std::uint32_t number) {
    const fs::path path = file_of(folder, number);
    const auto file = folder.empty() ? nullptr : MappedFile::open(path);
    if (!file) {
        return fmt::format("{} is missing, without which articles cannot be read; restore it from a backup",
                           path.string());
    }
    if (auto contents = parse_dictionary(file->bytes())) return std::move(*contents);
    return fmt::format("{} is damaged; restore it from a backup", path.string());
}

}  // namespace

std::vector<std::string_view> DictionaryContents::fragment_texts() const {
    const std::size_t total = std::accumulate(fragments.begin(), fragments.end(), std::size_t{0});
    std::string_view left(zstd);
    left.remove_prefix(left.size() - std::min(total, left.size()));
    std::vector<std::string_view> texts;
    for (const std::uint32_t length : fragments) {
        texts.push_back(left.substr(0, length));
        left.remove_prefix(texts.back().size());
    }
    return texts;
}

std::string dictionary_bytes(const DictionaryContents& contents) {
    std::string bytes;
    put_varint(bytes, contents.articles.size());
    for (const std::uint64_t article : contents.articles) put_big_endian(bytes, article);
    put_varint(bytes, contents.fragments.size());
    for (const std::uint32_t length : contents.fragments) put_varint(bytes, length);
    bytes += contents.zstd;
    std::string checksum;
    put_big_endian(checksum, XXH3_64bits(bytes.data(), bytes.size()));
    return checksum + bytes;
}

// What the checksum vouches for is as it was written.
std::optional<DictionaryContents> parse_dictionary(std::string_view bytes) {
    if (bytes.size() <= hash_bytes) return std::nullopt;
    const char* at = bytes.data() + hash_bytes;
    const char* end = bytes.data() + bytes.size();
    if (big_endian_at(bytes.data()) != XXH3_64bits(at, bytes.size() - hash_bytes)) return std::nullopt;
    DictionaryContents contents;
    for (std::uint64_t left = get_varint(at, end); left > 0; --left) {
        if (end - at < static_cast<std::ptrdiff_t>(hash_bytes)) return std::nullopt;
        contents.articles.push_back(big_endian_at(at));
        at += hash_bytes;
    }
    for (std::uint64_t left = get_varint(at, end); left > 0; --left) {
        if (at == end) return std::nullopt;
        contents.fragments.push_back(static_cast<std::uint32_t>(get_varint(at, end)));
    }
    contents.zstd.assign(at, end);
    return contents;
}

struct Dictionary::Digested {
    using Packing = std::unique_ptr<ZSTD_CDict, decltype(&ZSTD_freeCDict)>;
    using Unpacking = std::unique_ptr<ZSTD_DDict, decltype(&ZSTD_freeDDict)>;

    std::once_flag packing_made;
    Packing packing{nullptr, ZSTD_freeCDict};
    Unpacking unpacking{nullptr, ZSTD_freeDDict};
};

Dictionary::Dictionary(std::uint32_t number, DictionaryContents contents)
    : number_(number), contents_(std::move(contents)), digested_(std::make_unique<Digested>()) {
    digested_->unpacking.reset(ZSTD_createDDict(contents_.zstd.data(), contents_.zstd.size()));
    if (!digested_->unpacking) throw ArchiveError("zstd cannot use a dictionary; is memory short?");
}
Dictionary::~Dictionary() = default;

const ZSTD_DDict_s* Dictionary::for_unpacking() const { return digested_->unpacking.get(); }

const ZSTD_CDict_s* Dictionary::for_packing() const {
    std::call_once(digested_->packing_made, [this] {
        digested_->packing.reset(
            ZSTD_createCDict(contents_.zstd.data(), contents_.zstd.size(), compression_level));
        if (!digested_->packing) throw ArchiveError("zstd cannot use a dictionary; is memory short?");
    });
    return digested_->packing.get();
}

struct Dictionaries::State {
    fs::path folder;
    mutable std::mutex mutex;
    std::map<std::uint32_t, std::shared_ptr<const Dictionary>> whole;
};

Dictionaries::Dictionaries() : state_(std::make_shared<State>()) {}

Dictionaries::Dictionaries(const fs::path& folder) : Dictionaries() {
    state_->folder = folder;
    for (const std::uint32_t number : numbers_in(folder)) {
        auto reading = read_dictionary(folder, number);
        if (auto* contents = std::get_if<DictionaryContents>(&reading)) {
            state_->whole[number] = std::make_shared<const Dictionary>(number, std::move(*contents));
        }
    }
}

std::shared_ptr<const Dictionary> Dictionaries::at(std::uint32_t number) const {
    const std::lock_guard lock(state_->mutex);
    const auto found = state_->whole.find(number);
    if (found != state_->whole.end()) return found->second;
    auto reading = read_dictionary(state_->folder, number);
    if (const auto* problem = std::get_if<std::string>(&reading)) throw ArchiveError(*problem);
    return state_->whole[number] = std::make_shared<const Dictionary>(
               number, std::move(std::get<DictionaryContents>(reading)));
}

std::shared_ptr<const Dictionary> Dictionaries::newest() const {
    const std::lock_guard lock(state_->mutex);
    return state_->whole.empty() ? nullptr : state_->whole.rbegin()->second;
}

std::vector<std::shared_ptr<const Dictionary>> Dictionaries::all() const {
    const std::lock_guard lock(state_->mutex);
    std::vector<std::shared_ptr<const Dictionary>> all;
    for (const auto& [number, dictionary] : state_->whole) all.push_back(dictionary);
    return all;
}

std::vector<std::string> Dictionaries::damage(const fs::path& folder) {
    std::vector<std::string> findings;
    for (const std::uint32_t number : numbers_in(folder)) {
        auto reading = read_dictionary(folder, number);
        if (auto* problem = std::get_if<std::string>(&reading)) findings.push_back(std::move(*problem));
    }
    return findings;
}

std::shared_ptr<const Dictionary> Dictionaries::add(DictionaryContents contents) {
    const std::lock_guard lock(state_->mutex);
    const auto taken = numbers_in(state_->folder);
    const std::uint32_t number = taken.empty() ? 1 : *taken.rbegin() + 1;
    fs::create_directory(state_->folder);
    sync_path(state_->folder.parent_path());  // also where who made it was stopped before this
    write_file_atomically(file_of(state_->folder, number), dictionary_bytes(contents));
    return state_->whole[number] = std::make_shared<const Dictionary>(number, std::move(contents));
}

void Dictionaries::remove(std::uint32_t number) {
    const std::lock_guard lock(state_->mutex);
    remove_file_durably(file_of(state_->folder, number));
    state_->whole.erase(number);
}

void Dictionaries::remove_unfinished() {
    const std::lock_guard lock(state_->mutex);
    if (!fs::is_directory(state_->folder)) return;
    std::vector<fs::path> unfinished;
    for (const auto& entry : fs::directory_iterator(state_->folder)) {
        if (entry.path().extension() == ".new") unfinished.push_back(entry.path());
    }
    for (const fs::path& path : unfinished) remove_file_durably(path);
}

}  // namespace broadsheet::archive
