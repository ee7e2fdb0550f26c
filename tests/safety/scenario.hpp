// The changes of an archive that the tests of safety disturb: each a real run of broadsheet-indexer
// over a prepared archive, with what the archive holds before and after it.
#pragma once

#include <filesystem>
#include <functional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "archive/archive_layout.hpp"
#include "tests/support/faults.hpp"
#include "tests/support/programs.hpp"
#include "tests/support/temporary_directory.hpp"

namespace broadsheet::tests {

/// Whether the run may take half an hour: the soak preset (BROADSHEET_SOAK=1).
bool is_soak();

/// Small: a handful of articles, so that every call of a run can be disturbed. Large: runs of several
/// batches and merges of real segments, disturbed here and there.
enum class Scale { small, large };

/// What a test tries: the small one, and in the soak run also the large one.
std::vector<Scale> scales();

/// An article as a line of JSON, of a few sentences that its number and `edition` decide.
std::string article_line(int number, const std::string& edition);

/// Articles of these numbers, a line each.
std::string article_lines(int first, int last, const std::string& edition);

/// A change: the command without "--archive DIR", and what it reads.
struct Change {
    std::string name;
    Scale scale = Scale::small;
    std::vector<std::vector<std::string>> edits_before = {};  ///< commands that make the archive …
    std::vector<std::string> inputs_before = {};              ///< … with what each reads
    std::vector<std::string> command = {};
    std::string input = {};
    bool purges = false;  ///< afterwards no segment holds bytes of what was deleted
    /// What becomes of the archive once it is made: as if time had passed.
    std::function<void(const archive::ArchivePaths&)> then = {};
    /// Files that lie in the folder `delivered`, beside the archive, the first the oldest: name and content.
    /// "delivered" in the command stands for it.
    std::vector<std::pair<std::string, std::string>> delivered = {};
    Runner runner = run;
    bool may_leave_work = false;  ///< what fails may be left to the next run, and no error
};

/// A change of an archive with segments of articles, of which the nth given has the nth so many: 4 at the
/// small scale.
Change prepared(std::string name, Scale scale, const std::vector<int>& segments);
/// One segment more in the archive before the change, of these lines.
void prepare(Change& change, std::string lines);
/// The command that reads lines of articles.
extern const std::vector<std::string> add_lines;

Change first_add(Scale scale);
/// One that replaces articles, empties a segment by that, and brings a merge on.
Change replacing_add(Scale scale);
Change takedown(Scale scale);
/// Of all articles that say some words, which stand in the archive's dictionary (tests/support/shared_news.hpp).
Change dictionary_takedown(Scale scale);
Change merge(Scale scale);

/// The command line of broadsheet-indexer for an archive.
std::vector<std::string> indexer_command(const std::vector<std::string>& command,
                                         const std::filesystem::path& archive);

/// The canonical dump, a line each.
std::vector<std::string> dump_lines(const std::filesystem::path& archive);

/// A change with its archive before it, and the dumps before and after it where nothing disturbs.
class Scenario {
  public:
    explicit Scenario(Change change);

    const std::string& name() const { return change_.name; }
    bool is_large() const { return change_.scale == Scale::large; }
    const std::string& input() const { return change_.input; }
    const std::vector<std::string>& before() const { return before_; }
    const std::vector<std::string>& after() const { return after_; }

    /// A folder that holds the archive to be disturbed, as `news`, new at each call.
    const std::filesystem::path& fresh();
    std::filesystem::path archive() const { return place_ / "news"; }
    std::vector<std::string> command() const { return command_for(archive()); }
    std::vector<std::string> command_for(const std::filesystem::path& archive) const;
    const Runner& runner() const { return change_.runner; }
    bool may_leave_work() const { return change_.may_leave_work; }

    /// Reads the archive as a reader would that comes along after the disturbance: it opens, holds
    /// nothing but articles of before or after, and all that are of both. Returns what is wrong;
    /// empty if nothing is.
    std::string wrong_with_wreck(const std::filesystem::path& archive) const;

    /// Whether the dump, and what lies beside the segments, are those of an undisturbed run.
    bool is_complete(const std::filesystem::path& archive) const;

    /// Runs the command again, undisturbed, and compares the archive with that of an undisturbed run:
    /// its dump, no garbage, nothing owed, and, now and then, whole for `verify`. Returns what is
    /// wrong.
    std::string wrong_after_rerun(const std::filesystem::path& archive);

  private:
    RunResult rerun(const std::filesystem::path& archive) const;
    void deliver() const;

    Change change_;
    TemporaryDirectory directory_;
    std::filesystem::path pristine_, place_;
    std::vector<std::string> before_, after_;
    std::vector<std::string> aside_before_, aside_after_;  ///< what is embargoed and withdrawn
    int reruns_ = 0;
};

/// What is wrong with an archive that nobody writes to and nothing is owed in; empty if nothing is.
std::string wrong_with_settled(const std::filesystem::path& archive);

/// What `verify` finds; empty if nothing.
std::string found_by_verify(const std::filesystem::path& archive);

}  // namespace broadsheet::tests
