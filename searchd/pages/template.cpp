#include "searchd/pages/template.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace broadsheet::searchd::pages {

namespace {

namespace fs = std::filesystem;

// Indentation is for the authors of templates; readers need not be sent it.
std::string without_indentation(const std::string& source) {
    std::string out;
    for (std::size_t at = 0; at < source.size();) {
        std::size_t end = source.find('\n', at);
        end = end == std::string::npos ? source.size() : end + 1;
        const std::size_t start = std::min(source.find_first_not_of(" \t", at), end);
        out.append(source, start, end - start);
        at = end;
    }
    return out;
}

std::string without_comments(std::string source) {
    for (auto at = source.find("{{!"); at != std::string::npos; at = source.find("{{!", at)) {
        const auto end = source.find("}}", at);
        if (end == std::string::npos) break;
        source.erase(at, end + 2 - at);
    }
    return source;
}

// A template with its partials put in place.
std::string expanded_template(const fs::path& folder, const std::string& name, int depth = 0) {
    const fs::path path = folder / (name + ".mustache");
    if (depth > 8) throw std::runtime_error("partials include each other: " + path.string());
    const std::string source = without_indentation(without_comments(read_file(path)));
    std::string out;
    std::size_t at = 0;
    for (auto tag = source.find("{{>"); tag != std::string::npos; tag = source.find("{{>", at)) {
        const auto end = source.find("}}", tag);
        if (end == std::string::npos) break;
        const std::string partial = kainjow::mustache::trim(source.substr(tag + 3, end - tag - 3));
        std::string content = expanded_template(folder, partial, depth + 1);
        const auto from = std::min(content.find_first_not_of('\n'), content.size());
        const auto to = content.find_last_not_of('\n') + 1;
        out.append(source, at, tag - at);
        if (from < to) out.append(content, from, to - from);
        at = end + 2;
    }
    return out.append(source, at);
}

}  // namespace

void set_text(Data& data, const std::string& name, const std::string& text) {
    data[name] = text.empty() ? Data(false) : Data(text);
}

void set_list(Data& data, const std::string& name, const List& list) {
    data[name] = Data(list);
    data["has_" + name] = Data(!list.empty());
}

std::string read_file(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::string content{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    if (!in) throw std::runtime_error("cannot read " + path.string());
    return content;
}

Template::Template(const fs::path& folder, const std::string& name)
    : parsed_(expanded_template(folder, name)) {
    if (parsed_.is_valid()) return;
    throw std::runtime_error("malformed template " + (folder / (name + ".mustache")).string() +
                             ": " + parsed_.error_message());
}

std::string Template::render(const Data& data) const {
    std::string out;
    parsed_.render(data, [&out](const std::string& piece) { out += piece; });
    return out;
}

}  // namespace broadsheet::searchd::pages
