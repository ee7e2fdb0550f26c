#include "searchd/request_params.hpp"

#include <catch2/catch.hpp>
#include <vector>

#include "searchd/cursor.hpp"

using namespace broadsheet;
using namespace broadsheet::searchd;

namespace {

SearchParams accepted(const std::string& query, Audience audience = Audience::programs) {
    auto parsed = parse_search_params(query, audience);
    if (const auto* problem = std::get_if<ParameterProblem>(&parsed)) {
        FAIL(query << ": " << problem->name << ": " << problem->message);
    }
    return std::get<SearchParams>(parsed);
}

ParameterProblem refused(const std::string& query, Audience audience = Audience::programs) {
    const auto parsed = parse_search_params(query, audience);
    if (!std::holds_alternative<ParameterProblem>(parsed)) FAIL(query << " was accepted");
    return std::get<ParameterProblem>(parsed);
}

}  // namespace

TEST_CASE("A search without parameters has the defaults of the house") {
    const SearchParams params = accepted("");
    CHECK(params.request.query.empty());
    CHECK(params.request.limit == 10);
    CHECK(params.request.offset == 0);
    CHECK(params.request.sort == query::Sort::relevance);
    CHECK(params.request.facets);
    CHECK(params.facets.size() == query::facet_count);
    CHECK_FALSE(params.strict);
    CHECK_FALSE(params.request.explain);
    CHECK_FALSE(params.asks_for_anything());
}

TEST_CASE("Every parameter reaches the request") {
    const SearchParams params = accepted(
        "q=ceasefire+AND+Qatar&limit=25&sort=newest&from=2024&to=2025-07&source=Reuters"
        "&source=Meridian+Wire&desk=World&lang=PT-br&year=2024&month=2025-07&month=2025-06"
        "&facets=source,month&facets=desk&strict=1&explain=1");
    const query::SearchRequest& request = params.request;
    CHECK(request.query == "ceasefire AND Qatar");
    CHECK(request.limit == 25);
    CHECK(request.sort == query::Sort::newest);
    CHECK(request.filters.from == "2024");
    CHECK(request.filters.to == "2025-07");
    using Values = std::vector<std::string>;
    CHECK(request.filters.of(query::Facet::source) == Values{"Reuters", "Meridian Wire"});
    CHECK(request.filters.of(query::Facet::desk) == Values{"World"});
    CHECK(request.filters.of(query::Facet::language) == Values{"pt-br"});
    CHECK(request.filters.of(query::Facet::year) == Values{"2024"});
    CHECK(request.filters.of(query::Facet::month) == Values{"2025-07", "2025-06"});
    CHECK(params.facets ==
          std::vector<query::Facet>{query::Facet::source, query::Facet::month, query::Facet::desk});
    CHECK(params.strict);
    CHECK(request.explain);
}

TEST_CASE("Copies are folded for people, listed for programs, and listed for whoever asks for them") {
    using query::Collapse;
    const std::string cluster = "&cluster=0123456789abcdef";
    const auto folded = [](const std::string& query, Audience audience) {
        return accepted(query, audience).request.collapse == Collapse::duplicates;
    };
    CHECK(folded("q=truce", Audience::people));
    CHECK_FALSE(folded("q=truce", Audience::programs));
    CHECK_FALSE(folded("q=truce&collapse=none", Audience::people));
    CHECK(folded("q=truce&collapse=duplicates", Audience::programs));
    CHECK_FALSE(folded("q=truce" + cluster, Audience::people));
    CHECK(folded("q=truce&collapse=duplicates" + cluster, Audience::people));
    CHECK(accepted(cluster.substr(1)).request.filters.cluster == "0123456789abcdef");
    CHECK(accepted(cluster.substr(1)).asks_for_anything());
    CHECK(refused("q=truce&collapse=1").message == "collapse is duplicates or none");
    CHECK(refused("q=truce&cluster=12").name == "cluster");
    CHECK(accepted("q=truce").search_hash() != accepted("q=truce&collapse=duplicates").search_hash());
    CHECK(accepted("q=truce").search_hash() != accepted("q=truce" + cluster).search_hash());
}

TEST_CASE("Empty fields of a form count as absent, and a value given twice once") {
    const SearchParams params =
        accepted("q=&from=&to=&source=&limit=&sort=&year=&month=&page=", Audience::people);
    CHECK_FALSE(params.asks_for_anything());
    CHECK(params.request.limit == 10);
    CHECK(accepted("desk=World&desk=World").request.filters.of(query::Facet::desk).size() == 1);
}

TEST_CASE("A parameter that cannot be honoured is named, with its value and a mend") {
    struct Row {
        std::string query, name, value;
    };
    const std::vector<Row> rows = {
        {"nonsense=1", "nonsense", "1"},
        {"Q=a", "Q", "a"},
        {"q=a&q=b", "q", "b"},
        {"q=&q=", "q", ""},
        {"limit=10&limit=10", "limit", "10"},
        {"limit=0", "limit", "0"},
        {"limit=101", "limit", "101"},
        {"limit=-1", "limit", "-1"},
        {"limit=+5", "limit", " 5"},
        {"limit=%2B5", "limit", "+5"},
        {"limit=5.0", "limit", "5.0"},
        {"limit=0x5", "limit", "0x5"},
        {"limit=99999999999", "limit", "99999999999"},
        {"limit=ten", "limit", "ten"},
        {"sort=newest,oldest", "sort", "newest,oldest"},
        {"sort=Newest", "sort", "Newest"},
        {"from=2025-02-29", "from", "2025-02-29"},
        {"from=2025-13", "from", "2025-13"},
        {"from=2025-00", "from", "2025-00"},
        {"from=2025-7-9", "from", "2025-7-9"},
        {"from=0000", "from", "0000"},
        {"from=25", "from", "25"},
        {"to=09.07.2025", "to", "09.07.2025"},
        {"to=2025-07-09T12:00", "to", "2025-07-09T12:00"},
        {"from=2025-07&to=2025-06", "to", "2025-06"},
        {"from=2025&to=2024-12-31", "to", "2024-12-31"},
        {"year=25", "year", "25"},
        {"year=2025-07", "year", "2025-07"},
        {"month=2025", "month", "2025"},
        {"month=2025-14", "month", "2025-14"},
        {"lang=en_GB", "lang", "en_GB"},
        {"facets=source,colour", "facets", "source,colour"},
        {"facets=source,", "facets", "source,"},
        {"facets=none,source", "facets", "none,source"},
        {"facets=source&facets=none", "facets", "none"},
        {"strict=yes", "strict", "yes"},
        {"explain=true", "explain", "true"},
        {"page=2", "page", "2"},
        {"cursor=AAAA", "cursor", "AAAA"},
        {"q=%zz", "q", "%zz"},
    };
    for (const Row& row : rows) {
        INFO(row.query);
        const ParameterProblem problem = refused(row.query);
        CHECK(problem.name == row.name);
        CHECK(problem.value == row.value);
        CHECK_FALSE(problem.message.empty());
    }
}

TEST_CASE("Dates are of the calendar, and a span may end within the year it begins in") {
    for (const char* date : {"2024-02-29", "2025", "2025-07", "2025-07-31", "0001", "9999-12-31"}) {
        CHECK(is_calendar_date(date));
    }
    for (const char* date : {"", "2023-02-29", "1900-02-29", "2025-04-31", "2025-07-00", "2025-",
                             "2025-07-", "20250709", "2025/07/09", "２０２５"}) {
        INFO(date);
        CHECK_FALSE(is_calendar_date(date));
    }
    CHECK(accepted("from=2025-07&to=2025").request.filters.to == "2025");
    CHECK(accepted("from=2025-07-09&to=2025-07-09").request.filters.to == "2025-07-09");
}

TEST_CASE("A query has a largest size") {
    CHECK(accepted("q=" + std::string(max_query_bytes, 'a')).request.query.size() ==
          max_query_bytes);
    CHECK(refused("q=" + std::string(max_query_bytes + 1, 'a')).name == "q");
}

TEST_CASE("Filters have a largest size and number") {
    CHECK(refused("source=" + std::string(max_filter_bytes + 1, 'a')).name == "source");
    std::string many;
    for (std::size_t i = 0; i < max_filter_values; ++i) many += "&desk=" + std::to_string(i);
    CHECK(accepted(many).request.filters.of(query::Facet::desk).size() == max_filter_values);
    CHECK(refused(many + "&desk=more").name == "desk");
}

TEST_CASE("Pages are for people, cursors, facets and strictness for programs") {
    CHECK(accepted("q=a&page=3&limit=20", Audience::people).request.offset == 40);
    CHECK(accepted("q=a&page=1", Audience::people).request.offset == 0);
    for (const char* query : {"cursor=A", "facets=none", "strict=1"}) {
        CHECK_FALSE(refused(query, Audience::people).message.empty());
    }
    CHECK_FALSE(accepted("facets=none").request.facets);
}

TEST_CASE("Paging ends at the farthest hit, and says how to see others") {
    CHECK(accepted("q=a&page=1001", Audience::people).request.offset == query::max_offset);
    for (const char* query : {"page=1002", "page=4294967295", "page=99999999999", "page=0"}) {
        CHECK(refused(query, Audience::people).name == "page");
    }
    CHECK(refused("page=1002", Audience::people).message.find("narrow") != std::string::npos);

    const std::uint64_t search = accepted("q=a").search_hash();
    const auto with_cursor = [&](std::uint32_t offset) {
        return "q=a&cursor=" + to_text({offset, 7}, search);
    };
    const SearchParams params = accepted(with_cursor(query::max_offset));
    CHECK(params.request.offset == query::max_offset);
    CHECK(params.cursor_generation == 7);
    CHECK(refused(with_cursor(query::max_offset + 1)).message.find("narrow") != std::string::npos);
}

TEST_CASE("A cursor is of its search: other words, filters or orders have others") {
    const std::uint64_t hash = accepted("q=a&source=b").search_hash();
    CHECK(accepted("q=a&source=b&limit=50&facets=none").search_hash() == hash);
    for (const char* query :
         {"q=a", "q=ab&source=", "q=a&desk=b", "q=b&source=a", "q=a&source=b&sort=newest",
          "q=a&source=b&from=2025", "q=a&source=b&to=2025", "q=a&source=b&source=c"}) {
        INFO(query);
        CHECK(accepted(query).search_hash() != hash);
    }
    CHECK(refused("q=other&source=b&cursor=" + to_text({10, 1}, hash)).name == "cursor");
}

TEST_CASE("An article is asked for with a query at most") {
    const auto parsed = parse_article_params("q=truce");
    CHECK(std::get<ArticleParams>(parsed).query == "truce");
    CHECK(std::get<ArticleParams>(parse_article_params("")).query.empty());
    for (const char* query : {"q=a&q=b", "page=1", "q=%FF", "x"}) {
        INFO(query);
        CHECK(std::holds_alternative<ParameterProblem>(parse_article_params(query)));
    }
    CHECK(refuse_parameters("a=1"));
    CHECK_FALSE(refuse_parameters(""));
}
