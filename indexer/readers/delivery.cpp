#include "indexer/readers/delivery.hpp"

#include <fmt/format.h>

#include <utility>

#include "indexer/readers/path_facts.hpp"

namespace broadsheet::indexer {

namespace {

std::string at_place(const ArticlePlace& place, std::string_view reason) {
    return place.label.empty() ? std::string(reason) : fmt::format("{} {}", place.label, reason);
}

}  // namespace

void Delivery::refuse(const ArticlePlace& place, std::string_view reason) {
    sink_.refused({name_.path, place.offset, at_place(place, reason)});
}

void Delivery::report(const ArticlePlace& place, std::string_view reason) {
    sink_.refused({name_.path, place.offset, std::string(reason), true});
}

void Delivery::deliver(ReadArticle&& read, const ArticlePlace& place, std::string_view hint) {
    archive::Article& article = read.article;
    const bool usable = article.status == archive::ArticleStatus::usable;
    if (usable && article.headline.empty() && article.sections.empty())
        return refuse(place, fmt::format("has neither headline nor text{}", hint));
    if (!usable && article.id.empty() && article.url.empty()) {
        return refuse(place, fmt::format("is {} by its source, but has no id to tell what is",
                                         archive::status_name(article.status)));
    }
    for (const std::string& problem : read.problems) report(place, problem);
    if (article.source.empty()) article.source = options_.source;
    if (article.date.empty()) article.date = date_of_path(name_.relative);
    if (article.id.empty()) article.id = made_id(article, place);
    sink_.article(std::move(article));
}

/// Of the address, else of the place where it lies. The headline is added so that files of one name
/// from two folders do not replace each other's articles.
std::string Delivery::made_id(const archive::Article& article, const ArticlePlace& place) const {
    const std::string stem = article.source.empty() ? "article" : article.source;
    if (!article.url.empty()) return id_of_parts(stem, {article.source, article.url});
    const std::string_view label = place.label;
    const std::string_view number = label.substr(label.rfind(' ') + 1);  // of "line 3"
    return id_of_parts(stem, {article.source, name_.relative, number, article.headline});
}

}  // namespace broadsheet::indexer
