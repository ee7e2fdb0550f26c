#include "tests/support/news_data.hpp"

#include <zstd.h>

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <vector>

namespace broadsheet::tests {

std::filesystem::path project_root() { return BROADSHEET_PROJECT_ROOT; }

std::optional<std::filesystem::path> news_data() {
    const char* named = std::getenv("BROADSHEET_NEWS_DATA");
    const std::filesystem::path folder =
        named != nullptr && *named != '\0' ? std::filesystem::path(named)
                                           : project_root().parent_path() / "shared" / "data";
    if (!std::filesystem::is_directory(folder)) return std::nullopt;
    return folder;
}

std::string read_file(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) throw std::runtime_error("cannot read " + path.string());
    std::ostringstream content;
    content << in.rdbuf();
    return content.str();
}

std::string read_zstd_file(const std::filesystem::path& path) {
    const std::string packed = read_file(path);
    ZSTD_DStream* stream = ZSTD_createDStream();
    std::string out;
    std::vector<char> chunk(ZSTD_DStreamOutSize());
    ZSTD_inBuffer input{packed.data(), packed.size(), 0};
    while (input.pos < input.size) {
        ZSTD_outBuffer output{chunk.data(), chunk.size(), 0};
        const std::size_t left = ZSTD_decompressStream(stream, &output, &input);
        if (ZSTD_isError(left)) {
            ZSTD_freeDStream(stream);
            throw std::runtime_error("cannot unpack " + path.string());
        }
        out.append(chunk.data(), output.pos);
    }
    ZSTD_freeDStream(stream);
    return out;
}

}  // namespace broadsheet::tests
