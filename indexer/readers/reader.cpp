#include "indexer/readers/reader.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <utility>

#include "indexer/readers/format.hpp"
#include "indexer/readers/input_files.hpp"
#include "indexer/readers/packed_input.hpp"
#include "indexer/readers/plain_text_reader.hpp"
#include "indexer/readers/text_decoder.hpp"

namespace broadsheet::indexer {

namespace {

void read_input(const InputName& name, InputStream& stream, const ReadOptions& options,
                ArticleSink& sink);

/// UTF-16 is decoded as a whole, and then told and read as UTF-8.
void read_utf16(const InputName& name, InputStream& stream, const ReadOptions& options,
                ArticleSink& sink) {
    const DecodedText decoded = decode_text(stream.read_all(max_text_bytes));
    if (!decoded.problem.empty()) {
        sink.refused({name.path, decoded.offset, decoded.problem + "; what it holds is kept"});
    }
    MemorySource source(decoded.text);
    InputStream utf8(source);
    read_input(name, utf8, options, sink);
}

const Format& format_of(std::string_view head, const std::string& wanted) {
    if (const Format* named = format_named(wanted)) return *named;
    if (wanted != "auto") {
        throw InputError(fmt::format("format '{}' is not known, but {} are", wanted,
                                     fmt::join(format_names(), ", ")));
    }
    const FormatGuess guess = guess_format(head);
    if (guess.format == nullptr) throw InputError(guess.refusal);
    return *guess.format;
}

void read_input(const InputName& name, InputStream& stream, const ReadOptions& options,
                ArticleSink& sink) {
    const std::string_view head = stream.peek(format_mark_bytes);
    if (begins_as_utf16(head)) return read_utf16(name, stream, options, sink);
    format_of(head, options.format).read(name, stream, options, sink);
}

}  // namespace

void read_path(const std::filesystem::path& path, const ReadOptions& options, ArticleSink& sink) {
    const auto read = [&](const InputName& name, InputStream& stream) {
        read_input(name, stream, options, sink);
    };
    visit_files(path, sink, read, options.below);
}

}  // namespace broadsheet::indexer
