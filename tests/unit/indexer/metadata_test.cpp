#include "indexer/readers/metadata.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <utility>
#include <vector>

#include "indexer/readers/iso_date.hpp"
#include "indexer/readers/path_facts.hpp"

using namespace broadsheet::indexer;
using Rows = std::vector<std::pair<std::string, std::string>>;

TEST_CASE("ISO 8601 dates are kept as they are") {
    for (const std::string date :
         {"2025", "2025-07", "2025-07-09", "2024-02-29", "2025-07-09T14:30", "2025-07-09T14:30Z",
          "2025-07-09T14:30:05+03:00", "2025-07-09T14:30:05.250-0500", "1987-02-26T15:01:01Z",
          "2016-12-31T23:59:60Z"}) {
        CHECK(read_iso_date(date) == date);
    }
}

TEST_CASE("dates that are nearly ISO 8601 are written as it") {
    for (const auto& [given, kept] : Rows{{"20250709", "2025-07-09"},
                                          {" 2025-07-09 ", "2025-07-09"},
                                          {"2025-07-09 14:30", "2025-07-09T14:30"},
                                          {"2025-07-09t14:30:00z", "2025-07-09T14:30:00z"},
                                          {"2017-01-22T185600", "2017-01-22T18:56:00"}}) {
        CHECK(read_iso_date(given) == kept);
    }
}

TEST_CASE("what is no date is not read as one") {
    for (const std::string text : {"",
                                   "yesterday",
                                   "09/07/2025",
                                   "2025-13",
                                   "2025-02-29",
                                   "2025-06-31",
                                   "2025-7-9",
                                   "25-07-09",
                                   "2025-07-09T",
                                   "2025-07-09T25:00",
                                   "2025-07-09T14:61",
                                   "2025-07-09T14:30+",
                                   "2025-07-09X",
                                   "20251301",
                                   "0000-01-01",
                                   "2025-07-09T14:30:05.",
                                   "-025",
                                   "1752019200",
                                   "2025-W28",
                                   "2025-"}) {
        INFO(text);
        CHECK_FALSE(read_iso_date(text).has_value());
    }
}

TEST_CASE("language tags are lower case with hyphens") {
    for (const auto& [given, kept] : Rows{{"en", "en"},
                                          {"EN", "en"},
                                          {"pt_BR", "pt-br"},
                                          {"zh-Hant-TW", "zh-hant-tw"},
                                          {"es-419", "es-419"}}) {
        CHECK(read_language_tag(given) == kept);
    }
    for (const std::string text : {"", "e", "english", "en-", "-en", "en us", "12", "e1"}) {
        INFO(text);
        CHECK_FALSE(read_language_tag(text).has_value());
    }
}

TEST_CASE("folders and file names tell a date only where it is plain") {
    for (const auto& [path, date] : Rows{{"2025/07/09/truce.txt", "2025-07-09"},
                                         {"news/2025/07/truce.txt", "2025-07"},
                                         {"2025-07-09/truce.txt", "2025-07-09"},
                                         {"2025-07/truce.txt", "2025-07"},
                                         {"2025/2025-07-09-truce.txt", "2025-07-09"},
                                         {"20250709_truce.txt", "2025-07-09"},
                                         {"day.zip/2025/07/09/truce.txt", "2025-07-09"},
                                         {"2025/truce.txt", ""},
                                         {"2025/13/truce.txt", ""},
                                         {"2025-07-truce.txt", ""},
                                         {"123456789.txt", ""},
                                         {"20250799.txt", ""},
                                         {"truce.txt", ""},
                                         {"", ""}}) {
        INFO(path);
        CHECK(date_of_path(path) == date);
    }
}

TEST_CASE("ids from paths are readable") {
    CHECK(id_of_path("2025/truce.txt") == "2025/truce");
    CHECK(id_of_path("2025/Truce.txt") == "2025/truce");
    CHECK(id_of_path("a/b.html") == "a/b.html");
    CHECK(id_of_path("أخبار/هدنة.txt") == "أخبار/هدنة");
}

TEST_CASE("ids from paths that had to be changed do not meet") {
    const std::string spaced = id_of_path("Truce talks.txt");
    CHECK(spaced.starts_with("truce-talks-"));
    CHECK(spaced != id_of_path("truce?talks.txt"));
    CHECK(spaced != id_of_path("truce-talks.txt"));
    CHECK(spaced == id_of_path("Truce talks.txt"));
    CHECK(id_of_path("caf\xe9.txt").starts_with("caf\uFFFD-"));
    CHECK(id_of_path("caf\xe9.txt") != id_of_path("caf\xe8.txt"));
    const std::string longest = id_of_path(std::string(400, 'a') + "é.txt");
    CHECK(longest.size() <= 180);
    CHECK(longest != id_of_path(std::string(400, 'a') + "è.txt"));
}

TEST_CASE("ids of parts keep the parts apart") {
    CHECK(id_of_parts("Reuters", {"ab", "c"}) != id_of_parts("Reuters", {"a", "bc"}));
    CHECK(id_of_parts("Reuters", {"ab", "c"}).starts_with("reuters-"));
    CHECK(id_of_parts("", {"ab"}).size() == 16);
}

TEST_CASE("names of fields are found in any case, the first of the table counts most") {
    REQUIRE(find_metadata_name("Headline") != nullptr);
    CHECK(find_metadata_name("HEADLINE")->field == MetadataField::headline);
    CHECK(find_metadata_name("headline") < find_metadata_name("title"));
    CHECK(find_metadata_name("headlines") == nullptr);
    CHECK(find_metadata_name("") == nullptr);
}

TEST_CASE("values that cannot be kept are told, not kept") {
    broadsheet::archive::Article article;
    CHECK_FALSE(set_metadata(article, MetadataField::date, "2025-07-09"));
    CHECK(set_metadata(article, MetadataField::date, "last May")->find("'last May'") !=
          std::string::npos);
    CHECK(article.date == "2025-07-09");
    CHECK(set_metadata(article, MetadataField::language, "English"));
    CHECK(article.language.empty());
    CHECK_FALSE(set_metadata(article, MetadataField::places, "Washington, D.C.; Doha;"));
    CHECK(article.places == std::vector<std::string>{"Washington, D.C.", "Doha"});
    CHECK_FALSE(set_metadata(article, MetadataField::topics, "truce, hostages"));
    CHECK(article.topics == std::vector<std::string>{"truce", "hostages"});
    CHECK_FALSE(set_metadata(article, MetadataField::desk, " World\nnews "));
    CHECK(article.desk == "World news");
}
