#include "archive/stored_article.hpp"

#include <xxhash.h>
#include <zstd.h>

#include <memory>

#include "archive/archive_layout.hpp"
#include "archive/big_endian.hpp"
#include "archive/dictionary.hpp"
#include "archive/stored_record.hpp"
#include "archive/varint.hpp"

namespace broadsheet::archive {

namespace {

constexpr std::size_t checksum_bytes = 4;
constexpr char format_version = 2;
constexpr std::size_t header_bytes = checksum_bytes + 1;

// Level 3 is zstd's own default; higher levels gain a few percent of size on articles of some
// kilobytes and take several times as long.
constexpr int level_without_dictionary = 3;

// An article is at most this large unpacked: far more than any article, far less than memory, so
// that a damaged length does not ask for all of it.
constexpr unsigned long long max_article_bytes = 256ULL << 20;

// What every frame of zstd begins with (RFC 8878, section 3.1.1), and is not stored with each.
constexpr std::string_view magic_number("\x28\xb5\x2f\xfd", 4);

std::string checksum(std::string_view bytes) {
    std::string hash;
    put_big_endian(hash, XXH3_64bits(bytes.data(), bytes.size()));
    return hash.substr(0, checksum_bytes);
}

// zstd's contexts are costly to make; one a thread.
ZSTD_CCtx* packer() {
    thread_local const std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)> context(
        [] {
            ZSTD_CCtx* made = ZSTD_createCCtx();
            ZSTD_CCtx_setParameter(made, ZSTD_c_compressionLevel, level_without_dictionary);
            ZSTD_CCtx_setParameter(made, ZSTD_c_dictIDFlag, 0);  // the number stands before the frame
            return made;
        }(),
        ZSTD_freeCCtx);
    return context.get();
}

ZSTD_DCtx* unpacker() {
    thread_local const std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)> context(
        ZSTD_createDCtx(), ZSTD_freeDCtx);
    return context.get();
}

struct Parts {
    std::uint32_t dictionary = 0;
    std::string frame;
};

Parts checked_parts(std::string_view bytes) {
    if (bytes.size() <= header_bytes) throw CorruptArticle("stored article is cut short");
    if (checksum(bytes.substr(checksum_bytes)) != bytes.substr(0, checksum_bytes)) {
        throw CorruptArticle("stored article does not match its checksum");
    }
    if (bytes[checksum_bytes] != format_version) {
        throw CorruptArticle("stored article is of a format that this version does not read");
    }
    const char* at = bytes.data() + header_bytes;
    const char* end = bytes.data() + bytes.size();
    Parts parts{static_cast<std::uint32_t>(get_varint(at, end)), std::string(magic_number)};
    parts.frame.append(at, end);
    return parts;
}

std::string unpack(std::string_view frame, const ZSTD_DDict* dictionary) {
    const unsigned long long size = ZSTD_getFrameContentSize(frame.data(), frame.size());
    if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN ||
        size > max_article_bytes) {
        throw CorruptArticle("stored article is not a zstd frame of a known size");
    }
    std::string out(size, '\0');
    const std::size_t got = ZSTD_decompress_usingDDict(unpacker(), out.data(), out.size(), frame.data(),
                                                       frame.size(), dictionary);
    if (ZSTD_isError(got) || got != size) {
        throw CorruptArticle("stored article cannot be unpacked");
    }
    return out;
}

}  // namespace

std::string encode(const StoredArticle& stored, const Dictionary* dictionary) {
    const std::string record = record_of(stored);
    std::string bytes(header_bytes, format_version);
    put_varint(bytes, dictionary != nullptr ? dictionary->number() : 0);
    // The frame is packed so that its magic number comes to lie on what stands before it.
    const std::string before = bytes;
    const std::size_t frame = before.size() - magic_number.size();
    bytes.resize(frame + ZSTD_compressBound(record.size()));
    ZSTD_CCtx_refCDict(packer(), dictionary != nullptr ? dictionary->for_packing() : nullptr);
    const std::size_t size = ZSTD_compress2(packer(), bytes.data() + frame, bytes.size() - frame,
                                            record.data(), record.size());
    if (ZSTD_isError(size)) throw std::runtime_error("zstd could not pack an article");
    bytes.resize(frame + size);
    bytes.replace(0, before.size(), before);
    bytes.replace(0, checksum_bytes, checksum(std::string_view(bytes).substr(checksum_bytes)));
    return bytes;
}

StoredArticle decode_stored(std::string_view bytes, const Dictionaries& dictionaries) {
    const Parts parts = checked_parts(bytes);
    if (parts.dictionary == 0) return article_of_record(unpack(parts.frame, nullptr));
    const auto dictionary = dictionaries.at(parts.dictionary);
    return article_of_record(unpack(parts.frame, dictionary->for_unpacking()));
}

std::uint32_t dictionary_named_by(std::string_view bytes) {
    try {
        return checked_parts(bytes).dictionary;
    } catch (const CorruptArticle&) {
        return 0;
    }
}

}  // namespace broadsheet::archive
