// What a checkout is to hold, and the commit that it is of.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/bytes.hpp"
#include "core/timestamp.hpp"
#include "fetch/manifest.hpp"

namespace assay::fetch {

struct Listing {
  std::vector<Entry> entries;      ///< sorted by path
  core::Bytes size;
  std::vector<std::string> flags;  ///< what was left out
};

/// A commit as it describes itself.
struct CommitFacts {
  std::string id;  ///< forty hexadecimal digits
  core::Timestamp author;
  core::Timestamp commit;
  std::optional<core::Timestamp> newest_ancestor;  ///< the latest commit time before it
};

}  // namespace assay::fetch
