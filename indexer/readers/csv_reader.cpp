#include "indexer/readers/csv_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/json/object.hpp>
#include <utility>

#include "indexer/readers/csv_rows.hpp"
#include "indexer/readers/delivery.hpp"
#include "indexer/readers/json_article.hpp"
#include "indexer/readers/text_decoder.hpp"
#include "indexer/readers/typography.hpp"
#include "text/encoding.hpp"
#include "text/utf8.hpp"

namespace broadsheet::indexer {

namespace {

// A name of a column is a word or some, not a sentence.
constexpr std::size_t longest_name = 40;

// Told by their number in the first line; a comma may stand in any text, and is tried last.
constexpr std::array separators = {'\t', ';', '|', ','};

char separator_of(std::string_view line) {
    for (const char separator : separators) {
        if (csv_fields(line, separator).size() > 1) return separator;
    }
    return ',';
}

bool names_text(const std::vector<std::string>& names, const FieldMap& map) {
    return std::ranges::any_of(names, [&](const std::string& name) {
        const auto mapped = field_mapped(map, name);
        const MetadataName* known = find_metadata_name(trim(name));
        const auto field = mapped ? mapped : known ? std::optional(known->field) : std::nullopt;
        return field == MetadataField::headline || field == MetadataField::text;
    });
}

class CsvTable {
  public:
    CsvTable(const InputName& name, const ReadOptions& options, ArticleSink& sink)
        : options_(options), delivery_(name, options, sink) {}

    void read(InputStream& stream) {
        find_charset(stream.peek(format_mark_bytes));
        CsvRows rows(stream);
        std::string row;
        while (rows.next(row)) {
            ++row_count_;
            place_ = {rows.offset(), fmt::format("row {}", row_count_)};
            if (rows.too_long()) {
                delivery_.refuse(place_,
                                 "is longer than an article can be; is a quote not closed?");
            } else if (row_count_ == 1) {
                take_names(row);
            } else {
                take_row(row);
            }
        }
        if (row_count_ < 2) throw InputError("has a line of names, but no rows");
    }

  private:
    /// A row is too short to tell a charset by; the beginning of the table is not.
    void find_charset(std::string_view head) {
        const text::EncodedText encoded = text::to_utf8(head);
        if (encoded.source != text::CharsetSource::detected) return;
        charset_ = encoded.charset;
        delivery_.report({}, fmt::format("is not UTF-8: read as {}", charset_));
    }

    DecodedText decoded_row(std::string_view row) const {
        if (charset_.empty() || text::is_valid_utf8(row)) return decode_text(row);
        return {text::to_utf8_from(row, charset_).text, {}, 0};
    }

    void take_names(std::string_view line) {
        separator_ = separator_of(line);
        const DecodedText decoded = decoded_row(line);
        names_ = csv_fields(decoded.text, separator_);
        for (std::string& name : names_) name = std::string(trim(name));
        if (!names_text(names_, options_.fields)) {
            throw InputError(
                "names no column that holds a headline or text; say which by --map "
                "(title=hl,text=body_html)");
        }
    }

    void take_row(const std::string& row) {
        const DecodedText decoded = decoded_row(row);
        std::vector<std::string> fields = csv_fields(decoded.text, separator_);
        if (fields.size() > names_.size()) {
            delivery_.refuse(place_, fmt::format("has {} fields, but there are {} columns",
                                                 fields.size(), names_.size()));
            return;
        }
        boost::json::object object;
        for (std::size_t i = 0; i < fields.size(); ++i) {
            if (!names_[i].empty() && !trim(fields[i]).empty())
                object.emplace(names_[i], std::move(fields[i]));
        }
        ReadArticle read;
        if (!decoded.problem.empty()) read.problems.push_back(decoded.problem);
        const std::string refusal = take_json_article(read, object, options_);
        if (!refusal.empty()) return delivery_.refuse(place_, refusal);
        delivery_.deliver(std::move(read), place_);
    }

    const ReadOptions& options_;
    Delivery delivery_;
    std::string charset_;  ///< where it is not UTF-8
    std::vector<std::string> names_;
    char separator_ = ',';
    std::uint64_t row_count_ = 0;
    ArticlePlace place_;
};

}  // namespace

bool is_csv(const Opening& opening) {
    const std::size_t end = opening.text.find('\n');
    if (end == std::string_view::npos) return false;
    const std::string_view line = trim(opening.text.substr(0, end));
    const std::vector<std::string> names = csv_fields(line, separator_of(line));
    const auto is_name = [](const std::string& name) { return name.size() <= longest_name; };
    return names.size() > 1 && std::ranges::all_of(names, is_name) && names_text(names, {});
}

void read_csv(const InputName& name, InputStream& stream, const ReadOptions& options,
              ArticleSink& sink) {
    CsvTable(name, options, sink).read(stream);
}

}  // namespace broadsheet::indexer
