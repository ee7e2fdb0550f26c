// Does every answer arrive in time, whatever is typed?
//   broadsheet-bench-hostile ARCHIVE WORD OTHER [SECONDS]
// Asks queries that are made to take long, of a frequent WORD and an OTHER of the archive, each with a
// deadline of SECONDS (default 1). Prints TSV: query, ms, ms past the deadline, answer. Worst on an archive
// with one enormous article:
//   python3 -c 'print("{\"id\":\"1\",\"title\":\"t\",\"text\":\"" + "oil " * 262144 + "opec\"}")' > big.jsonl
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

#include "query/searcher.hpp"

namespace {

using namespace broadsheet;

std::string repeated(const std::string& text, int times, const std::string& between) {
    std::string out;
    for (int i = 0; i < times; ++i) {
        if (out.size() + text.size() + between.size() > 4000) break;
        out += (i == 0 ? "" : between) + text;
    }
    return out;
}

std::string nested(std::string query, const std::string& before, const std::string& behind, int depth) {
    for (int i = 0; i < depth; ++i) query = "(" + before + query + behind + ")";
    return query;
}

std::string quoted(const std::string& text, const std::string& behind = "") {
    return '"' + text + '"' + behind;
}

struct Hostile {
    std::string name, query;
};

std::vector<Hostile> hostile_queries(const std::string& word, const std::string& other) {
    const std::string choice = "(" + word + "|" + word + " " + other + ")";
    return {
        {"W/255", word + " W/255 " + other},
        {"W/255 of itself", word + " W/255 " + word},
        {"NOT W/255", word + " NOT W/255 " + other},
        {"250 times W/SEG", repeated(word, 250, " W/SEG ")},
        {"250 times W/255", repeated(word, 250, " W/255 ")},
        {"250 times NOT W/5", repeated(word, 250, " NOT W/5 ")},
        {"W/255 31 deep", nested(word, "", " W/255 " + other, 31)},
        {"W/SEG 31 deep", nested(word, other + " W/SEG ", "", 31)},
        {"ATLEAST255 of W/SEG", "ATLEAST255(" + repeated(word, 100, " W/SEG ") + ")"},
        {"8 words in any order", quoted(repeated(word, 8, " "), "~255")},
        {"32 words in any order", quoted(repeated(word, 32, " "), "~255")},
        {"phrase of 200", quoted(repeated(word, 200, " "))},
        {"phrase of 800", quoted(repeated(word, 800, " "))},
        {"phrase of choices", quoted(repeated(choice, 60, " "))},
        {"choices in any order", quoted(repeated(choice, 8, " "), "~255")},
        {"250 wildcards, OR", repeated("*con*", 250, " OR ")},
        {"250 wildcards, AND", repeated("*ing*", 250, " ")},
        {"60 wildcards, W/5", repeated("*ing*", 60, " W/5 ")},
        {"phrase of wildcards", quoted(repeated("*ing*", 60, " "))},
        {"wildcards in any order", quoted(repeated("*ing*", 8, " "), "~255")},
        {"200 near words", repeated(word + "xyz~2", 200, " OR ")},
        {"CAPS of 250", "CAPS(" + repeated(word, 250, " OR ") + ")"},
        {"100 CAPS, W/5", repeated("CAPS(" + word + ")", 100, " W/5 ")},
        {"200 in zones, W/5", repeated("hlead:" + word, 200, " W/5 ")},
        {"100 distances, OR", repeated("(" + word + " W/255 " + other + ")", 100, " OR ")},
        {"100 distances, AND", repeated("(" + word + " W/S " + other + ")", 100, " AND ")},
    };
}

std::string answer_of(const query::SearchOutcome& outcome) {
    if (const auto* page = std::get_if<query::ResultPage>(&outcome)) {
        return fmt::format("{} articles", page->total);
    }
    if (const auto* errors = std::get_if<query::QueryErrors>(&outcome)) {
        return "refused: " + errors->errors.front().code;
    }
    return "out of time";
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 4) {
        fmt::print(stderr, "usage: broadsheet-bench-hostile ARCHIVE WORD OTHER [SECONDS]\n");
        return 2;
    }
    using Clock = std::chrono::steady_clock;
    const std::chrono::duration<double> allowed(argc > 4 ? std::stod(argv[4]) : 1.0);
    try {
        query::Searcher searcher(std::make_shared<query::ArchiveReader>(argv[1]));
        for (const auto& [name, text] : hostile_queries(argv[2], argv[3])) {
            query::SearchRequest request;
            request.query = text;
            const auto started = Clock::now();
            request.limits.deadline = started + std::chrono::duration_cast<Clock::duration>(allowed);
            const auto outcome = searcher.search(request);
            const std::chrono::duration<double, std::milli> took = Clock::now() - started;
            fmt::print("{}\t{:.0f}\t{:.0f}\t{}\n", name, took.count(),
                       std::max(0.0, took.count() - 1000 * allowed.count()), answer_of(outcome));
        }
    } catch (const std::exception& error) {
        fmt::print(stderr, "broadsheet-bench-hostile: {}\n", error.what());
        return 1;
    }
}
