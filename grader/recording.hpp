#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "core/event.hpp"
#include "evidence/store.hpp"

namespace assay {

/// One grading under way: appends each fact to its stream.
class Recording {
 public:
  /// Goes on after what the stream holds already.
  [[nodiscard]] static core::Result<Recording> begin(evidence::Store& store, std::string stream);

  [[nodiscard]] core::Result<void> append(const core::Event& event);

  /// What was appended, as it is stored.
  [[nodiscard]] core::Result<std::vector<core::Record>> records() const;

 private:
  Recording(evidence::Store& store, std::string stream, std::uint64_t version)
      : store_(store), stream_(std::move(stream)), began_at_(version), version_(version) {}

  evidence::Store& store_;
  std::string stream_;
  std::uint64_t began_at_;
  std::uint64_t version_;
};

}  // namespace assay
