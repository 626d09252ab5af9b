#pragma once

#include <filesystem>
#include <set>
#include <vector>

#include "core/error.hpp"

namespace assay::analyse {

/// The C++ and C sources of a checkout (.cpp, .cc, .cxx, .c++, .c), relative to it and sorted: all
/// of them, whether or not its build names them, and each header (.h, .hpp, .hh, .hxx, .h++, .ipp)
/// that no other of these includes. Left out are `excluded` (relative), folders
/// that begin with a dot and build folders, which hold a CMakeCache.txt. No link is
/// followed. An infrastructure error says which folder could not be read.
[[nodiscard]] core::Result<std::vector<std::filesystem::path>> list_sources(
    const std::filesystem::path& checkout, const std::set<std::filesystem::path>& excluded);

/// Whether a folder is a build tree of CMake.
[[nodiscard]] bool is_build_folder(const std::filesystem::path& folder);

}  // namespace assay::analyse
