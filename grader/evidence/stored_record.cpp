#include "evidence/stored_record.hpp"

#include <nlohmann/json.hpp>

#include "core/event_json.hpp"
#include "util/sha256.hpp"

namespace assay::evidence {

std::string chain_start(const std::string& stream) { return util::sha256(stream); }

std::string hash_of(const StoredRecord& record) {
  util::Sha256 hash;
  hash.add_field(record.stream);
  hash.add_field(std::to_string(record.sequence));
  hash.add_field(record.recorded_at);
  hash.add_field(record.kind);
  hash.add_field(std::to_string(record.format));
  hash.add_field(record.payload);
  hash.add_field(record.previous_hash);
  return hash.finish();
}

core::Result<core::Record> decode(const StoredRecord& record) {
  const std::string attempt = "record " + std::to_string(record.sequence) + " of '" + record.stream + "'";
  if (record.format > payload_format) {
    return core::fail(core::ErrorKind::infrastructure, attempt + ": was written by a newer version of this program");
  }
  const auto time = core::parse_timestamp(record.recorded_at);
  if (!time) return core::fail(core::ErrorKind::infrastructure, attempt + ": " + time.error().message);
  const auto json = nlohmann::json::parse(record.payload, nullptr, /*allow_exceptions=*/false);
  if (json.is_discarded()) return core::fail(core::ErrorKind::infrastructure, attempt + ": its payload is not JSON");
  auto event = core::event_from_json(record.kind, json);
  if (!event) return core::within(attempt, event.error());
  return core::Record{record.sequence, *time, std::move(*event)};
}

}  // namespace assay::evidence
