#include "indexer/block_index.hpp"

#include <xapian.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <map>
#include <numeric>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "indexer/glass/deletion.hpp"
#include "indexer/glass/merge.hpp"
#include "indexer/glass/table_reader.hpp"
#include "tests/support/news_data.hpp"
#include "tests/support/temporary_directory.hpp"

namespace fs = std::filesystem;
using namespace broadsheet;
using archive::Renumbering;
using tests::TemporaryDirectory;

namespace {

struct TestDocument {
    std::map<std::string, std::uint32_t> terms;
    std::vector<std::string> words;  ///< terms that come as words, each once
    std::map<std::uint32_t, std::string> values;
    std::string data;
};

void write_with_xapian(const std::vector<TestDocument>& documents, const fs::path& folder) {
    Xapian::WritableDatabase database(folder.string(), Xapian::DB_CREATE | Xapian::DB_BACKEND_GLASS);
    for (const TestDocument& each : documents) {
        Xapian::Document document;
        for (const auto& [term, count] : each.terms) document.add_term(term, count);
        for (const std::string& word : each.words) document.add_term(word, 1);
        for (const auto& [slot, value] : each.values) document.add_value(slot, value);
        document.set_data(each.data);
        database.add_document(document);
    }
    database.commit();
}

void write_files(const indexer::BlockIndex::Database& database, const fs::path& folder) {
    fs::create_directory(folder);
    for (const auto& [name, bytes] : database.files) {
        std::ofstream(folder / name, std::ios::binary) << bytes;
    }
    CHECK(Xapian::Database(folder.string()).get_uuid() == database.uuid);
}

void write_with_ours(const std::vector<TestDocument>& documents, const fs::path& folder) {
    indexer::BlockIndex index;
    archive::PositionsBuilder words;
    for (const TestDocument& document : documents) {
        for (const auto& [term, count] : document.terms) {
            if (count > 1) index.add_term(term, 1);  // counts add up
            index.add_term(term, count > 1 ? count - 1 : count);
        }
        std::uint32_t position = 0;
        for (const std::string& word : document.words) index.add_word(words.add_word(word, ++position, 1), 1);
        for (auto value = document.values.rbegin(); value != document.values.rend(); ++value) {
            index.add_value(value->first, value->second);
        }
        words.finish_article(index.finish_article(document.data));
    }
    write_files(index.finish(words), folder);
}

/// Of what a database says only at most and at least, as text: a deletion leaves that as it was.
std::string bounds(const fs::path& folder) {
    const Xapian::Database database(folder.string());
    std::ostringstream out;
    out << database.get_doclength_lower_bound() << ' ' << database.get_doclength_upper_bound() << '\n';
    for (auto term = database.allterms_begin(); term != database.allterms_end(); ++term) {
        out << "term " << *term << ' ' << database.get_wdf_upper_bound(*term) << '\n';
    }
    for (std::uint32_t slot = 0; slot < 32; ++slot) {
        if (database.get_value_freq(slot) == 0) continue;
        out << "slot " << slot << ' ' << database.get_value_lower_bound(slot) << ' '
            << database.get_value_upper_bound(slot) << '\n';
    }
    return out.str();
}

/// All else that it says.
std::string articles(const fs::path& folder) {
    const Xapian::Database database(folder.string());
    std::ostringstream out;
    out << database.get_doccount() << ' ' << database.get_lastdocid() << ' ' << database.get_total_length() << '\n';
    for (auto term = database.allterms_begin(); term != database.allterms_end(); ++term) {
        out << "term " << *term << ' ' << term.get_termfreq() << ' ' << database.get_collection_freq(*term) << ':';
        for (auto at = database.postlist_begin(*term); at != database.postlist_end(*term); ++at) {
            out << ' ' << *at << '/' << at.get_wdf() << '/' << at.get_doclength();
        }
        out << '\n';
    }
    for (std::uint32_t slot = 0; slot < 32; ++slot) {
        if (database.get_value_freq(slot) == 0) continue;
        out << "slot " << slot << ' ' << database.get_value_freq(slot) << ':';
        for (auto at = database.valuestream_begin(slot); at != database.valuestream_end(slot); ++at) {
            out << ' ' << at.get_docid() << '/' << *at;
        }
        out << '\n';
    }
    for (auto at = database.postlist_begin(""); at != database.postlist_end(""); ++at) {
        const Xapian::Document document = database.get_document(*at);
        out << "document " << *at << ' ' << database.get_doclength(*at) << ' ' << document.get_data() << '\n';
    }
    return out.str();
}

std::string contents(const fs::path& folder) { return articles(folder) + bounds(folder); }

/// What Xapian's own check finds wrong.
std::string faults(const fs::path& folder) {
    std::ostringstream findings;
    return Xapian::Database::check(folder.string(), 0, &findings) == 0 ? "" : findings.str();
}

void compact(const fs::path& from, const fs::path& to) {
    Xapian::Database(from.string()).compact(to.string(), Xapian::Compactor::FULL);
}

std::vector<std::uint32_t> some_of(const fs::path& folder, std::uint32_t from) {
    std::vector<std::uint32_t> numbers;
    const std::uint32_t last = Xapian::Database(folder.string()).get_lastdocid();
    for (std::uint32_t number = from; number <= last; number += 3) numbers.push_back(number);
    return numbers;
}

void delete_documents(const fs::path& folder, const std::vector<std::uint32_t>& numbers) {
    Xapian::WritableDatabase database(folder.string(), Xapian::DB_OPEN);
    for (const std::uint32_t number : numbers) database.delete_document(number);
    database.commit();
}

/// Two databases one after the other, the second with its numbers moved up by those of the first.
void merge_with_ours(const fs::path& first, const fs::path& second, const fs::path& target) {
    fs::create_directory(target);
    const Xapian::Database database(first.string());
    std::vector<Xapian::docid> numbers(database.postlist_begin(""), database.postlist_end(""));
    const std::vector<indexer::glass::MovedDatabase> sources{{first, Renumbering(0)}, {second, Renumbering(numbers.back())}};
    indexer::glass::merge_databases(sources, target);
}

void merge_with_xapian(const fs::path& first, const fs::path& second, const fs::path& target) {
    Xapian::Database both(first.string());
    both.add_database(Xapian::Database(second.string()));
    both.compact(target.string(), Xapian::Compactor::FULL);
}

class Random {
  public:
    explicit Random(unsigned seed) : engine_(seed) {}
    std::uint32_t below(std::uint32_t n) { return std::uniform_int_distribution<std::uint32_t>(0, n - 1)(engine_); }
    std::string text(std::uint32_t most, bool any_byte) {
        std::string out;
        for (std::uint32_t n = below(most) + 1; n > 0; --n) {
            out += static_cast<char>(any_byte ? below(256) : 'a' + below(26));
        }
        return out;
    }

  private:
    std::mt19937 engine_;
};

std::vector<TestDocument> random_documents(Random& random, std::uint32_t count, bool odd_bytes) {
    std::vector<TestDocument> documents(count);
    std::uint32_t number = 0;
    for (TestDocument& document : documents) {
        document.terms["Q" + std::to_string(++number)] = 0;
        for (std::uint32_t n = random.below(60); n > 0; --n) {
            document.terms["X" + random.text(odd_bytes ? 110 : 2, odd_bytes)] = random.below(300);
        }
        if (random.below(4) > 0) {
            for (const char* word : {"the", "talks", "truce", "doha"}) {
                if (random.below(5) > 0) document.words.emplace_back(word);
            }
        }
        for (std::uint32_t slot = 0; slot < 12; slot += random.below(4) + 1) {
            document.values[slot] = random.text(random.below(20) == 0 ? 5'000 : 30, true);
        }
        document.data = random.text(random.below(10) == 0 ? 200'000 : 3'000, true);
    }
    return documents;
}

/// Of which but every fifth article is deleted, merged with itself so that their numbers are closed up: a database of
/// the articles that are left.
void require_same_closed_up(const std::vector<TestDocument>& documents) {
    const TemporaryDirectory directory;
    const fs::path thinned = directory.path() / "thinned", ours = directory.path() / "ours";
    const fs::path theirs = directory.path() / "xapian", both = directory.path() / "xapian merged";
    std::vector<TestDocument> kept;
    std::vector<std::uint32_t> left, deleted;
    for (std::uint32_t number = 1; number <= documents.size(); ++number) {
        const bool stays = number % 5 == 3;
        (stays ? left : deleted).push_back(number);
        if (stays) kept.push_back(documents[number - 1]);
    }
    write_with_ours(documents, thinned);
    indexer::glass::write_termlist(thinned, deleted);
    delete_documents(thinned, deleted);
    fs::create_directory(ours);
    const auto behind = static_cast<std::uint32_t>(left.size());
    const std::vector<indexer::glass::MovedDatabase> sources{{thinned, Renumbering::in_a_row(left, 1)},
                                                             {thinned, Renumbering::in_a_row(left, behind + 1)}};
    indexer::glass::merge_databases(sources, ours);
    write_with_xapian(kept, theirs);
    merge_with_xapian(theirs, theirs, both);
    CHECK(faults(ours).empty());
    REQUIRE(articles(ours) == articles(both));
}

void require_same(const std::vector<TestDocument>& documents) {
    const TemporaryDirectory directory;
    const fs::path theirs = directory.path() / "xapian", ours = directory.path() / "ours";
    write_with_xapian(documents, theirs);
    write_with_ours(documents, ours);
    CHECK(faults(ours).empty());
    REQUIRE(contents(ours) == contents(theirs));

    compact(theirs, directory.path() / "xapian compacted");
    compact(ours, directory.path() / "ours compacted");
    CHECK(faults(directory.path() / "ours compacted").empty());
    REQUIRE(contents(directory.path() / "ours compacted") == contents(directory.path() / "xapian compacted"));

    const fs::path merged = directory.path() / "ours merged", both = directory.path() / "xapian merged";
    merge_with_ours(ours, ours, merged);
    merge_with_xapian(theirs, theirs, both);
    CHECK(faults(merged).empty());
    REQUIRE(contents(merged) == contents(both));

    for (const std::uint32_t from : {2U, 3U, 4U}) {  // the third time there was a list of terms before
        const auto numbers = some_of(ours, from);
        indexer::glass::write_termlist(ours, numbers);
        delete_documents(ours, numbers);
        if (from == 2) indexer::glass::remove_termlist(ours);
        delete_documents(theirs, numbers);
        CHECK(faults(ours).empty());
        REQUIRE(contents(ours) == contents(theirs));
    }
    // Without its first articles, what is left moves down.
    const fs::path moved = directory.path() / "ours moved";
    std::vector<std::uint32_t> first(documents.size() / 3 + 1);
    std::iota(first.begin(), first.end(), 1U);
    indexer::glass::write_termlist(merged, first);
    delete_documents(merged, first);
    delete_documents(both, first);
    fs::create_directory(moved);
    const std::int64_t shift = 1 - std::int64_t{*Xapian::Database(merged.string()).postlist_begin("")};
    const std::vector<indexer::glass::MovedDatabase> down{{merged, Renumbering(shift)}};
    indexer::glass::merge_databases(down, moved);
    compact(both, directory.path() / "xapian moved");
    CHECK(faults(moved).empty());
    REQUIRE(contents(moved) == contents(directory.path() / "xapian moved"));

    const fs::path remains = directory.path() / "ours purged";
    merge_with_ours(ours, moved, remains);
    merge_with_xapian(theirs, directory.path() / "xapian moved", directory.path() / "xapian purged");
    CHECK(faults(remains).empty());
    REQUIRE(contents(remains) == contents(directory.path() / "xapian purged"));
}

}  // namespace

TEST_CASE("a block says what Xapian says of the same articles: a handful") {
    require_same({{{{"Qa", 0}, {"Stalks", 2}}, {"talks", "truce"}, {{0, "2025"}, {7, "a"}}, "first"},
                  {{{"Qb", 0}}, {"talks"}, {{7, "b"}}, ""},
                  {{{"Qc", 0}}, {}, {}, "only an id"}});
}

TEST_CASE("a block says what Xapian says of the same articles: lists in many chunks, texts in many blocks") {
    Random random(1);
    const auto documents = random_documents(random, 3'000, false);
    require_same(documents);
    require_same_closed_up(documents);
}

TEST_CASE("a block says what Xapian says of the same articles: any bytes, terms as long as may be") {
    for (unsigned seed = 2; seed < 12; ++seed) {
        Random random(seed);
        const auto documents = random_documents(random, 40, true);
        require_same(documents);
        require_same_closed_up(documents);
    }
}

TEST_CASE("an empty block is an empty database") {
    const TemporaryDirectory directory;
    const fs::path folder = directory.path() / "block";
    write_files(indexer::BlockIndex().finish({}), folder);
    CHECK(Xapian::Database(folder.string()).get_doccount() == 0);
    CHECK(faults(folder).empty());
}

TEST_CASE("a block is emptied when it is finished") {
    indexer::BlockIndex index;
    index.add_term("Qa", 0);
    index.finish_article("text");
    index.finish({});
    index.add_term("Qb", 0);
    CHECK(index.finish_article("text") == 1);
    const TemporaryDirectory directory;
    write_files(index.finish({}), directory.path() / "block");
    CHECK(Xapian::Database((directory.path() / "block").string()).get_doccount() == 1);
}

TEST_CASE("damaged tables are refused or read to their end, whatever is wrong with them") {
    const TemporaryDirectory directory;
    const fs::path whole = directory.path() / "whole";
    Random random(21);
    write_with_ours(random_documents(random, 200, false), whole);
    std::vector<std::uint32_t> all(200);
    std::iota(all.begin(), all.end(), 1U);
    std::size_t refused = 0;
    constexpr std::size_t attempts = 600;
    for (std::size_t attempt = 0; attempt < attempts; ++attempt) {
        const fs::path damaged = directory.path() / "damaged", target = directory.path() / "target";
        fs::remove_all(damaged);
        fs::remove_all(target);
        fs::copy(whole, damaged);
        fs::create_directory(target);
        const std::string name = std::vector<std::string>{"postlist.glass", "docdata.glass", "iamglass"}[attempt % 3];
        std::string bytes = tests::read_file(damaged / name);
        const std::size_t at = random.below(static_cast<std::uint32_t>(bytes.size()));
        if (random.below(10) == 0) {
            bytes.resize(at);
        } else {
            // Where the heads of blocks and items are, rather than in texts.
            const std::size_t place = random.below(2) == 0 ? at / 8'192 * 8'192 + at % 64 : at;
            bytes[place % bytes.size()] = static_cast<char>(random.below(256));
        }
        std::ofstream(damaged / name, std::ios::binary) << bytes;
        try {
            const auto numbers = attempt % 2 == 0 ? Renumbering(5) : Renumbering::in_a_row(all, 5);
            const std::vector<indexer::glass::MovedDatabase> sources{{damaged, numbers}};
            indexer::glass::merge_databases(sources, target);
            indexer::glass::write_termlist(damaged, std::vector<std::uint32_t>{1, 7, 200});
        } catch (const indexer::glass::DamagedTable&) {
            ++refused;
        }
    }
    CHECK(refused > attempts / 10);
}
