// A query in any usual spelling finds every usual spelling.
#include <catch2/catch.hpp>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/archive_fixture.hpp"
#include "tests/support/temporary_directory.hpp"

namespace broadsheet::tests {
namespace {

using Spellings = std::vector<std::string>;

// Each row: one thing as news spells it. Each spelling is an article and a query: bare if it has no
// space, else in quotes. A bare word also finds other forms of it, so rows share no word.
const std::vector<Spellings> rows = {
    // hyphens, apostrophes, accents
    {"cease-fire", "ceasefire", "cease‐fire", "Cease-Fire", "CEASEFIRE"},
    {"40-day", "40 day", "40‑day"},
    {"al-Thani", "Al Thani", "al‑Thani", "Al-Thani’s", "AL-THANI"},
    {"O’Brien", "O'Brien", "OBrien", "O’BRIEN’S"},
    {"l’accord", "l'accord", "l’Accord"},
    {"Qur’an", "Quran", "Qur'an"},
    {"Sister-in-law", "sister in law", "sister-in-law’s"},
    {"Iran’s", "Iran", "Iran's", "IRAN"},
    {"Erdoğan", "Erdogan", "ERDOĞAN", "Erdoğan’s"},
    {"Malmö", "Malmo", "Malmo\u0308"},
    {"Straße", "strasse", "STRASSE", "STRAẞE"},
    {"Łódź", "Lodz"},
    {"Đà Nẵng", "Da Nang", "DA NANG"},
    {"İzmir", "Izmir", "izmir", "IZMIR", "ızmir"},
    {"Ὀδυσσεύς", "Οδυσσευς", "ΟΔΥΣΣΕΥΣ"},
    {"don’t", "don't", "DON’T"},
    // abbreviations and signs
    {"U.N.", "UN", "U.N"},
    {"J.K. Smith", "JK Smith", "J.K Smith"},
    {"pro-U.S.", "pro-US", "Pro U.S."},
    {"AT&T", "at&t"},
    {"C++", "c++"},
    {"#Gaza", "Gaza", "gaza"},
    {"@un_news", "un_news"},
    {"example.com", "Example.com", "EXAMPLE.COM"},
    {"9/11", "9-11", "9 11"},
    {"COVID-19", "Covid-19", "COVID 19", "covid‑19"},
    // numbers and amounts
    {"1,000", "1000", "１０００", "١٠٠٠", "१०००"},
    {"3.14", "٣٫١٤"},
    {"$60bn", "$60 bn", "60bn", "60 bn", "€60 billion", "60 billion", "$60-bn", "60 BN", "$60bln"},
    {"$7.5m", "$7.5 m", "$7.5 million", "€7.5 mln", "£7.5M"},
    {"8 million", "8 mln", "8mn", "8 Million"},
    {"2.5tn", "2.5 trillion", "$2.5 trn"},
    {"5pm", "5 pm", "5 p.m.", "5PM", "5p.m.", "5 P.M."},
    {"11.30am", "11.30 am", "11.30 a.m."},
    {"12%", "12 %", "12 percent", "12 per cent", "12 pct"},
    {"10km", "10 km", "10-km"},
    {"F-16", "F16"},
    {"G-20", "G20"},
    // soft hyphens, zero-width and full-width characters
    {"negotiation", "nego\u00ADtiation", "nego\u200Btiation", "ＮＥＧＯＴＩＡＴＩＯＮ"},
    // Arabic, Persian, Hebrew
    {"إسرائيل", "اسرائيل", "إسرائـيل", "إِسْرَائِيل"},
    {"الحديدة", "الحديده"},
    {"کابینه", "كابينه", "کابينه"},
    {"מפא״י", "מפא\"י", "מפאי"},
    {"שָׁלוֹם", "שלום"},
    {"תל־אביב", "תל-אביב", "תל אביב"},
    // Chinese, Japanese, Korean, Thai, Lao: half and full width, one character or two
    {"ガザ", "ｶﾞｻﾞ"},
    {"ทำ", "ท\u0E4Dา"},
    {"ໝາກ", "ຫມາກ"},
};

// A spelling with a double quote in it cannot stand in quotes, and needs none.
std::string as_query(const std::string& spelling) {
    const bool bare = spelling.find(' ') == std::string::npos && spelling.find('/') == std::string::npos;
    return bare ? spelling : '"' + spelling + '"';
}

std::string id_of(std::size_t row, std::size_t spelling) {
    return std::to_string(row) + '.' + std::to_string(spelling);
}

archive::Article article_of(const std::string& id, const std::string& spelling) {
    archive::Article article;
    article.id = id;
    article.headline = "Report";
    article.sections.push_back({});
    article.sections.back().paragraphs.push_back(
        {archive::ParagraphKind::paragraph, "They wrote " + spelling + " again.", ""});
    return article;
}

}  // namespace

TEST_CASE("a query in any usual spelling finds every usual spelling") {
    const TemporaryDirectory directory;
    std::vector<archive::Article> articles;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        for (std::size_t i = 0; i < rows[row].size(); ++i) {
            articles.push_back(article_of(id_of(row, i), rows[row][i]));
        }
    }
    write_archive(archive::ArchivePaths(directory.path() / "archive"), {articles});
    auto searcher = open_searcher(directory.path() / "archive");
    for (std::size_t row = 0; row < rows.size(); ++row) {
        std::set<std::string> wanted;
        for (std::size_t i = 0; i < rows[row].size(); ++i) wanted.insert(id_of(row, i));
        for (const std::string& spelling : rows[row]) {
            query::SearchRequest request;
            request.query = as_query(spelling);
            const auto ids = all_ids(searcher, request);
            INFO(request.query << " should find the other spellings of row " << row);
            CHECK(std::set<std::string>(ids.begin(), ids.end()) == wanted);
        }
    }
}

// A dictionary would take the long word for one, and the short one typed alone for another.
TEST_CASE("in scripts without spaces a word is found inside a longer one, and it alone is marked") {
    const std::vector<std::pair<std::string, std::string>> long_and_short = {
        {"ประชาธิปไตย", "ประชา"},                // Thai: democracy, people
        {"โรงพยาบาล", "พยาบาล"},                // hospital, nurse
        {"ປະຊາທິປະໄຕ", "ປະຊາ"},                  // Lao
        {"ໂຮງຮຽນ", "ຮຽນ"},                      // school, to learn
        {"ប្រជាធិបតេយ្យ", "ប្រជា"},                // Khmer
        {"ဒီမိုကရေစီ", "ကရေ"},                    // Burmese
        {"停戦合意文書", "合意"},                 // Japanese: truce agreement document, agreement
        {"联合国安全理事会", "安全"},               // Chinese: UN Security Council, security
        {"휴전협정문", "협정"},                    // Korean
        {"コーヒーショップ", "ショップ"},
    };
    const TemporaryDirectory directory;
    std::vector<archive::Article> articles;
    for (std::size_t row = 0; row < long_and_short.size(); ++row) {
        articles.push_back(article_of(id_of(row, 0), long_and_short[row].first));
    }
    write_archive(archive::ArchivePaths(directory.path() / "archive"), {articles});
    auto searcher = open_searcher(directory.path() / "archive");
    for (std::size_t row = 0; row < long_and_short.size(); ++row) {
        query::SearchRequest request;
        request.query = long_and_short[row].second;
        INFO(request.query << " in " << long_and_short[row].first);
        const query::ResultPage page = search(searcher, request);
        REQUIRE(page.hits.size() == 1);
        CHECK(page.hits[0].id == id_of(row, 0));
        REQUIRE(page.hits[0].snippets.size() == 1);
        CHECK(highlighted(page.hits[0].snippets[0].parts) ==
              std::vector<std::string>{long_and_short[row].second});
    }
}

}  // namespace broadsheet::tests
