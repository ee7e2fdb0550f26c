#include "indexer/readers/warc_reader.hpp"

#include <fmt/format.h>

#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "indexer/readers/html_bytes.hpp"
#include "indexer/readers/html_charset.hpp"
#include "indexer/readers/html_reader.hpp"
#include "indexer/readers/http_response.hpp"
#include "indexer/readers/path_facts.hpp"
#include "indexer/readers/web_records.hpp"
#include "text/utf8.hpp"

namespace broadsheet::indexer {

namespace {

// HTTP's header comes before the page.
constexpr std::uint64_t max_block_bytes = max_html_bytes + (256U << 10);

// Of a report's line; a crawl can hold a hundred kinds of things.
constexpr std::size_t most_kinds_named = 8;

bool is_html_type(std::string_view type) {
    return find_in_any_case(type, "text/html") == 0 ||
           find_in_any_case(type, "application/xhtml+xml") == 0;
}

/// A type without its parameters, for counting.
std::string kind_of(std::string_view type) {
    const std::string kind = ascii_lower(type.substr(0, type.find_first_of("; ,")));
    return kind.empty() ? "of no type" : kind.substr(0, 40);
}

class WebArchive {
  public:
    WebArchive(const InputName& name, const ReadOptions& options, ArticleSink& sink)
        : name_(name), options_(options), sink_(sink) {}

    template <typename Next>
    void read(RecordStream& stream, Next next) {
        try {
            for (;;) {
                NextRecord found = next();
                if (found.result == NextRecord::Result::end) break;
                if (found.result == NextRecord::Result::broken)
                    refuse(found.record.offset, std::move(found.problem));
                else
                    take(found.record, stream);
            }
        } catch (const InputError&) {
            report_left_out();
            throw;
        }
        report_left_out();
        if (!gave_anything_) throw InputError("holds no capture of a page");
    }

  private:
    void refuse(std::uint64_t offset, std::string reason, bool kept = false) {
        gave_anything_ = true;
        sink_.refused({name_.path, offset, std::move(reason), kept});
    }

    void leave_out(std::string kind) { ++left_out_[std::move(kind)]; }

    void take(const WebRecord& record, RecordStream& stream) {
        const bool page = record.type == "response" || record.type == "resource";
        if (!page || record.length > max_block_bytes) {
            if (record.type == "revisit") {
                refuse(record.offset,
                       fmt::format("the capture of {} says only that nothing had changed since "
                                   "another (revisit)",
                                   shown(record.uri)));
            } else if (page) {
                leave_out(fmt::format("larger than {} MiB", max_html_bytes >> 20));
            }
            if (stream.skip(record.length) < record.length) refuse_cut(record);
            return;
        }
        const std::string block = stream.block(record.length);
        if (block.size() < record.length) refuse_cut(record);
        if (record.type == "response" && !is_document(record.uri)) return leave_out("dns and such");
        take_page(record, block);
    }

    void refuse_cut(const WebRecord& record) {
        refuse(record.offset, fmt::format("the record of {} breaks off: the file ends within it",
                                          shown(record.uri)));
    }

    static bool is_document(std::string_view uri) { return !uri.starts_with("dns:"); }

    static std::string shown(std::string_view uri) {
        constexpr std::size_t longest = 200;
        std::string out;
        for (const char c : uri.substr(0, longest))
            out += static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) > 0x7E
                       ? '?'
                       : c;
        return out.empty() ? "no address" : out;
    }

    void take_page(const WebRecord& record, const std::string& block) {
        HttpResponse response = read_http_response(block, max_html_bytes);
        if (response.status == 0) {
            // A resource, or an answer of before HTTP/1.0, is the page itself.
            response.body = block;
            response.content_type = record.content_type;
        } else if (response.status < 200 || response.status > 299) {
            return leave_out(fmt::format("status {}", response.status));
        }
        const bool told = !response.content_type.empty();
        const bool html = told ? is_html_type(response.content_type)
                               : is_html_page(Opening(std::string_view(response.body)));
        if (!html) return leave_out(kind_of(response.content_type));
        HtmlPage page = read_html_page(response.body, charset_of_type(response.content_type));
        if (page.refused) {
            refuse(record.offset, fmt::format("the page {} {}", shown(record.uri), page.problem));
            return;
        }
        const bool article = page.is_article && !page.article.sections.empty();
        report_problems(record, response, page, article);
        if (!article) return leave_out("pages that are no article");
        deliver(record, std::move(page.article));
    }

    void report_problems(const WebRecord& record, const HttpResponse& response,
                         const HtmlPage& page, bool article) {
        const auto report = [&](std::string_view what) {
            if (what.empty()) return;
            refuse(record.offset,
                   fmt::format("the page {}: {}; {}", shown(record.uri), what,
                               article ? "the article is kept" : "it is left out as no article"),
                   article);
        };
        report(response.problem);
        report(page.problem);
        if (!record.truncated.empty() || record.segmented)
            report("the crawler kept only a part of it, so that its end may be missing");
    }

    /// Not by delivery.hpp, which takes a missing date from the folders: those of a crawl are dated
    /// by the crawl.
    void deliver(const WebRecord& record, archive::Article&& article) {
        if (article.source.empty()) article.source = options_.source;
        // The page may name a better address; what was captured is certain.
        std::size_t malformed = 0;
        if (!record.uri.empty()) article.url = text::to_valid_utf8(record.uri, malformed);
        article.version = record.date;
        article.id = id_of_parts(article.source.empty() ? "page" : article.source,
                                 {article.url, article.url.empty() ? article.headline : ""});
        gave_anything_ = true;
        sink_.article(std::move(article));
    }

    void report_left_out() {
        if (left_out_.empty()) return;
        std::uint64_t all = 0;
        std::string kinds;
        std::size_t named = 0;
        for (const auto& [kind, count] : left_out_) {
            all += count;
            if (++named <= most_kinds_named)
                kinds += fmt::format("{}{} {}", kinds.empty() ? "" : ", ", count, kind);
        }
        if (named > most_kinds_named) kinds += ", and others";
        refuse(0, fmt::format("left out as no news pages: {} of the captures ({})", all, kinds),
               true);
        left_out_.clear();
    }

    const InputName& name_;
    const ReadOptions& options_;
    ArticleSink& sink_;
    std::map<std::string, std::uint64_t> left_out_;
    bool gave_anything_ = false;  // an article or a reason
};

}  // namespace

bool is_warc(const Opening& opening) {
    return opening.text.starts_with("WARC/");
}

bool is_arc(const Opening& opening) {
    return opening.text.starts_with("filedesc://");
}

void read_warc(const InputName& name, InputStream& stream, const ReadOptions& options,
               ArticleSink& sink) {
    RecordStream records(stream);
    WebArchive(name, options, sink).read(records, [&] { return next_warc_record(records); });
}

void read_arc(const InputName& name, InputStream& stream, const ReadOptions& options,
              ArticleSink& sink) {
    RecordStream records(stream);
    ArcLayout layout;
    WebArchive(name, options, sink).read(records, [&] { return next_arc_record(records, layout); });
}

}  // namespace broadsheet::indexer
