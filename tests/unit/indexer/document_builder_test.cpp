#include "indexer/document_builder.hpp"

#include <xapian.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <string>
#include <vector>

#include "archive/position_layout.hpp"
#include "archive/stored_article.hpp"
#include "archive/terms.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace broadsheet;
using archive::Article;
using archive::ParagraphKind;
using archive::SectionKind;

namespace {

using Positions = std::vector<std::uint32_t>;

/// A document, and its words as the file beside the segment has them.
struct Built {
    Xapian::Document document;
    archive::PositionsImage image;
    mutable archive::ArticlePositions article;
};

/// What Xapian reads back of the first document, as one of its own.
Xapian::Document read_back(const std::vector<indexer::BlockIndex::File>& files) {
    const tests::TemporaryDirectory folder;
    for (const auto& [name, bytes] : files) std::ofstream(folder.path() / name, std::ios::binary) << bytes;
    const Xapian::Database database(folder.path().string());
    const Xapian::Document stored = database.get_document(1);
    Xapian::Document document;
    document.set_data(stored.get_data());
    for (auto term = database.allterms_begin(); term != database.allterms_end(); ++term) {
        document.add_term(*term, database.postlist_begin(*term).get_wdf());
    }
    for (std::uint32_t slot = 0; slot < archive::slot_count; ++slot) document.add_value(slot, stored.get_value(slot));
    return document;
}

Built build(indexer::DocumentBuilder& builder, const Article& article) {
    archive::PositionsBuilder positions;
    indexer::BlockIndex index;
    index.finish_article(builder.build(article, {}, positions, index));
    positions.finish_article(1);
    Built built{read_back(index.finish(positions).files), {}, {}};
    const auto bytes = std::make_shared<const std::string>(positions.finish("uuid"));
    built.image = std::get<archive::PositionsImage>(archive::read_positions(bytes, *bytes, "uuid"));
    built.article.open(built.image.entry(1));
    REQUIRE(built.article.is_whole());
    return built;
}

Built build(const Article& article) {
    indexer::DocumentBuilder builder;
    return build(builder, article);
}

std::vector<archive::PositionRun> runs(const Built& built, const std::string& word) {
    std::vector<archive::PositionRun> found;
    if (const auto number = built.image.words().find(word)) built.article.runs_of({&*number, 1}, found);
    return found;
}

/// Where a word stands.
Positions positions(const Built& built, const std::string& word) {
    Positions begins;
    for (const auto& run : runs(built, word)) begins.push_back(run.begin);
    return begins;
}

Positions starts(const Built& built, archive::TextStretch stretch) { return built.article.starts(stretch); }

bool has_term(const Built& built, const std::string& term) {
    auto found = built.document.termlist_begin();
    found.skip_to(term);
    return found != built.document.termlist_end() && *found == term;
}

std::uint32_t wdf(const Built& built, const std::string& term) {
    auto found = built.document.termlist_begin();
    found.skip_to(term);
    REQUIRE((found != built.document.termlist_end() && *found == term));
    return found.get_wdf();
}

Article article_with(std::vector<archive::Section> sections) {
    Article article;
    article.id = "a-1";
    article.sections = std::move(sections);
    return article;
}

Article truce_article() {
    Article article;
    article.id = "mena-42";
    article.headline = "Cease-fire talks";
    article.byline = "Jane Roe";
    article.dateline = "DOHA";
    article.date = "2025-07-09T10:15:00+03:00";
    article.source = "Gulf  Wire";
    article.desk = "World";
    article.language = "en";
    article.places = {"Doha"};
    article.topics = {"Truce Talks", "Qatar"};
    article.sections = {
        {SectionKind::body,
         1,
         "",
         {{ParagraphKind::paragraph, "Talks began. Qatar hosts them."},
          {ParagraphKind::paragraph, "Both sides came."},
          {ParagraphKind::paragraph, "A third paragraph."}}},
        {SectionKind::commentary, 1, "Commentary", {{ParagraphKind::quote, "Hope is thin."}}},
    };
    return article;
}

}  // namespace

// Positions of truce_article(), by the rules of position_layout.hpp:
//   headline 1-3 (cease fire talks), byline 260-261, dateline 518: each 256 past the end before
//   body 775-779, 781-783, 785-787; commentary: its heading 1044, quote 1046-1048

TEST_CASE("words stand where the layout puts them, with gaps between sections and paragraphs") {
    const auto document = build(truce_article());
    CHECK(positions(document, "talks") == Positions{3, 775});
    CHECK(positions(document, "jane") == Positions{260});
    CHECK(positions(document, "doha") == Positions{518});
    CHECK(positions(document, "them") == Positions{779});
    CHECK(positions(document, "both") == Positions{781});
    CHECK(positions(document, "third") == Positions{786});
    CHECK(positions(document, "commentary") == Positions{1044});
    CHECK(positions(document, "thin") == Positions{1048});
}

TEST_CASE("a compound stands joined over the places of its parts, and they apart") {
    const auto built = build(truce_article());
    CHECK(runs(built, "ceasefire") == std::vector<archive::PositionRun>{{1, 3}});
    CHECK(runs(built, "cease") == std::vector<archive::PositionRun>{{1, 2}});
    CHECK(runs(built, "fire") == std::vector<archive::PositionRun>{{2, 3}});
}

TEST_CASE("headline and byline words are terms again under their prefix") {
    const auto built = build(truce_article());
    for (const std::string term : {"Sceasefire", "Sfire", "Aroe"}) CHECK(has_term(built, term));
    for (const std::string term : {"Sjane", "Sqatar", "Aceasefire"}) CHECK_FALSE(has_term(built, term));
}

TEST_CASE("every unit begins a paragraph, and sentences begin at their first word") {
    const auto document = build(truce_article());
    CHECK(starts(document, archive::TextStretch::paragraph) == Positions{1, 260, 518, 775, 781, 785, 1044, 1046});
    CHECK(starts(document, archive::TextStretch::sentence) == Positions{1, 260, 518, 775, 777, 781, 785, 1044, 1046});
}

TEST_CASE("a zone is marked once for each run of units that share it") {
    const auto document = build(truce_article());
    using Runs = std::vector<archive::PositionRun>;
    const auto [zone, expected] = GENERATE(table<archive::Zone, Runs>({
        {archive::Zone::headline, {{1, 4}}},
        {archive::Zone::byline, {{260, 262}}},
        {archive::Zone::dateline, {{518, 519}}},
        {archive::Zone::lead, {{775, 784}}},
        {archive::Zone::body, {{775, 788}}},
        {archive::Zone::commentary, {{1044, 1049}}},
        {archive::Zone::heading, {{1044, 1045}}},
        {archive::Zone::quote, {{1046, 1049}}},
        {archive::Zone::deck, {}},
    }));
    INFO(archive::zone_name(zone));
    CHECK(document.article.zone_runs(zone) == expected);
    CHECK(has_term(document, archive::zone_term(zone)) == !expected.empty());
}

TEST_CASE("a zone that is interrupted has a run on each side") {
    const auto document = build(article_with({
        {SectionKind::body, 1, "", {{ParagraphKind::paragraph, "One."}}},
        {SectionKind::commentary, 1, "", {{ParagraphKind::paragraph, "Two."}}},
        {SectionKind::body, 1, "", {{ParagraphKind::paragraph, "Three."}}},
    }));
    CHECK(document.article.zone_runs(archive::Zone::body) ==
          std::vector<archive::PositionRun>{{1, 2}, {515, 516}});
}

TEST_CASE("text without words takes its place and leaves no marks") {
    const auto document = build(article_with({
        {SectionKind::body,
         1,
         "",
         {{ParagraphKind::paragraph, "One."},
          {ParagraphKind::quote, "* * *"},
          {ParagraphKind::paragraph, "Two. … Three."}}},
    }));
    CHECK(positions(document, "one") == Positions{1});
    CHECK(positions(document, "two") == Positions{4});
    CHECK(starts(document, archive::TextStretch::paragraph) == Positions{1, 4});
    CHECK(starts(document, archive::TextStretch::sentence) == Positions{1, 4, 5});
    CHECK(document.article.zone_runs(archive::Zone::quote).empty());
    const auto stored = archive::decode_stored(document.document.get_data(), {});
    CHECK(stored.unit_positions == std::vector<std::uint32_t>{1, 3, 4});
    CHECK(stored.word_count == 3);
}

TEST_CASE("metadata become boolean terms, folded, without weight") {
    const auto document = build(truce_article());
    for (const std::string term : {"Qmena-42", "XSN:gulf wire", "XSE:world", "Len", "XPL:doha",
                                   "Ktruce talks", "Kqatar", "D20250709", "M202507", "Y2025"}) {
        INFO(term);
        CHECK(wdf(document, term) == 0);
    }
}

TEST_CASE("only words count for an article's length, those of the lead twice") {
    const auto document = build(truce_article());
    CHECK(wdf(document, "ceasefire") == 1);
    CHECK(wdf(document, "talks") == 3);  // in the headline, and in the lead
    CHECK(wdf(document, "third") == 1);  // in the body, behind the lead
    CHECK(wdf(document, "Stalks") == 1);
    CHECK(wdf(document, archive::zone_term(archive::Zone::body)) == 0);
}

TEST_CASE("values hold what sorting and facets need") {
    const Article article = truce_article();
    const auto document = build(article);
    CHECK(document.document.get_value(archive::slot_date) == "20250709101500");
    CHECK(document.document.get_value(archive::slot_source) == "Gulf  Wire");
    CHECK(document.document.get_value(archive::slot_desk) == "World");
    CHECK(document.document.get_value(archive::slot_language) == "en");
    CHECK(Xapian::sortable_unserialise(document.document.get_value(archive::slot_words)) == 21);
    CHECK(document.document.get_value(archive::slot_id) == "mena-42");
    CHECK(archive::parse_content_hash(document.document.get_value(archive::slot_content)) ==
          archive::content_hash(article));
}

TEST_CASE("the stored article is the article, with the positions of its units") {
    const Article article = truce_article();
    const auto stored = archive::decode_stored(build(article).document.get_data(), {});
    CHECK(stored.article == article);
    CHECK(stored.word_count == 21);
    CHECK(stored.unit_positions ==
          std::vector<std::uint32_t>{1, 260, 518, 775, 781, 785, 1044, 1046});
}

TEST_CASE("an article without anything but an id is a document") {
    const auto document = build(article_with({}));
    CHECK(document.document.termlist_count() == 1);
    CHECK(has_term(document, "Qa-1"));
}

TEST_CASE("no input makes a term that Xapian refuses") {
    const std::string endless(5'000, 'x');
    std::string nuls = "a";
    nuls.append(200, '\0').append("b");
    Article article = truce_article();
    article.id = endless;
    article.headline = endless + " " + nuls + " " + endless + "-" + endless;
    article.source = nuls;
    article.topics = {endless, nuls, ""};
    article.date = "not a date";
    Xapian::WritableDatabase database("", Xapian::DB_BACKEND_INMEMORY);
    const auto document = build(article).document;
    CHECK_NOTHROW(database.add_document(document));
    for (auto term = document.termlist_begin(); term != document.termlist_end(); ++term) {
        const std::string name = *term;
        const auto zeros = static_cast<std::size_t>(std::count(name.begin(), name.end(), '\0'));
        CHECK(name.size() + zeros <= archive::max_term_bytes);
    }
}

TEST_CASE("a builder carries nothing over from one article to the next") {
    indexer::DocumentBuilder builder;
    const auto terms = [](const Xapian::Document& document) {
        std::vector<std::string> all(document.termlist_begin(), document.termlist_end());
        return all;
    };
    const auto first = build(builder, truce_article());
    build(builder, article_with({{SectionKind::body, 1, "Other", {}}}));
    const auto again = build(builder, truce_article());
    CHECK(terms(again.document) == terms(first.document));
    CHECK(wdf(again, "talks") == wdf(first, "talks"));
    CHECK(again.image.entry(1) == first.image.entry(1));
}
