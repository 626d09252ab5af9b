#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.hpp"

namespace assay::service {

/// The least Java that engines run on.
inline constexpr unsigned least_java = 17;

/// The system's `java`, where a box sees it too; an error of the kind `unavailable` where there is none. `root` is "/" but
/// in tests.
[[nodiscard]] core::Result<std::filesystem::path> find_java(const std::filesystem::path& root = "/");

/// Java's own settings outside of /usr, which it does not start without: Debian's /etc/java-17-openjdk.
[[nodiscard]] std::vector<std::filesystem::path> java_settings(const std::filesystem::path& root = "/");

/// The first number in what `java -version` prints: 17 of `openjdk version "17.0.15" 2025-04-15`; 0 where there is none.
[[nodiscard]] unsigned java_version(std::string_view printed);

}  // namespace assay::service
