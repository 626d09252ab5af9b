#include <ostream>

#include <nlohmann/json.hpp>

#include "evidence/store_state.hpp"

namespace assay::evidence {

core::Result<void> Store::export_ndjson(std::ostream& out, const std::optional<std::string>& stream) const {
  auto done = state_->for_each(stream, [&](const StoredRecord& record) -> core::Result<bool> {
    const auto payload = nlohmann::json::parse(record.payload, nullptr, /*allow_exceptions=*/false);
    if (payload.is_discarded()) {
      return core::fail(core::ErrorKind::infrastructure, "record " + std::to_string(record.sequence) + " of '" +
                                                             record.stream + "': its payload is not JSON");
    }
    const nlohmann::json line{{"stream", record.stream},   {"sequence", record.sequence},
                              {"recorded_at", record.recorded_at}, {"kind", record.kind},
                              {"format", record.format},   {"payload", payload},
                              {"previous_hash", record.previous_hash}, {"hash", record.hash}};
    // A store edited by hand may hold text that is not UTF-8; an export must not end there.
    out << line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
    return out.good();
  });
  if (done && !out.good()) return core::fail(core::ErrorKind::infrastructure, "writing the export failed");
  return done;
}

}  // namespace assay::evidence
