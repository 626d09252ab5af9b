// Brings a repository over the network into a temporary folder.
#pragma once

#include <string>

#include "fetch/attempt.hpp"
#include "fetch/fetch.hpp"
#include "fetch/git.hpp"
#include "fetch/revision.hpp"
#include "util/temporary_directory.hpp"

namespace assay::fetch {

/// What was received: objects alone. No reference, no configuration of the remote is
/// written, and nothing is checked out.
struct Transferred {
  util::TemporaryDirectory folder;
  Repository repository;  ///< in `folder`, so it is released first
  References references;  ///< as the host advertised them, if asked for
};

/// Asks `url` for what `request` can need: the branch, the tag, or every branch and tag
/// where a commit is named by its id. Refused as `download_too_large` and
/// `object_too_large`. An infrastructure error says why the host could not be reached, did
/// not answer in time or was not the one in known_hosts.
[[nodiscard]] Attempt<Transferred> transfer(const std::string& url, const core::SourceRequest& request,
                                            const Options& options);

}  // namespace assay::fetch
