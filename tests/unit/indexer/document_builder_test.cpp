#include "indexer/document_builder.hpp"

#include <xapian.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "archive/position_layout.hpp"
#include "archive/stored_article.hpp"
#include "archive/terms.hpp"

using namespace broadsheet;
using archive::Article;
using archive::ParagraphKind;
using archive::SectionKind;

namespace {

using Positions = std::vector<Xapian::termpos>;

/// Positions of a term; {0} if the document has it without positions, {} if it does not have it.
Positions positions(const Xapian::Document& document, const std::string& term) {
    auto found = document.termlist_begin();
    found.skip_to(term);
    if (found == document.termlist_end() || *found != term) return {};
    const Positions all(found.positionlist_begin(), found.positionlist_end());
    return all.empty() ? Positions{0} : all;
}

std::uint32_t wdf(const Xapian::Document& document, const std::string& term) {
    auto found = document.termlist_begin();
    found.skip_to(term);
    REQUIRE((found != document.termlist_end() && *found == term));
    return found.get_wdf();
}

Xapian::Document build(const Article& article) {
    return indexer::DocumentBuilder().build(article);
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

TEST_CASE("a compound stands joined at its first word, goes on at the next, and its parts apart") {
    const auto document = build(truce_article());
    CHECK(positions(document, "ceasefire") == Positions{1});
    CHECK(positions(document, archive::continuation_term("ceasefire", 2)) == Positions{2});
    CHECK(positions(document, "cease") == Positions{1});
    CHECK(positions(document, "fire") == Positions{2});
}

TEST_CASE("headline, byline and lead words stand again under their prefix") {
    const auto document = build(truce_article());
    CHECK(positions(document, "Sceasefire") == Positions{1});
    CHECK(positions(document, "Sfire") == Positions{2});
    CHECK(positions(document, "Aroe") == Positions{261});
    CHECK(positions(document, "XLqatar") == Positions{777});
    CHECK(positions(document, "XLsides") == Positions{782});
    CHECK(positions(document, "XLthird").empty());
    CHECK(positions(document, "Sjane").empty());
}

TEST_CASE("every unit begins a paragraph, and sentences begin at their first word") {
    const auto document = build(truce_article());
    CHECK(positions(document, "XPB") == Positions{1, 260, 518, 775, 781, 785, 1044, 1046});
    CHECK(positions(document, "XSB") == Positions{1, 260, 518, 775, 777, 781, 785, 1044, 1046});
}

TEST_CASE("a zone is marked once for each run of units that share it") {
    const auto document = build(truce_article());
    const auto [zone, begins, ends] = GENERATE(table<archive::Zone, Positions, Positions>({
        {archive::Zone::headline, {1}, {4}},
        {archive::Zone::byline, {260}, {262}},
        {archive::Zone::dateline, {518}, {519}},
        {archive::Zone::lead, {775}, {784}},
        {archive::Zone::body, {775}, {788}},
        {archive::Zone::commentary, {1044}, {1049}},
        {archive::Zone::heading, {1044}, {1045}},
        {archive::Zone::quote, {1046}, {1049}},
        {archive::Zone::deck, {}, {}},
    }));
    INFO(archive::zone_name(zone));
    CHECK(positions(document, archive::zone_begin_term(zone)) == begins);
    CHECK(positions(document, archive::zone_end_term(zone)) == ends);
}

TEST_CASE("a zone that is interrupted has a run on each side") {
    const auto document = build(article_with({
        {SectionKind::body, 1, "", {{ParagraphKind::paragraph, "One."}}},
        {SectionKind::commentary, 1, "", {{ParagraphKind::paragraph, "Two."}}},
        {SectionKind::body, 1, "", {{ParagraphKind::paragraph, "Three."}}},
    }));
    CHECK(positions(document, archive::zone_begin_term(archive::Zone::body)) == Positions{1, 515});
    CHECK(positions(document, archive::zone_end_term(archive::Zone::body)) == Positions{2, 516});
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
    CHECK(positions(document, "XPB") == Positions{1, 4});
    CHECK(positions(document, "XSB") == Positions{1, 4, 5});
    CHECK(positions(document, archive::zone_begin_term(archive::Zone::quote)).empty());
    const auto stored = archive::decode_stored(document.get_data());
    CHECK(stored.unit_positions == std::vector<std::uint32_t>{1, 3, 4});
    CHECK(stored.word_count == 3);
}

TEST_CASE("metadata become boolean terms, folded, without weight") {
    const auto document = build(truce_article());
    for (const std::string term : {"Qmena-42", "XSN:gulf wire", "XSE:world", "Len", "XPL:doha",
                                   "Ktruce talks", "Kqatar", "D20250709", "M202507", "Y2025"}) {
        INFO(term);
        CHECK(positions(document, term) == Positions{0});
        CHECK(wdf(document, term) == 0);
    }
}

TEST_CASE("only words count for an article's length; marks and continuations do not") {
    const auto document = build(truce_article());
    CHECK(wdf(document, "talks") == 2);
    CHECK(wdf(document, "ceasefire") == 1);
    CHECK(wdf(document, "XLtalks") == 1);
    CHECK(wdf(document, "XPB") == 0);
    CHECK(wdf(document, "XSB") == 0);
    CHECK(wdf(document, archive::continuation_term("ceasefire", 2)) == 0);
    CHECK(wdf(document, archive::zone_begin_term(archive::Zone::body)) == 0);
}

TEST_CASE("values hold what sorting and facets need") {
    const Article article = truce_article();
    const auto document = build(article);
    CHECK(document.get_value(archive::slot_date) == "20250709101500");
    CHECK(document.get_value(archive::slot_source) == "Gulf  Wire");
    CHECK(document.get_value(archive::slot_desk) == "World");
    CHECK(document.get_value(archive::slot_language) == "en");
    CHECK(Xapian::sortable_unserialise(document.get_value(archive::slot_words)) == 21);
    CHECK(document.get_value(archive::slot_id) == "mena-42");
    CHECK(std::stoull(document.get_value(archive::slot_content), nullptr, 16) ==
          archive::content_hash(article));
}

TEST_CASE("the stored article is the article, with the positions of its units") {
    const Article article = truce_article();
    const auto stored = archive::decode_stored(build(article).get_data());
    CHECK(stored.article == article);
    CHECK(stored.word_count == 21);
    CHECK(stored.unit_positions ==
          std::vector<std::uint32_t>{1, 260, 518, 775, 781, 785, 1044, 1046});
}

TEST_CASE("an article without anything but an id is a document") {
    const auto document = build(article_with({}));
    CHECK(document.termlist_count() == 2);
    CHECK(positions(document, "Qa-1") == Positions{0});
    // A segment without any position would match every phrase.
    CHECK(positions(document, std::string(archive::paragraph_start_term)) == Positions{1});
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
    const auto document = build(article);
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
    const auto first = terms(builder.build(truce_article()));
    builder.build(article_with({{SectionKind::body, 1, "Other", {}}}));
    CHECK(terms(builder.build(truce_article())) == first);
}
