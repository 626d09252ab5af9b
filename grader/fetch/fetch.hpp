// Source into Checkout: fetches one commit of a submission, or a folder as it lies, and
// writes it as plain files. Nothing of the submission is run: no hook, filter, driver,
// LFS server or configuration of the repository has a part in it.
//
// What a student's git wrote is parsed in a box of the sandbox, by `assay-fetch`, and never in this
// process. This one copies a local repository's files as bytes, or receives a host's pack as bytes
// (libgit2 speaks to the host: HTTP, TLS, ssh, the list of references), and shows them to
// the box. The answers come over a socket, in the small form of messages.hpp. They are
// as hostile as the repository: names, modes, sizes and sums are checked again here, and then
// links, before the first file is written. What this process takes the box's word for is which commit
// it is and what its times are.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <variant>

#include "core/bytes.hpp"
#include "core/duration.hpp"
#include "core/error.hpp"
#include "core/submission.hpp"

namespace assay::fetch {

/// How far a transfer over the network is.
struct Progress {
  core::Bytes received;
};

/// Called on the thread that fetches, a few times a second at most per packet received.
using ProgressCallback = std::function<void(const Progress&)>;

/// Caps on a transfer over the network. The numbers are the grader's own choice: a lab
/// repository of a few MiB, with room for a careless history.
struct TransferLimits {
  core::Bytes download{std::uint64_t{256} << 20};  ///< more is a refusal
  core::Duration stall = std::chrono::seconds(60);  ///< so long without a byte: infrastructure
  core::Duration total = std::chrono::minutes(10);  ///< likewise
};

/// Caps on a repository that lies on this machine: so much is copied for the box.
struct RepositoryLimits {
  core::Bytes size{std::uint64_t{512} << 20};
  std::uint64_t files = 100'000;  ///< loose objects above all; `git gc` packs them
};

/// What `assay-fetch`, the program in the box that reads a repository, may use: the
/// grader's own choice, with room for the largest download.
struct ReaderLimits {
  core::Duration cpu = std::chrono::minutes(1);
  core::Duration wall = std::chrono::minutes(10);
  core::Bytes memory{std::uint64_t{1} << 30};  ///< half of it for a download's index and copy
};

struct Options {
  ProgressCallback progress;
  std::stop_token stop;  ///< once asked to stop, `fetch` gives ErrorKind::interrupted
  TransferLimits transfer;
  RepositoryLimits repository;
  ReaderLimits reader;
};

using Fetched = std::variant<core::Checkout, core::Refusal>;

/// Writes what `request` names into `destination`, which is created (an empty folder is
/// taken too) and holds half a checkout if anything but a Checkout is returned.
///
/// A source is an https, http, ssh or file URL, `user@host:path`, a local repository with or
/// without a working folder, or a plain folder. ssh authenticates through the caller's agent
/// and only to hosts in ~/.ssh/known_hosts; https takes a user and password (or token) from the
/// URL, and git's credential helpers are not asked.
///
/// A Refusal is a fact about the submission, such as `file_too_large`, `nothing_before_deadline`, or
/// what the repository did to its reader: `needs_too_much_memory`, `needs_too_much_time`,
/// `breaks_the_reader`. An error is never one: `usage` where the request cannot be met
/// (no such source, branch or commit; options that exclude each other; a local repository that
/// borrows from other folders), `infrastructure` where the host, the network or this machine
/// failed, `interrupted` after a stop, `bad_lab` where submodules are asked for and there are any.
[[nodiscard]] core::Result<Fetched> fetch(const core::SourceRequest& request,
                                          const core::CheckoutLimits& limits,
                                          const std::filesystem::path& destination,
                                          const Options& options = {});

}  // namespace assay::fetch
