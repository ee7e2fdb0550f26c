#include "indexer/ingest_text.hpp"

#include <fmt/format.h>

#include <boost/json.hpp>

#include "indexer/iso_time.hpp"
#include "indexer/number_format.hpp"

namespace broadsheet::indexer {

std::string to_text(const IngestSummary& summary, double seconds) {
    std::string details = fmt::format("{} replaced", grouped(summary.replaced));
    const auto add_count = [&](std::uint64_t count, std::string_view what) {
        if (count > 0) details += fmt::format(", {} {}", grouped(count), what);
    };
    add_count(summary.unchanged, "unchanged");
    add_count(summary.outdated, "outdated");
    add_count(summary.released, "released");
    if (summary.withdrawn > 0) {
        details += fmt::format(", {} withdrawn ({} taken down)", grouped(summary.withdrawn),
                               grouped(summary.taken_down));
    }
    add_count(summary.embargoed, "embargoed");
    details += fmt::format(", {} refused", grouped(summary.progress.refused));
    add_count(summary.reported, "mended");
    std::string line = fmt::format("indexed {} ({}) in {:.1f} s",
                                   counted(summary.indexed, "article"), details, seconds);
    if (!summary.report.empty()) line += fmt::format("; report: {}", summary.report.string());
    return line;
}

std::string to_json(const IngestSummary& summary, double seconds) {
    boost::json::object object{{"indexed", summary.indexed},
                               {"replaced", summary.replaced},
                               {"unchanged", summary.unchanged},
                               {"outdated", summary.outdated},
                               {"released", summary.released},
                               {"withdrawn", summary.withdrawn},
                               {"taken_down", summary.taken_down},
                               {"embargoed", summary.embargoed},
                               {"refused", summary.progress.refused},
                               {"mended", summary.reported},
                               {"files", summary.progress.files},
                               {"text_bytes", summary.progress.text_bytes},
                               {"seconds", seconds},
                               {"interrupted", summary.interrupted}};
    if (summary.next_release) object["next_release"] = iso_time(*summary.next_release);
    if (!summary.report.empty()) object["report"] = summary.report.string();
    return boost::json::serialize(object);
}

}  // namespace broadsheet::indexer
