// Gives a fuzz target every file of a folder, one by one: what a fuzzer found once stays mended.
//   fuzz_NAME_replay FOLDER
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <vector>

#include "tests/fuzz/target.hpp"

int main(int argc, char** argv) {
    if (argc != 2) {
        std::cerr << "usage: " << argv[0] << " FOLDER\n";
        return 2;
    }
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(argv[1])) {
        if (entry.is_regular_file()) files.push_back(entry.path());
    }
    if (files.empty()) {
        std::cerr << argv[0] << ": no file in " << argv[1] << '\n';
        return 1;
    }
    std::ranges::sort(files);
    for (const auto& file : files) {
        std::cout << file.filename().string() << std::endl;  // flushed: the last is the one that failed
        std::ifstream in(file, std::ios::binary);
        const std::string bytes(std::istreambuf_iterator<char>(in), {});
        if (in.bad()) {
            std::cerr << argv[0] << ": cannot read " << file.string() << '\n';
            return 1;
        }
        LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
    }
    return 0;
}
