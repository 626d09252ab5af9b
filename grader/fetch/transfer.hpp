// Brings a repository's objects over the network into a temporary folder, as they come.
#pragma once

#include <filesystem>
#include <string>

#include "fetch/attempt.hpp"
#include "fetch/fetch.hpp"
#include "fetch/messages.hpp"
#include "util/temporary_directory.hpp"

namespace assay::fetch {

/// What was received. This process has read the host's words (HTTP, TLS, the list of
/// references) and none of the objects.
struct Transferred {
  util::TemporaryDirectory folder;
  std::filesystem::path pack;  ///< in `folder`; empty where nothing was asked for
  ReferenceIds references;     ///< as the host advertised them, if asked for
};

/// Asks `url` for what `request` can need: the branch, the tag, or every branch and tag
/// where a commit is named by its id. Refused as `download_too_large`. An infrastructure error says why the host could not be reached, did
/// not answer in time or was not the one in known_hosts.
[[nodiscard]] Attempt<Transferred> transfer(const std::string& url, const core::SourceRequest& request,
                                            const Options& options);

}  // namespace assay::fetch
