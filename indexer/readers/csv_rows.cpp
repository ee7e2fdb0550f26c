#include "indexer/readers/csv_rows.hpp"

#include <algorithm>
#include <utility>

#include "indexer/readers/typography.hpp"

namespace broadsheet::indexer {

namespace {

// A row is an article; where a quote is not closed, this much is lost with it.
constexpr std::size_t max_row_bytes = 16 << 20;

constexpr std::string_view separators = ",;\t|";

/// Whether the text stands within quotes at the end of `line`, if it did at its beginning. A quote
/// opens a field only at its beginning: 5" is five inches.
bool within_quotes_after(std::string_view line, bool within) {
    for (std::size_t at = 0; at < line.size(); ++at) {
        if (line[at] != '"') continue;
        if (!within) {
            within = at == 0 || separators.find(line[at - 1]) != std::string_view::npos;
        } else if (at + 1 < line.size() && line[at + 1] == '"') {
            ++at;
        } else {
            within = false;
        }
    }
    return within;
}

/// The content of a quoted field from behind its first quote; `at` moves past its end.
std::string quoted_field(std::string_view row, std::size_t& at) {
    std::string out;
    for (; at < row.size(); ++at) {
        if (row[at] != '"') {
            out += row[at];
        } else if (at + 1 < row.size() && row[at + 1] == '"') {
            out += row[at++];
        } else {
            ++at;
            break;
        }
    }
    return out;
}

}  // namespace

CsvRows::CsvRows(InputStream& stream) : lines_(stream, max_row_bytes) {}

bool CsvRows::next(std::string& row) {
    row.clear();
    too_long_ = false;
    bool within = false;
    bool begun = false;
    for (;;) {
        std::string_view line;
        const auto result = lines_.next(line);
        if (result == LineReader::Result::end) return begun;
        if (!begun && result == LineReader::Result::line && trim(line).empty()) continue;
        if (!begun) offset_ = lines_.offset();
        too_long_ =
            result == LineReader::Result::too_long || row.size() + line.size() > max_row_bytes;
        if (too_long_) return true;
        within = within_quotes_after(line, within);
        if (begun) row += '\n';
        begun = true;
        row += line;
        if (!within) break;
    }
    if (row.ends_with('\r')) row.pop_back();
    return true;
}

std::vector<std::string> csv_fields(std::string_view row, char separator) {
    std::vector<std::string> fields;
    for (std::size_t at = 0; at <= row.size();) {
        std::string field;
        if (at < row.size() && row[at] == '"') field = quoted_field(row, ++at);
        // What stands outside quotes, or behind them, which is not as it should be.
        const std::size_t end = std::min(row.size(), row.find(separator, at));
        field += row.substr(at, end - at);
        fields.push_back(std::move(field));
        at = end + 1;
    }
    return fields;
}

}  // namespace broadsheet::indexer
