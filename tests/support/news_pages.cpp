#include "tests/support/news_pages.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <map>
#include <set>

#include "indexer/readers/packed_input.hpp"
#include "indexer/readers/reader.hpp"
#include "indexer/readers/typography.hpp"
#include "tests/support/news_data.hpp"
#include "text/folding.hpp"

namespace broadsheet::tests {

namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

struct NoSink : indexer::ArticleSink {
    void article(archive::Article&&) override {}
    void refused(indexer::Refusal&&) override {}
    void finished_file(const std::string&, std::uint64_t) override {}
};

std::string unpacked(const fs::path& path) {
    const std::string packed = read_file(path);
    indexer::MemorySource source(packed);
    indexer::InputStream stream(source);
    NoSink sink;
    std::string out;
    indexer::visit_unpacked({path.string(), "page"}, stream, sink,
                            [&](const indexer::InputName&, indexer::InputStream& content) {
                                out = content.read_all(64 << 20);
                            });
    return out;
}

std::vector<std::string> strings_of(const json::value* value) {
    std::vector<std::string> out;
    if (value == nullptr || value->is_null()) return out;
    if (value->is_string()) return {std::string(value->get_string())};
    for (const json::value& item : value->as_array()) out.emplace_back(item.as_string());
    return out;
}

void expect(NewsPage& page, const json::object& expected) {
    const auto text = [&](const char* key) {
        const json::value* value = expected.if_contains(key);
        return value != nullptr && value->is_string() ? std::string(value->get_string()) : "";
    };
    page.headline = text("title");
    page.date = text("publishing_date");
    page.authors = strings_of(expected.if_contains("authors"));
    const json::object& body = expected.at("body").as_object();
    page.paragraphs = strings_of(body.if_contains("summary"));
    for (const json::value& section : body.at("sections").as_array()) {
        const json::object& parts = section.as_object();
        for (std::string& heading : strings_of(parts.if_contains("headline"))) {
            page.headings.push_back(heading);
            page.paragraphs.push_back(std::move(heading));
        }
        for (std::string& paragraph : strings_of(parts.if_contains("paragraphs")))
            page.paragraphs.push_back(std::move(paragraph));
    }
}

using Bag = std::map<std::string, int>;

Bag tokens_of(const std::vector<std::string>& paragraphs) {
    Bag bag;
    for (const std::string& paragraph : paragraphs) {
        std::string word;
        const std::string folded = text::fold(paragraph);
        const auto end_word = [&] {
            if (!word.empty()) ++bag[word];
            word.clear();
        };
        for (std::size_t at = 0; at < folded.size();) {
            const auto byte = static_cast<unsigned char>(folded[at]);
            const std::size_t length = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
            const std::string_view character = std::string_view(folded).substr(at, length);
            at += length;
            // Han and kana are a token each; other scripts have words of letters and figures.
            const bool alone = byte >= 0xE3 && byte <= 0xED;
            const bool separates = indexer::is_ornament(character);
            if (alone || separates) end_word();
            if (separates) continue;
            word += character;
            if (alone) end_word();
        }
        end_word();
    }
    return bag;
}

double size_of(const Bag& bag) {
    double sum = 0;
    for (const auto& [word, count] : bag) sum += count;
    return sum;
}

double common_to(const Bag& a, const Bag& b) {
    double sum = 0;
    for (const auto& [word, count] : a) {
        if (const auto found = b.find(word); found != b.end())
            sum += std::min(count, found->second);
    }
    return sum;
}

/// Letters and figures only: spaces and quotation marks are set differently in the same headline.
std::string essence(std::string_view text) {
    std::string out;
    const std::string folded = text::fold(text);
    for (std::size_t at = 0; at < folded.size();) {
        const auto byte = static_cast<unsigned char>(folded[at]);
        const std::size_t length = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
        const std::string_view character = std::string_view(folded).substr(at, length);
        if (!indexer::is_ornament(character)) out += character;
        at += length;
    }
    return out;
}

bool same_authors(const std::vector<std::string>& expected, const std::string& byline) {
    const std::string found = essence(byline);
    std::size_t all = 0;
    for (const std::string& author : expected) {
        const std::string name = essence(author);
        if (found.find(name) == std::string::npos) return false;
        all += name.size();
    }
    return all == found.size() || (!expected.empty() && found.size() < 2 * all);
}

/// The same day as written, which is what must never shift.
bool same_date(const std::string& expected, const std::string& date) {
    return expected.substr(0, 10) == date.substr(0, 10);
}

}  // namespace

bool NewsPage::held() const {
    static const std::set<std::string> held_countries = {"es", "mx", "tr", "uk", "us"};
    return held_countries.contains(country);
}

std::vector<NewsPage> read_news_pages(const fs::path& folder) {
    std::vector<fs::path> sources;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.path().extension() == ".json") sources.push_back(entry.path());
    }
    std::ranges::sort(sources);
    std::vector<NewsPage> pages;
    for (const fs::path& source : sources) {
        const json::value versions = json::parse(read_file(source));
        // The pages of a source, by date, belong to the versions in their order.
        const std::string prefix = source.stem().string() + "_";
        std::vector<fs::path> files;
        for (const auto& entry : fs::directory_iterator(source.parent_path())) {
            const std::string name = entry.path().filename().string();
            if (name.starts_with(prefix) && name.ends_with(".html.gz"))
                files.push_back(entry.path());
        }
        std::ranges::sort(files);
        std::size_t index = 0;
        for (const auto& [version, expected] : versions.as_object()) {
            if (index == files.size()) break;
            NewsPage page;
            page.country = source.parent_path().filename().string();
            page.name = files[index].stem().stem().string();
            page.html = unpacked(files[index++]);
            expect(page, expected.as_object());
            pages.push_back(std::move(page));
        }
    }
    return pages;
}

std::vector<std::string> body_paragraphs(const archive::Article& article) {
    std::vector<std::string> out;
    for (const archive::Section& section : article.sections) {
        if (!section.heading.empty()) out.push_back(section.heading);
        for (const archive::Paragraph& paragraph : section.paragraphs) {
            if (paragraph.kind != archive::ParagraphKind::caption) out.push_back(paragraph.text);
        }
    }
    return out;
}

PageScore score_page(const NewsPage& page, const archive::Article& article) {
    PageScore score;
    score.headline = essence(page.headline) == essence(article.headline);
    score.authors = same_authors(page.authors, article.byline);
    score.date = same_date(page.date, article.date);
    const Bag expected = tokens_of(page.paragraphs);
    const Bag found = tokens_of(body_paragraphs(article));
    const double common = common_to(expected, found);
    score.precision = common / std::max(1.0, size_of(found));
    score.recall = common / std::max(1.0, size_of(expected));
    if (common > 0)
        score.f1 = 2 * score.precision * score.recall / (score.precision + score.recall);
    std::set<std::string> headings;
    for (const archive::Section& section : article.sections)
        headings.insert(essence(section.heading));
    for (const std::string& heading : page.headings)
        score.headings += headings.contains(essence(heading)) ? 1 : 0;
    return score;
}

std::string describe_differences(const NewsPage& page, const archive::Article& article) {
    const auto essences = [](const std::vector<std::string>& texts) {
        std::set<std::string> out;
        for (const std::string& text : texts) out.insert(essence(text));
        return out;
    };
    const std::vector<std::string> found = body_paragraphs(article);
    const auto expected_set = essences(page.paragraphs), found_set = essences(found);
    std::string out;
    const auto line = [&](const char* sign, const std::string& text) {
        out += sign + std::to_string(text.size()) + " " + text.substr(0, 110) + "\n";
    };
    for (const std::string& heading : page.headings) {
        bool is_heading = false;
        for (const auto& section : article.sections)
            is_heading = is_heading || essence(section.heading) == essence(heading);
        if (!is_heading) line("# ", heading);
    }
    for (const std::string& text : page.paragraphs) {
        if (!found_set.contains(essence(text))) line("- ", text);
    }
    for (const std::string& text : found) {
        if (!expected_set.contains(essence(text))) line("+ ", text);
    }
    return out;
}

}  // namespace broadsheet::tests
