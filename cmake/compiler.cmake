# Warnings, sanitizers and the one way in which a room is declared.

add_library(broadsheet_compiler INTERFACE)
target_include_directories(broadsheet_compiler INTERFACE ${CMAKE_SOURCE_DIR})
target_compile_options(broadsheet_compiler INTERFACE
    -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Werror)
target_compile_definitions(broadsheet_compiler INTERFACE
    BROADSHEET_VERSION="${PROJECT_VERSION}")

# GCC 12 sees overlapping copies in std::string's own operator+ (its bug 105651), and unset members
# in the alternatives of a std::variant that is moved (its bug 105562): neither is there.
target_compile_options(broadsheet_compiler INTERFACE
    $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict;-Wno-maybe-uninitialized>)

# Clang (for the fuzzers) counts changes of sign as conversions, GCC does not. At least 16 is needed: 14
# does not compile the ranges of GCC 12's library.
target_compile_options(broadsheet_compiler INTERFACE
    $<$<CXX_COMPILER_ID:Clang>:-Wno-sign-conversion>)

if(BROADSHEET_SANITIZE)
    target_compile_options(broadsheet_compiler INTERFACE
        -fsanitize=${BROADSHEET_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
    target_link_options(broadsheet_compiler INTERFACE -fsanitize=${BROADSHEET_SANITIZE})
    if(BROADSHEET_SANITIZE MATCHES "thread")
        # GCC 12 does not know atomic_thread_fence under TSan, which Asio's headers use.
        target_compile_options(broadsheet_compiler INTERFACE -Wno-tsan)
    endif()
endif()

if(BROADSHEET_FUZZ)
    # Coverage of every room; the fuzzer's own main is linked to its targets alone.
    target_compile_options(broadsheet_compiler INTERFACE -fsanitize=fuzzer-no-link)
endif()

# broadsheet_room(NAME DEPENDS room-or-library …)
# Folder = include prefix = namespace = target: every source of the folder `query` but its main.cpp
# makes the target `broadsheet_query`.
function(broadsheet_room name)
    cmake_parse_arguments(ROOM "" "" "DEPENDS" ${ARGN})
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
    list(REMOVE_ITEM sources ${CMAKE_CURRENT_SOURCE_DIR}/main.cpp)
    add_library(broadsheet_${name} STATIC ${sources})
    target_link_libraries(broadsheet_${name} PUBLIC broadsheet_compiler ${ROOM_DEPENDS})
endfunction()

# broadsheet_program(NAME DEPENDS …): the program broadsheet-NAME of this folder's main.cpp.
function(broadsheet_program name)
    cmake_parse_arguments(PROGRAM "" "" "DEPENDS" ${ARGN})
    add_executable(broadsheet-${name} main.cpp)
    target_link_libraries(broadsheet-${name} PRIVATE ${PROGRAM_DEPENDS} CLI11::CLI11)
endfunction()
