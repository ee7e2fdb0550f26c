// Templates of web/templates, and the data they are filled with.
#pragma once

#include <filesystem>
#include <kainjow/mustache.hpp>
#include <string>

namespace broadsheet::searchd::pages {

using Data = kainjow::mustache::data;
using List = kainjow::mustache::list;

/// An absent text is `false`, never left out: Mustache would look for it in the outer contexts.
void set_text(Data& data, const std::string& name, const std::string& text);

/// The list, and whether it has any item as `has_NAME`.
void set_list(Data& data, const std::string& name, const List& list);

/// A parsed template. May be rendered by several threads at once.
///
/// Partials are put in place when it is read. Mustache would parse a partial anew each time it is
/// rendered, which is the larger part of the work for a page of hits, and would write to the
/// template while rendering it.
class Template {
  public:
    /// Reads FOLDER/NAME.mustache and its partials. Throws std::runtime_error naming the file that
    /// is missing or malformed.
    Template(const std::filesystem::path& folder, const std::string& name);

    std::string render(const Data& data) const;

  private:
    // kainjow's render() is not const, but writes to the template only to report an error in a
    // partial or a lambda; there are neither, so it merely reads. A test runs this in several
    // threads under the thread sanitizer.
    mutable kainjow::mustache::mustache parsed_;
};

/// The whole file. Throws std::runtime_error naming it.
std::string read_file(const std::filesystem::path& path);

}  // namespace broadsheet::searchd::pages
