// What do the articles of an archive have in common, that need not be stored with each? A dictionary of zstd.
//
//   ARCHIVE/dictionaries/N.zdict, N counted up from 1
//   bytes 0-7   XXH3-64 of all that follows, big-endian
//   varint (varint.hpp) how many articles it was made from, and of each its content_hash(), big-endian
//   varint how many fragments of text it consists of, and the length of each as a varint
//   the rest    a dictionary of zstd (RFC 8878, section 5), whose content is these fragments, in order
//
// A file is never changed; every stored article names the dictionary that it needs by its number, 0 being
// none. A fragment stood in several of the articles that it was made from, word for word: so nothing in it
// is of one article alone (indexer/dictionary_training.hpp), and no longer than one of them lives does the
// archive keep it (indexer/dictionary_retirement.hpp).
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct ZSTD_CDict_s;
struct ZSTD_DDict_s;

namespace broadsheet::archive {

struct DictionaryContents {
    std::vector<std::uint64_t> articles;  ///< content_hash() of each that it was made from
    std::vector<std::uint32_t> fragments;  ///< their lengths in bytes
    std::string zstd;
    bool operator==(const DictionaryContents&) const = default;

    /// The fragments themselves, which lie at the end of `zstd`.
    std::vector<std::string_view> fragment_texts() const;
};

/// The file of a dictionary, and back; the second gives nothing where the first did not write it.
std::string dictionary_bytes(const DictionaryContents& contents);
std::optional<DictionaryContents> parse_dictionary(std::string_view bytes);

/// A dictionary in use, digested once for all threads. Never changes.
class Dictionary {
  public:
    /// Of short articles, frames of level 3 take three quarters of the bytes and three fifths of the time that
    /// they take without a dictionary; no other level is better at both (measured: docs/ARCHITECTURE.md).
    static constexpr int compression_level = 3;

    Dictionary(std::uint32_t number, DictionaryContents contents);
    ~Dictionary();
    Dictionary(const Dictionary&) = delete;
    Dictionary& operator=(const Dictionary&) = delete;

    std::uint32_t number() const { return number_; }
    const DictionaryContents& contents() const { return contents_; }

    /// zstd's forms of it. Thread-safe; the first is made when it is first asked for, for who only reads needs
    /// it not.
    const ZSTD_CDict_s* for_packing() const;
    const ZSTD_DDict_s* for_unpacking() const;

  private:
    struct Digested;
    std::uint32_t number_;
    DictionaryContents contents_;
    std::unique_ptr<Digested> digested_;
};

/// The dictionaries of an archive. Cheap to copy: copies share what was read. Thread-safe.
class Dictionaries {
  public:
    /// None, and none to come.
    Dictionaries();
    /// Reads them all, of which there are few: whoever still reads an older generation of the archive has the
    /// dictionaries that it needs, also when they are removed. Throws ArchiveError where a file cannot be read.
    explicit Dictionaries(const std::filesystem::path& folder);

    /// Read now, if it is a new one. Throws ArchiveError, naming the file, where it is missing or damaged.
    std::shared_ptr<const Dictionary> at(std::uint32_t number) const;

    /// That by which articles are stored now: the newest that is whole, if there is one.
    std::shared_ptr<const Dictionary> newest() const;
    /// All that are whole, by their numbers.
    std::vector<std::shared_ptr<const Dictionary>> all() const;

    /// What is wrong with the files of a folder.
    static std::vector<std::string> damage(const std::filesystem::path& folder);

    /// Keeps a new dictionary, on disk for good when this returns. Throws ArchiveError.
    std::shared_ptr<const Dictionary> add(DictionaryContents contents);

    /// Removes one that no stored article names any more. Throws ArchiveError.
    void remove(std::uint32_t number);

    /// Removes what an interrupted add() left. For the writer only. Throws ArchiveError.
    void remove_unfinished();

  private:
    struct State;
    std::shared_ptr<State> state_;
};

}  // namespace broadsheet::archive
