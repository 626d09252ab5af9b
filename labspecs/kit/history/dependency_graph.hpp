#pragma once

#include <cstddef>
#include <vector>

#include "history/list_index.hpp"

namespace assay::kit::history {

/// Who has to come after whom. An edge's key is that of the index, and texts are made for those that
/// are shown.
struct Arc {
  std::size_t to = 0;
  Dependency dependency = Dependency::ww;
  const std::string* key = nullptr;  ///< null for real time
};

/// Of each transaction, those that have to come after it.
using DependencyGraph = std::vector<std::vector<Arc>>;

[[nodiscard]] DependencyGraph dependencies(const ListIndex& index, bool real_time);

/// Why, in words.
[[nodiscard]] std::string reason_of(const ListIndex& index, std::size_t from, const Arc& arc);

}  // namespace assay::kit::history
