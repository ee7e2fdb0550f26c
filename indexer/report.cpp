#include "indexer/report.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <unistd.h>

#include <boost/json.hpp>
#include <ctime>

#include "archive/archive_layout.hpp"
#include "text/utf8.hpp"

namespace broadsheet::indexer {

namespace json = boost::json;

std::string report_line(const Refusal& refusal) {
    std::size_t replaced = 0;
    const json::object line{{"path", text::to_valid_utf8(refusal.path, replaced)},
                            {"offset", refusal.offset},
                            {"reason", text::to_valid_utf8(refusal.reason, replaced)},
                            {"article_kept", refusal.article_kept}};
    return json::serialize(line);
}

Report::Report(std::filesystem::path directory) : directory_(std::move(directory)) {}

void Report::add(const Refusal& refusal) {
    if (!file_.is_open()) open();
    file_ << report_line(refusal) << std::endl;
    check();
    ++count_;
}

void Report::finish() {
    if (!file_.is_open()) return;
    file_.close();
    check();
    archive::sync_path(path_);
    archive::sync_path(directory_);
}

void Report::open() {
    const std::string name =
        fmt::format("{:%Y%m%dT%H%M%SZ}-{}.jsonl", fmt::gmtime(std::time(nullptr)), ::getpid());
    path_ = directory_ / name;
    file_.open(path_, std::ios::app | std::ios::binary);
    check();
}

void Report::check() const {
    if (file_) return;
    throw archive::ArchiveError(
        fmt::format("cannot write the report {}; is the disk full?", path_.string()));
}

}  // namespace broadsheet::indexer
