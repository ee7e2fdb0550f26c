// A sink that keeps what it is given, and ways to read from memory.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/readers/input_stream.hpp"
#include "indexer/readers/reader.hpp"

namespace broadsheet::tests {

struct CollectingSink : indexer::ArticleSink {
    std::vector<archive::Article> articles;
    std::vector<indexer::Refusal> refusals;
    std::vector<std::pair<std::string, std::uint64_t>> files;

    void article(archive::Article&& read) override { articles.push_back(std::move(read)); }
    void refused(indexer::Refusal&& refusal) override { refusals.push_back(std::move(refusal)); }
    void finished_file(const std::string& path, std::uint64_t bytes) override {
        files.emplace_back(path, bytes);
    }

    /// Whether one of the reasons has this within.
    bool has_reason(std::string_view part) const {
        for (const auto& refusal : refusals) {
            if (refusal.reason.find(part) != std::string::npos) return true;
        }
        return false;
    }
};

/// Reads `content` by `read(name, stream, options, sink)` as a file of that relative path. What the
/// reader throws is kept like a refusal.
template <typename Read>
CollectingSink read_from_memory(Read read, std::string_view content,
                                const std::string& relative = "news/story.txt",
                                const indexer::ReadOptions& options = {}) {
    CollectingSink sink;
    indexer::MemorySource source(content);
    indexer::InputStream stream(source);
    const indexer::InputName name{relative, relative};
    try {
        read(name, stream, options, sink);
    } catch (const indexer::InputError& error) {
        sink.refused({relative, stream.offset(), error.what()});
    }
    return sink;
}

}  // namespace broadsheet::tests
