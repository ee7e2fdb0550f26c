# Every library that the programs use, each a package of Debian bookworm: see scripts/install.

find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(Boost 1.81.0 EXACT REQUIRED CONFIG COMPONENTS headers json url)
find_package(ICU REQUIRED COMPONENTS uc i18n)
find_package(fmt REQUIRED CONFIG)
find_package(spdlog REQUIRED CONFIG)
find_package(CLI11 REQUIRED CONFIG)
find_package(LibArchive REQUIRED)
pkg_check_modules(Xapian REQUIRED IMPORTED_TARGET xapian-core>=1.4.22)
pkg_check_modules(Zstd REQUIRED IMPORTED_TARGET libzstd)
pkg_check_modules(XXHash REQUIRED IMPORTED_TARGET libxxhash)
