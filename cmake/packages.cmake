# Every library that the programs use, each a package of Debian bookworm: see scripts/install.

find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(Boost 1.81.0 EXACT REQUIRED CONFIG COMPONENTS headers json url)
find_package(ICU REQUIRED COMPONENTS uc i18n)
find_package(fmt REQUIRED CONFIG)
find_package(spdlog REQUIRED CONFIG)
find_package(CLI11 REQUIRED CONFIG)
find_package(LibArchive REQUIRED)
find_package(mimalloc REQUIRED CONFIG)
find_package(ZLIB REQUIRED)
pkg_check_modules(Xapian REQUIRED IMPORTED_TARGET xapian-core>=1.4.22)
pkg_check_modules(Zstd REQUIRED IMPORTED_TARGET libzstd)
pkg_check_modules(XXHash REQUIRED IMPORTED_TARGET libxxhash)
pkg_check_modules(LibXml2 REQUIRED IMPORTED_TARGET libxml-2.0>=2.9.14)
pkg_check_modules(Gumbo REQUIRED IMPORTED_TARGET gumbo>=0.10.1)

# Snowball's stemmers (libstemmer) come with neither a CMake configuration nor a pkg-config file.
find_path(SNOWBALL_INCLUDE_DIR libstemmer.h REQUIRED)
find_library(SNOWBALL_LIBRARY stemmer REQUIRED)
add_library(Snowball::stemmer INTERFACE IMPORTED)
set_target_properties(Snowball::stemmer PROPERTIES
    INTERFACE_LINK_LIBRARIES ${SNOWBALL_LIBRARY}
    INTERFACE_INCLUDE_DIRECTORIES ${SNOWBALL_INCLUDE_DIR})

# Nor does CLD2. libcld2_full has the tables of
# all its languages (Amharic among them) and takes the code from libcld2, whose own tables, being
# smaller, must come after it.
find_path(CLD2_INCLUDE_DIR cld2/public/compact_lang_det.h REQUIRED)
find_library(CLD2_TABLES cld2_full REQUIRED)
find_library(CLD2_CODE cld2 REQUIRED)
# Nothing of ours names a table, so the linker must be told to keep them.
add_library(CLD2::cld2 INTERFACE IMPORTED)
set_target_properties(CLD2::cld2 PROPERTIES
    INTERFACE_LINK_LIBRARIES
        "-Wl,--push-state,--no-as-needed,${CLD2_TABLES},${CLD2_CODE},--pop-state"
    INTERFACE_INCLUDE_DIRECTORIES ${CLD2_INCLUDE_DIR})
