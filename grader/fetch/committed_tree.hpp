// A commit's files, as the program in the box gives them.
#pragma once

#include "core/submission.hpp"
#include "fetch/attempt.hpp"
#include "fetch/export.hpp"
#include "fetch/listing.hpp"
#include "fetch/repository_box.hpp"

namespace assay::fetch {

struct CommittedTree {
  CommitFacts commit;
  Listing listing;
};

/// Asks for the commit that the question chooses. Its listing is counted again here, by the same
/// rules as in the box, since what the box says may be a lie.
[[nodiscard]] Attempt<CommittedTree> ask_for_commit(RepositoryBox& box, const core::CheckoutLimits& limits);

/// Takes the contents that come, for `export_to`, which asks for them in the order of messages.hpp.
[[nodiscard]] ReadEntry read_from(RepositoryBox& box);

/// Refused as the manifest says where a name, a size or a sum is not allowed, or a path is
/// there twice or below a file.
[[nodiscard]] Attempt<Listing> check_listing(const Listing& listing, const core::CheckoutLimits& limits);

}  // namespace assay::fetch
