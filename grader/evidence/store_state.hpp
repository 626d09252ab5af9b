#pragma once

#include <functional>

#include "evidence/sqlite.hpp"
#include "evidence/store.hpp"
#include "evidence/stored_record.hpp"

namespace assay::evidence {

struct Store::State {
  Database database;
  std::filesystem::path file;

  /// Hands over the records of one stream, or of all by stream and sequence, until `take`
  /// says false.
  [[nodiscard]] core::Result<void> for_each(const std::optional<std::string>& stream,
                                            const std::function<core::Result<bool>(const StoredRecord&)>& take);
};

}  // namespace assay::evidence
