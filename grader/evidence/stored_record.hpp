#pragma once

#include <cstdint>
#include <string>

#include "core/error.hpp"
#include "core/event.hpp"

namespace assay::evidence {

/// The version of the payloads' format that this program writes, and the newest it reads.
inline constexpr std::uint64_t payload_format = 1;

/// A record as it is stored.
struct StoredRecord {
  std::string stream;
  std::uint64_t sequence = 0;
  std::string recorded_at;    ///< RFC 3339
  std::string kind;
  std::uint64_t format = payload_format;
  std::string payload;        ///< JSON with sorted keys and no spaces
  std::string previous_hash;  ///< of the record before; of the stream's name for the first
  std::string hash;           ///< over all of the above
};

/// What the first record of a stream has as its `previous_hash`.
[[nodiscard]] std::string chain_start(const std::string& stream);

/// SHA-256 over every field but `hash`, each with its length before it.
[[nodiscard]] std::string hash_of(const StoredRecord& record);

/// An infrastructure error names the stream and the sequence number.
[[nodiscard]] core::Result<core::Record> decode(const StoredRecord& record);

}  // namespace assay::evidence
