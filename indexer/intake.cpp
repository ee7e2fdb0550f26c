#include "indexer/intake.hpp"

#include <fmt/format.h>

#include <utility>

#include "archive/stored_article.hpp"
#include "indexer/embargo.hpp"
#include "text/utf8.hpp"

namespace broadsheet::indexer {

namespace fs = std::filesystem;
using archive::Article;

namespace {

// The path of a file is known when it is done; more than so much is not kept in memory until then,
// but told by the path of the input.
constexpr std::size_t most_told_later = 10'000;

}  // namespace

Intake::Intake(const archive::ArchivePaths& paths, Pipeline& pipeline, fs::path work_directory,
               const IngestOptions& options)
    : pipeline_(pipeline),
      work_directory_(std::move(work_directory)),
      options_(options),
      report_(paths.reports),
      known_(paths),
      duplicates_(paths),
      embargoed_(paths.embargoed),
      withdrawals_(paths.withdrawn),
      input_(paths.embargoed.string()) {}

void Intake::release_embargoed() {
    for (const std::string& id : embargoed_.due(options_.now)) {
        stop_if_asked();
        ++summary_.released;
        admit(embargoed_.article(id));
        embargoed_.remove(id);
    }
    tell_of_file(input_);
}

void Intake::begin_input(const fs::path& input) {
    std::size_t replaced = 0;
    input_ = text::to_valid_utf8(input.string(), replaced);
}

void Intake::article(Article&& article) {
    stop_if_asked();
    const std::size_t bytes = text_bytes(article);
    ++summary_.progress.articles;
    summary_.progress.text_bytes += bytes;
    if (article.id.empty()) {
        tell("", "the article has no id", summary_.progress.refused);
    } else if (bytes > max_article_text_bytes) {
        tell(article.id,
             fmt::format("the article has {} bytes of text, more than {}", bytes,
                         max_article_text_bytes),
             summary_.progress.refused);
    } else {
        admit(std::move(article));
    }
    show_progress();
}

void Intake::refused(Refusal&& refusal) {
    stop_if_asked();  // first: an input that the stop cut short is not the input's fault
    report_.add(refusal);
    ++(refusal.article_kept ? summary_.reported : summary_.progress.refused);
    show_progress();
}

void Intake::unread(const fs::path& path) {
    auto& known = summary_.unread;
    if (known.size() < most_unread && (known.empty() || known.back() != path)) known.push_back(path);
}

void Intake::finished_file(const std::string& path, std::uint64_t) {
    tell_of_file(path);
    stop_if_asked();
    ++summary_.progress.files;
    show_progress();
}

void Intake::finish_reading() {
    tell_of_file(input_);
    if (batch_ && !batch_->is_empty()) close_batch();
}

void Intake::keep_what_is_aside() {
    withdrawals_.save();
    embargoed_.save();
}

IngestSummary Intake::finish(std::size_t taken_down) {
    summary_.taken_down = taken_down;
    summary_.next_release = embargoed_.next_release();
    report_.finish();
    summary_.report = report_.path();
    return summary_;
}

void Intake::admit(Article&& article) {
    if (article.status != archive::ArticleStatus::usable) return withdraw(article);
    if (const auto* newer = withdrawals_.newer_than(article.id, version_mark(article))) {
        return tell_outdated(article, "its source withdrew", *newer);
    }
    if (is_embargoed(article, options_.now)) return put_aside(article);
    take(std::move(article));
}

/// At once where it has not been passed on; what is passed on or published is taken down at the end
/// of the run. Only a version, and not a date, tells that the archive has a newer one: the notices
/// that kill an article may bear the date of its first version, and in doubt it is taken down.
void Intake::withdraw(const Article& article) {
    const std::string& id = article.id;
    const auto is_older_than = [&](const std::optional<VersionMark>& version) {
        return version &&
               compare_versions(article.version, version->version) == std::partial_ordering::less;
    };
    if (!is_older_than(embargoed_.version_of(id))) embargoed_.remove(id);
    if (const auto version = version_of(id); is_older_than(version)) {
        return tell_outdated(article, "the archive has", *version);
    }
    withdrawals_.note(id, version_mark(article));
    duplicates_.forget(id);
    if (batch_ && batch_->remove(id)) {
        --summary_.indexed;
        if (known_.content_of(id)) --summary_.replaced;
    }
    if (known_.content_of(id)) withdrawn_.insert(id);
    tell(id,
         fmt::format("{} by its source; the archive has it no more",
                     archive::status_name(article.status)),
         summary_.withdrawn);
}

void Intake::put_aside(const Article& article) {
    const auto waiting = embargoed_.version_of(article.id), known = version_of(article.id);
    for (const auto& newer : {waiting, known}) {
        if (newer && is_older(version_mark(article), *newer)) {
            return tell_outdated(article, "the archive has", *newer);
        }
    }
    const std::string until = fmt::format("embargoed until {}", article.embargo);
    if (!embargo_end(article)) {
        tell(article.id, until + ", which is no date; add it again when it may be shown",
             summary_.embargoed);
    } else if (!embargoed_.hold(article)) {
        tell(article.id,
             fmt::format("{}; add it again after that, as {} MiB of articles wait already", until,
                         max_embargoed_bytes >> 20),
             summary_.embargoed);
    } else {
        tell(article.id, until + "; the first run after that brings it in", summary_.embargoed);
    }
}

void Intake::take(Article&& article) {
    const std::uint64_t content = archive::content_hash(article);
    const auto former = content_of(article.id);
    if (former && former != content) {
        const VersionMark version = version_of(article.id).value_or(VersionMark{});
        if (is_older(version_mark(article), version)) {
            return tell_outdated(article, "the archive has", version);
        }
    }
    const bool is_new = former != content;
    withdrawn_.erase(article.id);
    withdrawals_.forget(article.id);
    outdate_waiting(article, is_new);
    if (!is_new) {
        ++summary_.unchanged;
        return;
    }
    add(std::move(article), content, former.has_value());
}

/// What waits gives way to a version that is newer, or may be; but one that the archive had already,
/// and that is only read once more, must be newer for certain.
void Intake::outdate_waiting(const Article& article, bool is_new) {
    const auto waiting = embargoed_.version_of(article.id);
    if (!waiting) return;
    const auto order = compare(*waiting, version_mark(article));
    const bool gives_way = is_new ? order != std::partial_ordering::greater : std::is_lt(order);
    if (gives_way) embargoed_.remove(article.id);
}

void Intake::add(Article&& article, std::uint64_t content, bool replaces) {
    if (!batch_) open_batch();
    if (replaces) {
        ++summary_.replaced;
        if (!is_in_batch(article.id)) batch_->replaces_former(article.id);
    }
    ++summary_.indexed;
    const archive::CopyMark mark = duplicates_.place(article);
    batch_->add(std::move(article), content, mark);
    if (batch_->has_full_block()) pipeline_.build_block(batch_);
    if (batch_->is_full()) close_batch();
}

std::optional<std::uint64_t> Intake::content_of(const std::string& id) {
    return is_in_batch(id) ? batch_->find(id) : known_.content_of(id);
}

std::optional<VersionMark> Intake::version_of(const std::string& id) {
    return is_in_batch(id) ? batch_->version_of(id) : known_.version_of(id);
}

void Intake::open_batch() {
    const fs::path directory = work_directory_ / std::to_string(++batch_count_);
    fs::create_directory(directory);
    batch_ = std::make_shared<Batch>(directory, options_.limits);
}

void Intake::close_batch() {
    if (batch_->has_open_block()) pipeline_.build_block(batch_);
    pipeline_.publish(batch_);
    duplicates_.expect(batch_);
    known_.expect(std::exchange(batch_, nullptr));
}

/// Adds to `count` there and then.
void Intake::tell(const std::string& id, std::string reason, std::uint64_t& count) {
    told_.push_back(id.empty() ? std::move(reason) : fmt::format("{} (id {})", reason, id));
    ++count;
    if (told_.size() >= most_told_later) tell_of_file(input_);
}

void Intake::tell_outdated(const Article& article, std::string_view than,
                           const VersionMark& newer) {
    const bool withdraws = article.status != archive::ArticleStatus::usable;
    tell(article.id,
         fmt::format("{} is older than what {}: {}; {}", to_text(version_mark(article)), than,
                     to_text(newer),
                     withdraws ? "the archive keeps that"
                               : "delete that first if the older is the right one"),
         summary_.outdated);
}

void Intake::tell_of_file(const std::string& path) {
    for (std::string& reason : std::exchange(told_, {})) {
        report_.add({path, 0, std::move(reason)});
    }
}

void Intake::stop_if_asked() const {
    if (options_.stop && *options_.stop) throw Interrupted{};
}

void Intake::show_progress() const {
    if (options_.on_progress) options_.on_progress(summary_.progress);
}

}  // namespace broadsheet::indexer
