#include "indexer/segment_lexicon.hpp"

#include <fmt/format.h>
#include <xapian.h>

#include <string_view>
#include <variant>

#include "archive/archive_layout.hpp"
#include "archive/lexicon_builder.hpp"
#include "indexer/on_database.hpp"
#include "indexer/scratch_folder.hpp"
#include "indexer/segment_builder.hpp"

namespace broadsheet::indexer {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view read_words = "read the words of";

archive::SegmentIdentity identity_of(const Xapian::Database& database) {
    return {database.get_uuid(), database.get_revision()};
}

/// With what it gathers in that folder.
archive::LexiconBuilder words_of(const Xapian::Database& database, const fs::path& folder) {
    archive::LexiconBuilder builder({folder});
    const auto end = database.allterms_end();
    for (auto term = database.allterms_begin(); term != end; ++term) {
        builder.add_term(*term, term.get_termfreq());
    }
    return builder;
}

}  // namespace

void write_lexicon(const fs::path& segment) {
    with_database(segment, read_words, [&](const Xapian::Database& database) {
        words_of(database, segment).write(segment / archive::lexicon_file_name, identity_of(database));
    });
}

bool has_current_lexicon(const fs::path& segment) {
    return with_database(segment, read_words, [&](const Xapian::Database& database) {
        const auto reading = archive::open_lexicon(segment, identity_of(database));
        return std::holds_alternative<archive::LexiconImage>(reading);
    });
}

std::string find_lexicon_damage(const fs::path& segment) {
    return with_database(segment, read_words, [&](const Xapian::Database& database) -> std::string {
        const auto reading = archive::open_lexicon(segment, identity_of(database));
        if (const auto* fault = std::get_if<archive::LexiconFault>(&reading)) {
            if (*fault != archive::LexiconFault::damaged) return {};
            return "its lexicon is damaged; it is not used, and the next add, delete or merge makes "
                   "it anew";
        }
        const ScratchFolder scratch;
        const auto& lexicon = std::get<archive::LexiconImage>(reading);
        if (words_of(database, scratch.path()).has_made(lexicon, identity_of(database))) return {};
        return fmt::format("its lexicon is not that of its words; remove {}, and the next add, "
                           "delete or merge makes it anew",
                           (segment / archive::lexicon_file_name).string());
    });
}

}  // namespace broadsheet::indexer
