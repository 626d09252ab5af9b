// Opens a repository that lies on this machine and that a submission's author wrote.
#pragma once

#include <filesystem>
#include <stop_token>

#include "fetch/attempt.hpp"
#include "fetch/git.hpp"
#include "fetch/revision.hpp"

namespace assay::fetch {

/// Opens `git_directory` such that nothing in it leads elsewhere: its configuration is not
/// read (no includes, filters, monitors), its `objects/info/alternates` is not followed, and
/// its owner does not matter, since nothing of it is trusted. A usage error where it could
/// not be read so: a link or special file in it, or objects kept in another folder.
[[nodiscard]] Attempt<Repository> open_local(const std::filesystem::path& git_directory, const std::stop_token& stop);

/// HEAD (where it names a commit), branches and tags.
[[nodiscard]] Attempt<References> read_references(git_repository* repository);

}  // namespace assay::fetch
