// Opens what the grader copied of a repository, or the pack that a host sent.
#pragma once

#include <filesystem>

#include "fetch/attempt.hpp"
#include "fetch/git.hpp"
#include "fetch/messages.hpp"
#include "fetch/reader/revision.hpp"

namespace assay::fetch::reader {

/// Opens a git folder without its configuration, and with the objects in it alone. A usage
/// error where libgit2 takes it for no repository.
[[nodiscard]] Attempt<Repository> open_repository(const std::filesystem::path& git_directory);

/// Makes an empty repository in `folder` and, where `pack` is not empty, indexes that file
/// into it. Refused as `object_too_large` over 256 MiB an object or 2,000,000 objects, and as
/// `broken_pack` where it is no pack of whole objects.
[[nodiscard]] Attempt<Repository> unpack(const std::filesystem::path& pack, const std::filesystem::path& folder);

/// HEAD (where it names a commit), branches and tags. A name that git would not take is
/// passed over, as git does; a usage error where one leads to what is no reference.
[[nodiscard]] Attempt<References> read_references(git_repository* repository);

/// The same from what a host said.
[[nodiscard]] Attempt<References> parse_references(const ReferenceIds& ids);

}  // namespace assay::fetch::reader
