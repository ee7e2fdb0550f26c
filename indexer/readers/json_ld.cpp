#include "indexer/readers/json_ld.hpp"

#include <array>
#include <boost/json.hpp>
#include <functional>
#include <map>
#include <optional>
#include <string_view>

#include "indexer/readers/html_fragment.hpp"

namespace broadsheet::indexer {

namespace json = boost::json;

namespace {

using archive::SectionKind;

struct ArticleType {
    std::string_view name;
    int rank;  // of several described things the highest is the page's article
    SectionKind kind = SectionKind::body;
    bool is_article = true;
};

constexpr std::array article_types = {
    ArticleType{"NewsArticle", 5},
    ArticleType{"ReportageNewsArticle", 5},
    ArticleType{"BackgroundNewsArticle", 5},
    ArticleType{"AskPublicNewsArticle", 5},
    ArticleType{"AnalysisNewsArticle", 5, SectionKind::commentary},
    ArticleType{"OpinionNewsArticle", 5, SectionKind::commentary},
    ArticleType{"ReviewNewsArticle", 5, SectionKind::commentary},
    ArticleType{"LiveBlogPosting", 5},
    ArticleType{"Article", 4},
    ArticleType{"Report", 4},
    ArticleType{"SatiricalArticle", 4},
    ArticleType{"ScholarlyArticle", 4},
    ArticleType{"TechArticle", 4},
    ArticleType{"BlogPosting", 4},
    ArticleType{"SocialMediaPosting", 3},
    ArticleType{"WebPage", 1, SectionKind::body, false},
};

/// Parts of an article that are articles of their own.
constexpr std::array<std::string_view, 12> other_articles = {
    "itemListElement", "liveBlogUpdate", "comment",     "isPartOf", "hasPart", "citation",
    "mentions",        "isBasedOn",      "relatedLink", "review",   "author",  "publisher"};

// Deeper than any description goes.
constexpr std::size_t deepest_json = 64;

// Of one page; more are lists of a portal.
constexpr std::size_t most_objects = 5'000;

std::optional<json::value> parse(std::string_view script) {
    // Scripts wrap it in comments or CDATA.
    constexpr std::string_view cdata = "<![CDATA[";
    if (const std::size_t mark = script.find(cdata); mark < script.find('{'))
        script.remove_prefix(mark + cdata.size());
    const std::size_t begin = script.find_first_of("{[");
    if (begin == std::string_view::npos) return std::nullopt;
    script = script.substr(begin, script.rfind("]]>") - begin);
    const std::size_t end = script.find_last_of("}]");
    std::string text(script.substr(0, end == std::string_view::npos ? end : end + 1));
    for (char& c : text) {
        if (static_cast<unsigned char>(c) < 0x20) c = ' ';  // in strings, where JSON has none
    }
    json::parse_options options;
    options.max_depth = deepest_json;
    options.allow_comments = true;
    options.allow_trailing_commas = true;
    options.allow_invalid_utf8 = true;
    json::stream_parser parser({}, options);
    json::error_code error;
    // What stands behind the value is not looked at.
    parser.write_some(text.data(), text.size(), error);
    if (error || !parser.done()) return std::nullopt;
    return parser.release();
}

std::string_view text_of(const json::value* value) {
    if (value == nullptr || !value->is_string()) return {};
    return {value->get_string().data(), value->get_string().size()};
}

class Description {
  public:
    void add(json::value&& value) { values_.push_back(std::move(value)); }

    PageFacts read() {
        for (const json::value& value : values_) collect(value);
        const json::object* best = nullptr;
        int best_rank = 0;
        for (const json::object* object : objects_) {
            const ArticleType* type = type_of(*object);
            // Of an article that is only referred to there is nothing but its name.
            const int rank = type == nullptr ? 0 : 2 * type->rank + (object->contains("headline"));
            if (rank > best_rank) {
                best = object;
                best_rank = rank;
            }
        }
        return best == nullptr ? PageFacts{} : facts_of(*best);
    }

  private:
    void collect(const json::value& value) {
        std::vector<const json::value*> open = {&value};
        while (!open.empty() && objects_.size() < most_objects) {
            const json::value* next = open.back();
            open.pop_back();
            if (next->is_array()) {
                const json::array& items = next->get_array();
                for (std::size_t i = items.size(); i-- > 0;) open.push_back(&items[i]);
            } else if (next->is_object()) {
                const json::object& object = next->get_object();
                objects_.push_back(&object);
                const std::string_view id = text_of(object.if_contains("@id"));
                if (!id.empty() && object.size() > 1) by_id_.emplace(id, &object);
                for (const auto& [key, member] : object) {
                    const bool other = std::ranges::find(other_articles, std::string_view(key)) !=
                                       other_articles.end();
                    if (!other) open.push_back(&member);
                }
            }
        }
    }

    static const ArticleType* type_of(const json::object& object) {
        const json::value* type = object.if_contains("@type");
        const ArticleType* best = nullptr;
        each(type, [&](const json::value& name) {
            std::string_view text = text_of(&name);
            text.remove_prefix(text.rfind('/') + 1);  // "http://schema.org/NewsArticle"
            const auto found = std::ranges::find(article_types, text, &ArticleType::name);
            const bool better = found != article_types.end() &&
                                (best == nullptr || found->rank > best->rank ||
                                 (found->rank == best->rank && found->kind != SectionKind::body));
            if (better) best = &*found;
        });
        return best;
    }

    /// The value, or each of a list.
    static void each(const json::value* value,
                     const std::function<void(const json::value&)>& visit) {
        if (value == nullptr) return;
        if (!value->is_array()) return visit(*value);
        for (const json::value& item : value->get_array()) visit(item);
    }

    /// The object itself or, of a reference, that which it refers to.
    const json::object* resolve(const json::value& value) const {
        if (!value.is_object()) return nullptr;
        const json::object& object = value.get_object();
        if (object.contains("name")) return &object;
        const auto found = by_id_.find(text_of(object.if_contains("@id")));
        return found == by_id_.end() ? &object : found->second;
    }

    static bool is_organization(const json::object& object) {
        bool out = false;
        each(object.if_contains("@type"), [&](const json::value& name) {
            out = out || text_of(&name).ends_with("Organization");
        });
        return out;
    }

    std::string name_of(const json::value& value) const {
        if (value.is_string()) return html_line(text_of(&value));
        const json::object* object = resolve(value);
        if (object == nullptr) return {};
        const json::value* name = object->if_contains("name");
        if (name != nullptr && name->is_array() && !name->get_array().empty())
            name = &name->get_array().front();
        return html_line(text_of(name));
    }

    std::string first_name(const json::value* value) const {
        std::string out;
        each(value, [&](const json::value& item) {
            if (out.empty()) out = name_of(item);
        });
        return out;
    }

    PageFacts facts_of(const json::object& object) const {
        PageFacts facts;
        const ArticleType& type = *type_of(object);
        const auto text = [&](std::string_view key) {
            return html_line(text_of(object.if_contains(key)));
        };
        facts.is_article = type.is_article;
        facts.kind = type.kind;
        facts.is_live = type.name == "LiveBlogPosting";
        facts.headline = text("headline");
        if (facts.headline.empty() && type.is_article) facts.headline = text("name");
        facts.date = text("datePublished");
        if (facts.date.empty()) facts.date = text("dateCreated");
        facts.description = text("description");
        facts.language = first_name(object.if_contains("inLanguage"));
        facts.desk = first_name(object.if_contains("articleSection"));
        facts.source = first_name(object.if_contains("publisher"));
        facts.url = text("url");
        facts.body = std::string(text_of(object.if_contains("articleBody")));
        for (const char* key : {"author", "creator"}) {
            if (!facts.authors.empty()) break;
            each(object.if_contains(key), [&](const json::value& author) {
                const json::object* who = resolve(author);
                const bool house = who != nullptr && is_organization(*who);
                add_author(house ? facts.houses : facts.authors, name_of(author));
            });
        }
        each(object.if_contains("keywords"), [&](const json::value& item) {
            add_keywords(facts.topics, name_of(item), object.at("keywords").is_array());
        });
        each(object.if_contains("contentLocation"),
             [&](const json::value& place) { add_once(facts.places, name_of(place)); });
        return facts;
    }

    /// A list is its items; a string has them between commas.
    static void add_keywords(std::vector<std::string>& topics, std::string_view text, bool item) {
        // NYT and others spell what a keyword is for: "tag:section:world".
        if (item) return add_once(topics, text);
        for (std::size_t at = 0; at <= text.size();) {
            const std::size_t end = std::min(text.size(), text.find(',', at));
            add_once(topics, html_line(text.substr(at, end - at)));
            at = end + 1;
        }
    }

    std::vector<json::value> values_;
    std::vector<const json::object*> objects_;
    std::map<std::string_view, const json::object*> by_id_;
};

}  // namespace

PageFacts read_json_ld(const std::vector<std::string>& scripts) {
    Description description;
    for (const std::string& script : scripts) {
        if (auto value = parse(script)) description.add(std::move(*value));
    }
    return description.read();
}

}  // namespace broadsheet::indexer
