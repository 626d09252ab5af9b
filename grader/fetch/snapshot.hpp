// A copy of what matters of a repository that lies on this machine.
#pragma once

#include <filesystem>
#include <stop_token>

#include "fetch/attempt.hpp"
#include "fetch/fetch.hpp"
#include "util/temporary_directory.hpp"

namespace assay::fetch {

struct Snapshot {
  util::TemporaryDirectory folder;
  [[nodiscard]] std::filesystem::path repository() const { return folder.path() / "repository"; }
  [[nodiscard]] std::filesystem::path configuration() const { return folder.path() / "configuration"; }
};

/// Copies HEAD, references, index, ignore rules, loose objects and packs with their indexes, and the
/// caller's own git/ignore: bytes, of which none is interpreted. The box reads the copy: it may have
/// no way to the original (private folders), which may change meanwhile, and in which
/// anything could lie. Not copied, and so without effect, are configuration, hooks, attributes,
/// grafts, commit-graphs, multi-pack indexes and bitmaps.
///
/// References are copied before objects, and loose objects before packs, so that what a commit
/// or a `git gc` does meanwhile leaves the copy whole.
///
/// A usage error where a file to copy is a link or special, or where the objects are in another
/// folder; refused as `repository_too_large` past `limits`, and as `repository_format` where it
/// keeps references or ids in a way that this version does not read.
[[nodiscard]] Attempt<Snapshot> take_snapshot(const std::filesystem::path& git_directory, const RepositoryLimits& limits,
                                              const std::stop_token& stop);

}  // namespace assay::fetch
