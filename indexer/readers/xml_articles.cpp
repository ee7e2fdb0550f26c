#include "indexer/readers/xml_articles.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace broadsheet::indexer {

void read_xml_articles(const XmlArticles& format, const InputName& name, InputStream& stream,
                       const ReadOptions& options, ArticleSink& sink) {
    const XmlText text = read_xml_text(stream);
    Delivery delivery(name, options, sink);
    if (!text.problem.empty()) delivery.report({text.offset, {}}, text.problem);
    int count = 0;
    bool any_article = false;
    std::map<std::string, int> left_out;
    const auto visit = [&](const XmlRecord& record) {
        const ArticlePlace place{0, fmt::format("{} {}", format.record, ++count)};
        RecordResult result = format.read(record);
        if (!result.left_out.empty()) {
            ++left_out[result.left_out];
            return;
        }
        any_article = true;
        if (!result.refusal.empty()) return delivery.refuse(place, result.refusal);
        delivery.deliver(std::move(result.read), place);
    };
    const std::string passed_over =
        read_xml(text.utf8, format.strictness, {format.is_record, visit});
    if (count == 0) {
        throw InputError(passed_over.empty() ? fmt::format("holds no {}", format.record)
                                             : passed_over);
    }
    std::vector<std::string> kinds;
    for (const auto& [what, times] : left_out) kinds.push_back(fmt::format("{} {}", times, what));
    if (!any_article)
        throw InputError(fmt::format("holds no article, but {}", fmt::join(kinds, ", ")));
    if (!kinds.empty())
        delivery.report({}, fmt::format("left out what is no article: {}", fmt::join(kinds, ", ")));
    if (!passed_over.empty()) delivery.report({}, passed_over + "; what could be read is kept");
}

}  // namespace broadsheet::indexer
