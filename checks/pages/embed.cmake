# cmake -DPAGES="a.md;b.md" -DOUTPUT=pages.cpp -P embed.cmake: the checks' pages as one C++ table.
# A page's id and family are its path: checks/<family>/<id with _>.md.
set(table "")
foreach(page IN LISTS PAGES)
  file(READ "${page}" text)
  cmake_path(GET page STEM id)
  string(REPLACE "_" "-" id "${id}")
  cmake_path(GET page PARENT_PATH folder)
  cmake_path(GET folder FILENAME family)
  if(text MATCHES "\\)assay-page\"")
    message(FATAL_ERROR "${page} holds the mark that ends a page")
  endif()
  string(APPEND table "    Page{\"${id}\", \"${family}\", R\"assay-page(${text})assay-page\"},\n")
endforeach()
file(CONFIGURE OUTPUT "${OUTPUT}" @ONLY CONTENT [[// Made by checks/pages/embed.cmake.
#include "checks/pages/pages.hpp"

namespace assay::checks {

std::span<const Page> all_pages() {
  static constexpr Page pages[] = {
@table@  };
  return pages;
}

}  // namespace assay::checks
]])
