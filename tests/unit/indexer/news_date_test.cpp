#include "indexer/readers/news_date.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <utility>
#include <vector>

using broadsheet::indexer::read_news_date;
using Rows = std::vector<std::pair<std::string, std::string>>;

namespace {

void check(const Rows& rows) {
    for (const auto& [given, kept] : rows) {
        INFO(given);
        CHECK(read_news_date(given).value_or("none") == kept);
    }
}

}  // namespace

// A row for each form that the files of BROADSHEET_NEWS_DATA have, with the figures changed.
TEST_CASE("dates of the news standards are read as they are meant") {
    check({
        {"2012-10-12T16:54:46Z", "2012-10-12T16:54:46Z"},                 // ninjs, G2
        {"2012-10-12T16:54:46.250Z", "2012-10-12T16:54:46.250Z"},         // G2 of Reuters
        {"2012-10-12T16:54:46+0200", "2012-10-12T16:54:46+0200"},         // ninjs
        {"2012-10-12T16:54:46-05:00", "2012-10-12T16:54:46-05:00"},       // G2
        {"2012-10-12T16:54:46", "2012-10-12T16:54:46"},                   // G2, no zone
        {" 2012-10-12T16:54:46-05:00 \n ", "2012-10-12T16:54:46-05:00"},  // G2, padded
        {"2012-10-12 16:54:46", "2012-10-12T16:54:46"},                   // WXR
        {"2012-10-12 16:54:46 GMT+02:00", "2012-10-12T16:54:46+02:00"},   // NITF
        {"2012-10-12", "2012-10-12"},
        {"20121012", "2012-10-12"},                            // NewsML 1 DateId
        {"20121012T165446Z", "2012-10-12T16:54:46Z"},          // NewsML 1
        {"20121012T165446+0200", "2012-10-12T16:54:46+0200"},  // NewsML 1, NITF
        {"20121012T165446", "2012-10-12T16:54:46"},            // NITF
        {"051200Z MAY 05", "2005-05-05T12:00Z"},               // IPTC 7901
        {"212101 GMT Nov 18", "2018-11-21T21:01Z"},            // IPTC 7901 of dpa
        {"242200 GMT Jun 17", "2017-06-24T22:00Z"},
        {"26-FEB-1987 15:01:01.79", "1987-02-26T15:01:01.79"},  // Reuters-21578
        {" 5-MAR-1987 09:07:54.17", "1987-03-05T09:07:54.17"},
        {"1518478934", "2018-02-12T23:42:14Z"},  // a feed's seconds
    });
}

TEST_CASE("dates of feeds and mail are read in all their forms, the wrong ones too") {
    check({
        {"Wed, 09 Jul 2025 14:30:05 GMT", "2025-07-09T14:30:05Z"},
        {"Wed, 09 Jul 2025 14:30:05 +0200", "2025-07-09T14:30:05+02:00"},
        {"Wed, 9 Jul 2025 14:30 EST", "2025-07-09T14:30-05:00"},
        {"09 Jul 25 14:30:05 UT", "2025-07-09T14:30:05Z"},
        {"12 Apr 99 1430 GMT", "1999-04-12T14:30Z"},  // RSS 0.92
        {"19 Apr 99 14:30 PDT", "1999-04-19T14:30-07:00"},
        {"Mon, 5 Sep 2011 08:00:00 +0000", "2011-09-05T08:00:00+00:00"},
        {"Mon,5 Sep 2011 8:00:00 +0000", "2011-09-05T08:00:00+00:00"},
        {"Monday, 5 September 2011 08:00:00 GMT", "2011-09-05T08:00:00Z"},
        {"Monday, 05-Sep-11 08:00:00 GMT", "2011-09-05T08:00:00Z"},  // RFC 850
        {"Mon Sep  5 08:00:00 2011", "2011-09-05T08:00:00"},         // asctime
        {"Mon Sep 05 2011 08:00:00 GMT+0200 (CEST)", "2011-09-05T08:00:00+02:00"},
        {"Mon Sep 05 08:00:00 +0000 2011", "2011-09-05T08:00:00+00:00"},
        {"Fri, 5 Sep 2011 08:00:00 GMT", "2011-09-05T08:00:00Z"},   // it was a Monday
        {"Mon, 5 Sep 2011 08:00:00 -0000", "2011-09-05T08:00:00"},  // RFC 2822: no zone
        {"Mon, 5 Sep 2011 08:00:00 IST", "2011-09-05T08:00:00"},    // one of three zones
        {"Mon, 5 Sep 2011", "2011-09-05"},
        {"Sept 5, 2011", "2011-09-05"},
        {"Mon, 5 Sep 2011 24:00:00 GMT", "2011-09-05T24:00:00Z"},
        {"2011-09-05 08:00:00 +0200", "2011-09-05T08:00:00+02:00"},
        {"2011-09-05T08:00:00 EST", "2011-09-05T08:00:00-05:00"},
        {"2011/09/05", "2011-09-05"},
        {"2011/9/5 8:00", "2011-09-05T08:00"},
        {"Seg, 05 Set 2011 08:00:00 -0300", "2011-09-05T08:00:00-03:00"},
    });
}

TEST_CASE("dates that people write are read in many languages") {
    check({
        {"July 9, 2025", "2025-07-09"},
        {"9 July 2025", "2025-07-09"},
        {"the 9th of July, 2025", "2025-07-09"},
        {"Wednesday, July 9, 2025 at 2:30 PM EDT", "2025-07-09T14:30-04:00"},
        {"July 9, 2025, 12:05 a.m.", "2025-07-09T00:05"},
        {"July 2025", "2025-07"},
        {"9. Juli 2025, 14:30 Uhr", "2025-07-09T14:30"},
        {"Mittwoch, den 9. März 2025", "2025-03-09"},
        {"05.09.2011", "2011-09-05"},
        {"9 juillet 2025 à 14h30", "2025-07-09T14:30"},
        {"1er août 2025", "2025-08-01"},
        {"le 9 juillet 2025, 14h30", "2025-07-09T14:30"},
        {"9 de julio de 2025", "2025-07-09"},
        {"mar, 5 ago 2025 08:00:00 +0200", "2025-08-05T08:00:00+02:00"},
        {"9 luglio 2025", "2025-07-09"},
        {"9 lipca 2025", "2025-07-09"},
        {"9 Temmuz 2025 14:30", "2025-07-09T14:30"},
        {"9 июля 2025 г.", "2025-07-09"},
        {"9 يوليو 2025", "2025-07-09"},
        {"٩ يوليو ٢٠٢٥", "2025-07-09"},
        {"2025年7月9日", "2025-07-09"},
        {"2025年7月9日 14時30分", "2025-07-09T14:30"},
        {"2025년 7월 9일 오후 2시 30분", "2025-07-09T14:30"},
        {"13/05/2011", "2011-05-13"},
        {"05/13/2011", "2011-05-13"},
    });
}

TEST_CASE("a date that could be another, or is none, is not read") {
    for (const std::string text : {"",
                                   "yesterday",
                                   "05/09/2011",
                                   "5-9-2011",
                                   "9 July",
                                   "July 9",
                                   "31 June 2025",
                                   "29 Feb 2023",
                                   "Mon, 5 Sep 2011 25:00:00 GMT",
                                   "Mon, 5 Sep 2011 10:61 GMT",
                                   "5 Sep 2011 and 6 Sep 2011",
                                   "5 Sep 2011 1 2 3",
                                   "Sep Oct 2011",
                                   "14:30",
                                   "July",
                                   "2025 7",
                                   "Smarch 5, 2011",
                                   "032500Z JAN 05",
                                   "992500Z JAN 05",
                                   "9999999999999",
                                   "999999999",
                                   "9 July 2025 +99:00",
                                   "July 9, 2025 13:05 pm",
                                   "\xff\xfe",
                                   "1 2 3 4 5 6 7 8 9"}) {
        INFO(text);
        CHECK(read_news_date(text).value_or("none") == "none");
    }
    CHECK_FALSE(read_news_date(std::string(1'000'000, '7')).has_value());
}
