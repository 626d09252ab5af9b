// The entries of a commit's tree, from headers alone.
#pragma once

#include "core/submission.hpp"
#include "fetch/attempt.hpp"
#include "fetch/git.hpp"
#include "fetch/listing.hpp"

namespace assay::fetch::reader {

/// Walks the tree without reading a file's content. Submodules are left out with a flag; a
/// `bad_lab` error where the limits ask for them, since this version does not fetch any.
/// Refused as the manifest says, as `broken_object`, `odd_mode` or `folder_too_large`
/// where the tree is not one that git writes, and as `too_many_submodules` past 100.
[[nodiscard]] Attempt<Listing> list_tree(git_repository* repository, const git_oid& tree,
                                         const core::CheckoutLimits& limits);

}  // namespace assay::fetch::reader
