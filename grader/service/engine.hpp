// Amazon's DynamoDB Local, as `./dev` installs it. Its licence forbids passing it on, so it is never part of Assay.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/error.hpp"

namespace assay::service {

/// The one that gradings are made with, so that the same submission gets the same grade anywhere; the version that
/// labspecs/kit/dynamodb/engine/pom.xml has.
inline constexpr const char* engine_version = "2.6.1";

/// A folder that holds an engine itself, in place of where one is installed to.
inline constexpr const char* engine_variable = "ASSAY_DYNAMODB_LOCAL";

/// What to type where there is none.
inline constexpr const char* engine_remedy = "./dev engine";

struct Engine {
  std::filesystem::path folder;
  std::vector<std::filesystem::path> jars;  ///< in the order of the class path
  std::filesystem::path libraries;          ///< the folder of its native library
  std::filesystem::path archive;            ///< of classes that are loaded already; empty where there is none
};

/// Where an engine is installed to for the user: a folder of the cache that names the version; or what
/// `engine_variable` says.
[[nodiscard]] core::Result<std::filesystem::path> engine_folder();

/// The engine in `folder`; an error of the kind `unavailable`, which says what to type, where it is not whole.
[[nodiscard]] core::Result<Engine> find_engine(const std::filesystem::path& folder);

}  // namespace assay::service
