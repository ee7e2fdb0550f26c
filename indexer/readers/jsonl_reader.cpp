#include "indexer/readers/jsonl_reader.hpp"

#include <fmt/format.h>

#include <array>
#include <boost/json.hpp>
#include <memory>
#include <optional>

#include "indexer/readers/delivery.hpp"
#include "indexer/readers/json_reader.hpp"
#include "indexer/readers/line_reader.hpp"
#include "indexer/readers/typography.hpp"
#include "text/utf8.hpp"

namespace broadsheet::indexer {

namespace json = boost::json;

namespace {

constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

// Most lines are parsed within this; longer ones take more from the heap.
constexpr std::size_t parse_buffer_bytes = 256 << 10;

/// Replaces the escapes of half surrogate pairs ("\ud83d" alone), which no UTF-8 can hold and which
/// careless programs write for text that they cut, by that of U+FFFD.
std::string without_half_pairs(std::string_view line) {
    std::string out(line);
    const auto is_escape = [&](std::size_t at, std::string_view kinds) {
        return at + 5 < out.size() && out[at] == '\\' && out[at + 1] == 'u' &&
               (out[at + 2] == 'd' || out[at + 2] == 'D') &&
               kinds.find(out[at + 3]) != std::string_view::npos;
    };
    for (std::size_t at = 0; at < out.size();) {
        if (is_escape(at, "89abAB") && is_escape(at + 6, "cdefCDEF")) {
            at += 12;
        } else if (is_escape(at, "89abcdefABCDEF")) {
            out.replace(at + 2, 4, "fffd");
            at += 6;
        } else {
            at += out[at] == '\\' ? 2 : 1;
        }
    }
    return out;
}

/// The JSON of a line, and what had to be mended for it to be read.
struct ParsedLine {
    json::value value;
    std::string mended;  // empty where nothing had to be
    std::string error;   // why there is no value
};

class LineParser {
  public:
    LineParser() : buffer_(parse_buffer_bytes), memory_(buffer_.data(), buffer_.size()) {}

    /// The value lives until the next call; let go of it before.
    ParsedLine parse(std::string_view line) {
        parser_.reset();  // before its memory goes: a failed parse leaves parts in it
        memory_.release();
        json::error_code error;
        ParsedLine out{parse_strictly(line, error), {}, {}};
        if (!error) return out;
        std::string mended = mend(line, out.mended);
        if (!out.mended.empty()) out.value = parse_strictly(mended, error);
        if (error) out.error = error.message();
        return out;
    }

  private:
    json::value parse_strictly(std::string_view line, json::error_code& error) {
        parser_.reset(&memory_);
        parser_.write({line.data(), line.size()}, error);
        if (error) return nullptr;
        return parser_.release();
    }

    static std::string mend(std::string_view line, std::string& what) {
        std::size_t replaced = 0;
        std::string out = text::to_valid_utf8(line, replaced);
        if (replaced > 0) {
            what = fmt::format("{} malformed bytes are shown as U+FFFD; the article is kept",
                               replaced);
        }
        std::string pairs = without_half_pairs(out);
        if (pairs != out && what.empty()) {
            what = "halves of surrogate pairs are shown as U+FFFD; the article is kept";
        }
        return pairs;
    }

    std::vector<unsigned char> buffer_;
    json::monotonic_resource memory_;
    json::parser parser_;
};

class JsonLines {
  public:
    JsonLines(const InputName& name, const ReadOptions& options, ArticleSink& sink)
        : options_(options), delivery_(name, options, sink) {}

    void read(InputStream& stream) {
        LineReader lines(stream, max_line_bytes);
        for (;;) {
            std::string_view line;
            const auto result = lines.next(line);
            if (result == LineReader::Result::end) return;
            ++line_number_;
            offset_ = lines.offset();
            if (result == LineReader::Result::too_long) {
                delivery_.refuse(place(), fmt::format("is longer than {} MiB, which no article is",
                                                      max_line_bytes >> 20));
                continue;
            }
            if (offset_ == 0 && line.starts_with(byte_order_mark))
                line.remove_prefix(byte_order_mark.size());
            if (!trim(line).empty()) read_line(line);
        }
    }

  private:
    ArticlePlace place() const { return {offset_, fmt::format("line {}", line_number_)}; }

    void read_line(std::string_view line) {
        const ParsedLine parsed = parser_.parse(line);
        if (!parsed.error.empty()) {
            return delivery_.refuse(place(), fmt::format("is not JSON: {}", parsed.error));
        }
        if (!parsed.value.is_object()) {
            return delivery_.refuse(place(), "is JSON, but no object");
        }
        if (!parsed.mended.empty()) delivery_.report(place(), parsed.mended);
        deliver_json(
            parsed.value, options_, [this](int) { return place(); }, delivery_);
    }

    const ReadOptions& options_;
    Delivery delivery_;
    LineParser parser_;
    std::uint64_t line_number_ = 0;
    std::uint64_t offset_ = 0;
};

}  // namespace

void read_jsonl(const InputName& name, InputStream& stream, const ReadOptions& options,
                ArticleSink& sink) {
    JsonLines(name, options, sink).read(stream);
}

}  // namespace broadsheet::indexer
