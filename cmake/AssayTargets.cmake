# Settings that every target of ours shares, as INTERFACE targets, and the three
# functions that declare one.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
# Boost.Process v2 is headers, but needs Boost.Filesystem: its use of std::filesystem does
# not compile in 1.81.
find_package(Boost 1.81 REQUIRED COMPONENTS filesystem)
find_package(GTest REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(OpenSSL REQUIRED COMPONENTS Crypto)
pkg_check_modules(seccomp REQUIRED IMPORTED_TARGET libseccomp)

add_library(assay_settings INTERFACE)
target_compile_features(assay_settings INTERFACE cxx_std_23)
target_include_directories(assay_settings INTERFACE
  "${PROJECT_SOURCE_DIR}" "${PROJECT_SOURCE_DIR}/grader")
if(ASSAY_SANITIZE)
  target_compile_options(assay_settings INTERFACE
    "-fsanitize=${ASSAY_SANITIZE}" -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(assay_settings INTERFACE "-fsanitize=${ASSAY_SANITIZE}")
endif()

add_library(assay_warnings INTERFACE)
target_compile_options(assay_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual
  -Wcast-qual -Wformat=2 -Wimplicit-fallthrough -Wundef -Wextra-semi
  $<$<BOOL:${ASSAY_WERROR}>:-Werror>
  # GCC 12 warns of std::string and std::variant internals when it optimises.
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict -Wno-maybe-uninitialized -Wno-missing-field-initializers>
  # Clang sees libseccomp's macros and the inside of libstdc++ 12's stable_sort as ours.
  $<$<CXX_COMPILER_ID:Clang>:-Wno-missing-designated-field-initializers -Wno-c99-extensions
    -Wno-deprecated-declarations>)

# assay_library(NAME SOURCES a.cpp … [PUBLIC lib …] [PRIVATE lib …])
function(assay_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
  add_library(${name} STATIC ${ARG_SOURCES})
  target_link_libraries(${name} PUBLIC assay_settings ${ARG_PUBLIC} PRIVATE assay_warnings ${ARG_PRIVATE})
endfunction()

# assay_program(NAME SOURCES a.cpp … [LINK lib …])
function(assay_program name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE assay_settings assay_warnings ${ARG_LINK})
endfunction()

# assay_test(NAME SOURCES a.cpp … [LINK lib …] [LABELS unit] [TIMEOUT seconds] [COST seconds])
# A GoogleTest program; CTest sees each of its cases. The label `unit` is for what
# needs no sandbox, no compiler and no network. What costs most is begun first.
function(assay_test name)
  cmake_parse_arguments(ARG "" "TIMEOUT;COST" "SOURCES;LINK;LABELS" ${ARGN})
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 120)
  endif()
  if(NOT ARG_COST)
    set(ARG_COST 0)
  endif()
  if(NOT ARG_LABELS)
    set(ARG_LABELS unit)
  endif()
  add_executable(${name} ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE assay_settings assay_warnings ${ARG_LINK}
    GTest::gmock GTest::gtest_main)
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/tests")
  include(GoogleTest)
  gtest_discover_tests(${name} DISCOVERY_MODE PRE_TEST
    PROPERTIES TIMEOUT ${ARG_TIMEOUT} COST ${ARG_COST} LABELS "${ARG_LABELS}")
endfunction()
