// A repository's folder as it lies: tracked files, and untracked ones that are not ignored.
#pragma once

#include <optional>
#include <vector>

#include "core/submission.hpp"
#include "fetch/attempt.hpp"
#include "fetch/export.hpp"
#include "fetch/listing.hpp"
#include "fetch/messages.hpp"
#include "fetch/repository_box.hpp"

namespace assay::fetch {

/// What a working folder is compared with.
struct Head {
  std::optional<CommitFacts> commit;  ///< none where there is none yet
  std::optional<Listing> listing;     ///< none where its tree may not be checked out
};

/// Asks for HEAD; what is wrong with the repository comes to light here.
[[nodiscard]] Attempt<Head> ask_for_head(RepositoryBox& box, const core::CheckoutLimits& limits);

/// Which of a folder's names the rules leave out: those of its `.gitignore` files, of the
/// repository's info/exclude and of the user's own git/ignore; a tracked file is never ignored.
[[nodiscard]] Attempt<std::vector<bool>> ask_what_to_leave_out(RepositoryBox& box, const IgnoreQuestion& question);

/// Whether names, modes or bytes differ from the commit's tree. Bytes are compared as they
/// are, so a file that git would convert (line endings, filters) counts as different.
[[nodiscard]] Attempt<bool> differs_from(const Head& head, const std::vector<Entry>& entries, const ReadEntry& read);

}  // namespace assay::fetch
