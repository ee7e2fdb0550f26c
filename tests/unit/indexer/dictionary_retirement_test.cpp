#include "indexer/dictionary_retirement.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <functional>
#include <set>
#include <string>

#include "tests/support/news_data.hpp"
#include "tests/support/temporary_directory.hpp"
#include "tests/unit/indexer/crash.hpp"
#include "tests/unit/indexer/dictionary_archive.hpp"

namespace fs = std::filesystem;
using namespace broadsheet;
using namespace broadsheet::indexer;
using namespace broadsheet::tests;
using archive::ArchivePaths;

namespace {

constexpr int article_count = 300;

/// An archive of one segment that is stored by a dictionary, and one that is not.
void make_archive(const ArchivePaths& paths) {
    archive::create_or_check_archive(paths);
    Publisher publisher(paths);
    publish_by_dictionary(publisher, news_texts(article_count));
    publish(publisher, {{"plain", "stored by none"}});
}

/// The ids of all articles that say the rare words, and of as many of the others.
std::vector<std::string> ids_saying(bool rare) {
    std::vector<std::string> ids;
    for (int i = 0; i < article_count; i += rare_share) ids.push_back(fmt::format("n{:04}", rare ? i : i + 1));
    return ids;
}

std::set<std::string> dictionary_files(const ArchivePaths& paths) {
    std::set<std::string> names;
    for (const auto& entry : fs::directory_iterator(paths.dictionaries)) names.insert(entry.path().filename());
    return names;
}

bool dictionaries_say(const ArchivePaths& paths, const std::string& words) {
    for (const auto& entry : fs::directory_iterator(paths.dictionaries)) {
        if (read_file(entry.path()).find(words) != std::string::npos) return true;
    }
    return false;
}

Texts texts_without(const std::vector<std::string>& ids) {
    Texts texts = news_texts(article_count);
    texts.emplace_back("plain", "stored by none");
    std::erase_if(texts, [&](const auto& text) { return std::ranges::find(ids, text.first) != ids.end(); });
    return texts;
}

}  // namespace

TEST_CASE("what a takedown of all articles that said it leaves in no article, it leaves in no dictionary") {
    const TemporaryDirectory directory;
    const ArchivePaths paths(directory.path() / "news");
    make_archive(paths);
    REQUIRE(dictionaries_say(paths, "Zorblaxian"));
    Publisher publisher(paths);
    const auto ids = ids_saying(true);
    CHECK(publisher.take_down(ids).deleted == ids);
    CHECK_FALSE(dictionaries_say(paths, "Zorblaxian"));
    CHECK(dictionaries_say(paths, "told reporters"));
    CHECK(dictionary_files(paths) == std::set<std::string>{"2.zdict"});
    CHECK(texts_in(paths) == texts_without(ids));
    CHECK(PublishedArticles(paths).unpurged_segments() == 0);

    // The new one knows the articles that it was made from, and stays.
    CHECK(publisher.purge() == 0);
    CHECK(dictionary_files(paths) == std::set<std::string>{"2.zdict"});
}

TEST_CASE("a dictionary stays when articles go whose fragments others share") {
    const TemporaryDirectory directory;
    const ArchivePaths paths(directory.path() / "news");
    make_archive(paths);
    Publisher publisher(paths);
    const auto ids = ids_saying(false);
    publisher.take_down(ids);
    CHECK(dictionary_files(paths) == std::set<std::string>{"1.zdict"});
    CHECK(texts_in(paths) == texts_without(ids));
}

TEST_CASE("a dictionary loses what newer versions of its articles say no more, at any later purge") {
    struct Row {
        const char* what;
        std::function<void(Publisher&)> purge;
    };
    const std::vector<Row> rows = {{"purge", [](Publisher& publisher) { publisher.purge(); }},
                                   {"merge", [](Publisher& publisher) { publisher.merge_all(); }},
                                   {"takedown", [](Publisher& publisher) {
                                        const std::vector<std::string> ids{"plain"};
                                        publisher.take_down(ids);
                                    }}};
    for (const Row& row : rows) {
        INFO(row.what);
        const TemporaryDirectory directory;
        const ArchivePaths paths(directory.path() / "news");
        make_archive(paths);
        Publisher publisher(paths);
        Texts newer;
        for (const std::string& id : ids_saying(true)) newer.emplace_back(id, "Corrected " + id);
        publish(publisher, newer);
        CHECK(dictionaries_say(paths, "Zorblaxian"));
        row.purge(publisher);
        CHECK_FALSE(dictionaries_say(paths, "Zorblaxian"));
        CHECK(texts_in(paths).at(0).second == "Corrected n0000");
        CHECK(texts_in(paths).at(1).second == news_text(1));
    }
}

TEST_CASE("an archive of which too little is left for a dictionary is stored without") {
    const TemporaryDirectory directory;
    const ArchivePaths paths(directory.path() / "news");
    make_archive(paths);
    Publisher publisher(paths);
    std::vector<std::string> ids;
    for (int i = 0; i < 150; ++i) ids.push_back(fmt::format("n{:04}", i));
    for (const auto& id : ids_saying(true)) ids.push_back(id);
    publisher.take_down(ids);
    CHECK(dictionary_files(paths).empty());
    CHECK(publisher.dictionary() == nullptr);
    CHECK(texts_in(paths) == texts_without(ids));
}

TEST_CASE("a crash at any step of a takedown that retires a dictionary ends in a takedown") {
    const TemporaryDirectory directory;
    const ArchivePaths healthy(directory.path() / "healthy"), paths(directory.path() / "news");
    make_archive(healthy);
    const auto ids = ids_saying(true);
    bool crashed = true;
    for (int step = 1; crashed; ++step) {
        INFO("step " << step);
        fs::remove_all(paths.root);
        fs::copy(healthy.root, paths.root, fs::copy_options::recursive);
        crashed = crashes_at(step, [&](const StepHook& hook) { Publisher(paths, hook).take_down(ids); });
        {
            const Publisher next(paths);  // whatever it is that writes next
            if (texts_in(paths) == texts_without(ids)) CHECK_FALSE(dictionaries_say(paths, "Zorblaxian"));
        }
        Publisher(paths).take_down(ids);
        CHECK_FALSE(dictionaries_say(paths, "Zorblaxian"));
        CHECK(texts_in(paths) == texts_without(ids));
        CHECK(PublishedArticles(paths).unpurged_segments() == 0);
        for (const auto& name : archive::read_segment_list(paths).names) {
            CHECK(find_damage(paths.segment(name), archive::Dictionaries(paths.dictionaries)).empty());
        }
    }
}
