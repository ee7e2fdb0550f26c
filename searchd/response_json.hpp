// Problems and answers as the API spells them (docs/api.md). The pages are rendered from the same.
#pragma once

#include <boost/json/object.hpp>
#include <string>
#include <string_view>

#include "query/result_page.hpp"
#include "searchd/http_message.hpp"
#include "searchd/query_string.hpp"
#include "searchd/request_check.hpp"
#include "searchd/request_params.hpp"

namespace broadsheet::searchd {

/// RFC 9457. Title and detail are for people, lower case and without a final stop; code is for
/// programs and does not change: the JSON's `type` is "urn:broadsheet:problem:" and the code.
struct Problem {
    unsigned status = 500;
    std::string code;
    std::string title;
    std::string detail;
    boost::json::object members = {};  ///< further ones: parameter, errors, query …
};

Problem refusal_problem(const Refusal& refusal);
/// `query` is kept where it is not empty, so that a page of the problem still has it.
Problem parameter_problem(const ParameterProblem& problem, const std::string& query = {});
Problem missing_query_problem();
/// Where a query has errors; or, with `strict`, notices.
Problem query_problem(const std::string& input, const query::Diagnostics& errors);
Problem path_problem(std::string_view path);
Problem article_problem(std::string_view id);
Problem method_problem();
Problem host_problem(std::string_view host);
Problem overload_problem();
Problem deadline_problem();
Problem archive_problem();
Problem internal_problem();

boost::json::object to_json(const Problem& problem);

/// The answer of /api/v1/search: the page, the facets that were asked for, and the cursor of the
/// next page where there is one.
boost::json::object search_json(const query::ResultPage& page, const SearchParams& params);

/// `sort`, `collapse` and `filters` as a search response has them, for pages of problems to keep.
void add_search_members(const query::SearchRequest& request, boost::json::object& to);

/// Serialized: one line, UTF-8.
Response json_response(unsigned status, const boost::json::object& content);
Response problem_response(const Problem& problem);

}  // namespace broadsheet::searchd
