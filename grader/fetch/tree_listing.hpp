// The entries of a commit's tree, from headers alone.
#pragma once

#include <stop_token>
#include <string>
#include <vector>

#include "core/submission.hpp"
#include "fetch/attempt.hpp"
#include "fetch/git.hpp"
#include "fetch/manifest.hpp"

namespace assay::fetch {

struct Listing {
  std::vector<Entry> entries;      ///< sorted by path
  core::Bytes size;
  std::vector<std::string> flags;  ///< what was left out
};

/// Walks the tree without reading a file's content. Submodules are left out with a flag; a
/// `bad_lab` error where the limits ask for them, since this version does not fetch any.
/// Refused as the manifest says, and as `broken_object`, `odd_mode` or `folder_too_large`
/// where the tree is not one that git writes.
[[nodiscard]] Attempt<Listing> list_tree(git_repository* repository, const git_oid& tree,
                                         const core::CheckoutLimits& limits, const std::stop_token& stop);

}  // namespace assay::fetch
