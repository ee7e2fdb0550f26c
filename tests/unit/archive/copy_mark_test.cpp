#include "archive/copy_mark.hpp"

#include <catch2/catch.hpp>
#include <string>

#include "tests/support/wire_copies.hpp"

using namespace broadsheet;
using namespace broadsheet::archive;
using tests::CopyDesk;

namespace {

Article article_of(const std::string& headline, const std::string& text,
                   const std::string& date = "2025-07-09") {
    Article article;
    article.id = "a";
    article.headline = headline;
    article.date = date;
    article.sections = {{SectionKind::body, 1, "", {{ParagraphKind::paragraph, text}}}};
    return article;
}

text::MinHash sketch(const Article& article) {
    text::Shingler shingler;
    return sketch_of(article, shingler);
}

}  // namespace

TEST_CASE("what is a copy, by length of the text and number of words that differ") {
    struct Row {
        std::size_t words, edits;
        bool copies;
    };
    CopyDesk desk(1);
    for (const auto& [words, edits, copies] :
         {Row{30, 0, true}, Row{30, 1, false}, Row{60, 2, false}, Row{200, 0, true},
          Row{200, 2, true}, Row{200, 30, false}, Row{1000, 10, true}, Row{1000, 100, false}}) {
        INFO(words << " words, " << edits << " others");
        const auto text = desk.words(words);
        const auto a = sketch(article_of("Headline of the wire", CopyDesk::joined(text)));
        const auto b =
            sketch(article_of("Headline of the wire", CopyDesk::joined(desk.edited(text, edits))));
        CHECK(are_copies(a, b) == copies);
        CHECK(are_copies(b, a) == copies);
    }
}

TEST_CASE("a one-liner is a copy on its own day only, a report on any") {
    CopyDesk desk(2);
    const std::string line = "Fed sets two billion dlr customer repurchase";
    CHECK(are_copies(sketch(article_of(line, "")), sketch(article_of(line, "", "2025-07-09T18:00:00Z"))));
    CHECK_FALSE(are_copies(sketch(article_of(line, "")), sketch(article_of(line, "", "2025-07-10"))));
    CHECK(are_copies(sketch(article_of(line, "", "")), sketch(article_of(line, "", ""))));
    const std::string report = CopyDesk::joined(desk.words(40));
    CHECK(are_copies(sketch(article_of(line, report)), sketch(article_of(line, report, "1999"))));
}

TEST_CASE("the same few words under another headline are another report") {
    const std::string text = "Qtly div 12 cts vs 12 cts prior. Pay April 15. Record March 31.";
    CHECK_FALSE(are_copies(sketch(article_of("Smith Corp sets quarterly", text)),
                           sketch(article_of("Jones Inc sets quarterly", text))));
}

TEST_CASE("byline, dateline, source and the cut into paragraphs make no difference") {
    CopyDesk desk(3);
    const auto words = desk.words(100);
    Article one = article_of("Headline", CopyDesk::joined(words)), other = one;
    other.byline = "Jane Roe";
    other.dateline = "DOHA";
    other.source = "The Gulf Courier";
    other.sections.clear();
    for (std::size_t i = 0; i < words.size(); i += 10) {
        const std::vector<std::string> part(words.begin() + static_cast<std::ptrdiff_t>(i),
                                            words.begin() + static_cast<std::ptrdiff_t>(i) + 10);
        other.sections.push_back({SectionKind::body, 1, "",
                                  {{ParagraphKind::paragraph, CopyDesk::joined(part)}}});
    }
    CHECK(sketch(one) == sketch(other));
}

TEST_CASE("an article without words is no copy of anything") {
    const auto none = sketch(article_of("", " … "));
    CHECK(none.shingles == 0);
    CHECK_FALSE(are_copies(none, none));
    CHECK(sketch_value(none).empty());
    CHECK(cluster_value({none, 7}).empty());
}

TEST_CASE("sketches and clusters come back from their values, and from nothing else") {
    CopyDesk desk(4);
    const auto made = sketch(article_of("Headline", CopyDesk::joined(desk.words(50))));
    const std::string value = sketch_value(made);
    CHECK(value.size() == 34);
    const Cluster cluster = own_cluster(made);
    const KeptMark own{made, cluster}, copy{made, cluster + 1};
    CHECK(cluster_value(own).empty());
    CHECK(cluster_value(copy).size() == 8);
    for (const KeptMark& mark : {own, copy}) {
        CHECK(mark_of(value, cluster_value(mark)) == mark);
        CHECK(cluster_of(value, cluster_value(mark)) == mark.cluster);
    }
    struct Row {
        std::string sketch, cluster;
    };
    for (const Row& wrong : {Row{"", ""}, {"", cluster_value(copy)}, {value + "x", ""}, {value.substr(1), ""},
                             {std::string(value.size(), '\0'), ""}, {value, "1234567"}, {value, "123456789"}}) {
        INFO(wrong.sketch << ", " << wrong.cluster);
        CHECK_FALSE(mark_of(wrong.sketch, wrong.cluster));
        CHECK_FALSE(cluster_of(wrong.sketch, wrong.cluster));
    }
    CHECK(cluster_named(cluster_name(cluster)) == cluster);
    CHECK(cluster_name(0x1F) == "000000000000001f");
    for (const char* wrong : {"", "1f", "000000000000001F", "000000000000001g", "0x00000000000001", "00000000000000001f"}) {
        INFO(wrong);
        CHECK_FALSE(cluster_named(wrong));
    }
}
