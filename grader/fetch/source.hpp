// What a source's text means.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <variant>

#include "core/error.hpp"

namespace assay::fetch {

struct RemoteSource {
  std::string url;
};

/// A repository on this machine: `git_directory` is its `.git`, or itself where it is bare.
struct RepositorySource {
  std::filesystem::path git_directory;
  std::filesystem::path working_folder;  ///< empty where it is bare
};

struct FolderSource {
  std::filesystem::path folder;
};

using Source = std::variant<RemoteSource, RepositorySource, FolderSource>;

/// Looks at the text, then at the disk. A usage error where there is nothing, where the
/// scheme is not supported, or where `.git` is not a folder of its own (a linked working
/// tree keeps its repository elsewhere).
[[nodiscard]] core::Result<Source> classify_source(std::string_view text);

/// The text with `user:password@` and `token@` taken out of every URL in it. The user of an
/// ssh URL stays: it is a part of the address.
[[nodiscard]] std::string without_credentials(std::string_view text);

/// The same of one whole URL, whose user and password may hold anything but "/", "?" and "#".
[[nodiscard]] std::string url_without_credentials(std::string_view url);

/// The text with each %XX replaced by the byte it stands for.
[[nodiscard]] std::string percent_decoded(std::string_view text);

}  // namespace assay::fetch
