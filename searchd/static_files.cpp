#include "searchd/static_files.hpp"

#include <array>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "searchd/content_hash.hpp"

namespace broadsheet::searchd {

namespace {

struct Kind {
    std::string_view extension, content_type;
};

constexpr std::array<Kind, 6> kinds = {{{".css", "text/css; charset=utf-8"},
                                        {".js", "text/javascript; charset=utf-8"},
                                        {".svg", "image/svg+xml"},
                                        {".png", "image/png"},
                                        {".ico", "image/x-icon"},
                                        {".woff2", "font/woff2"}}};

std::string_view content_type_of(const std::filesystem::path& path) {
    for (const Kind& kind : kinds) {
        if (path.extension() == kind.extension) return kind.content_type;
    }
    return {};
}

std::string read(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::string content{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    if (!in) throw std::runtime_error("cannot read " + path.string());
    return content;
}

}  // namespace

StaticFiles::StaticFiles(const std::filesystem::path& web_root) {
    std::error_code error;
    const std::filesystem::directory_iterator entries(web_root, error);
    if (error) {
        throw std::runtime_error("cannot read the folder of pages " + web_root.string() + ": " +
                                 error.message());
    }
    for (const auto& entry : entries) {
        const std::string_view type = content_type_of(entry.path());
        if (type.empty() || !entry.is_regular_file()) continue;
        std::string content = read(entry.path());
        std::string hash = content_hash_text(content);
        files_.emplace(entry.path().filename().string(),
                       StaticFile{std::move(content), std::string(type), std::move(hash)});
    }
}

const StaticFile* StaticFiles::find(std::string_view name) const {
    const auto found = files_.find(name);
    return found == files_.end() ? nullptr : &found->second;
}

}  // namespace broadsheet::searchd
