// What is to be graded, and what was fetched of it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/bytes.hpp"
#include "core/timestamp.hpp"

namespace assay::core {

/// Which commit of which source the caller wants graded.
struct SourceRequest {
  std::string source;                   ///< a git URL, a local repository or a plain folder
  std::optional<std::string> commit;    ///< a full or short object id, or a tag
  std::optional<std::string> branch;
  std::optional<Timestamp> deadline;    ///< the newest first-parent commit whose commit time is not after it
  std::optional<Timestamp> received_at; ///< when the caller saw the push; a commit's own time is forgeable
  bool working_tree = false;            ///< take the folder as it lies, dirty files included
};

/// Caps on what a checkout may hold.
struct CheckoutLimits {
  std::uint64_t files = 5'000;
  Bytes file_size{std::uint64_t{8} << 20};
  Bytes total_size{std::uint64_t{64} << 20};
  bool submodules = false;
};

/// A fetched submission: plain files in a folder of their own, and where they are from.
struct Checkout {
  std::filesystem::path directory;
  std::string source;                     ///< as the caller wrote it, without credentials
  std::string commit;                     ///< full object id; empty for a plain folder
  std::string tree_digest;                ///< SHA-256 over names, modes and contents
  std::optional<Timestamp> author_time;
  std::optional<Timestamp> commit_time;
  bool dirty = false;                     ///< differs from `commit`
  std::uint64_t files = 0;
  Bytes size;
  std::vector<std::string> flags;         ///< what a person should look at: "commit time is 3 h after receipt"
};

/// Why a source was refused although it could be read: a fact about the submission.
struct Refusal {
  std::string reason;   ///< a stable word: "too_many_files", "file_too_large", "link_out_of_tree", …
  std::string message;  ///< with the limit and the path
};

}  // namespace assay::core
