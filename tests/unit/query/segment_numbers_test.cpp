#include "query/segment_numbers.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

using namespace broadsheet::query;

TEST_CASE("a document is found in its segment by its number in the archive, as Xapian numbers them") {
    Xapian::Database archive;
    std::vector<Xapian::WritableDatabase> segments;
    for (const int documents : {2, 5, 3}) {
        auto& segment = segments.emplace_back("", Xapian::DB_BACKEND_INMEMORY);
        for (int i = 1; i <= documents; ++i) {
            Xapian::Document document;
            document.set_data(std::to_string(segments.size() - 1) + "/" + std::to_string(i));
            segment.add_document(document);
        }
        archive.add_database(segment);
    }
    for (auto at = archive.postlist_begin(""); at != archive.postlist_end(""); ++at) {
        const PlaceInSegment place = place_in_segment(*at, 3);
        CHECK(archive.get_document(*at).get_data() ==
              std::to_string(place.segment) + "/" + std::to_string(place.document));
        CHECK(number_in_archive(place, 3) == *at);
    }
}
