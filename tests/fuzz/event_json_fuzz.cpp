// Stored evidence: core/event_json, and the record around it.
#include <nlohmann/json.hpp>

#include <string>

#include "core/event_json.hpp"
#include "support/fuzz.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace assay;
  using fuzz::require;
  fuzz::Input input(fuzz::text_of(data, size));
  const std::string kind(input.line());
  const auto json = nlohmann::json::parse(input.rest(), nullptr, /*allow_exceptions=*/false);
  if (json.is_discarded()) return 0;
  const auto event = core::event_from_json(kind, json);
  if (!event) {
    require(!event.error().message.empty(), "an error says what is wrong");
    return 0;
  }
  require(core::event_kind(*event) == kind, "an event is of the kind that it was read as");
  // Once written, it is read and written the same ever after.
  const auto written = core::event_to_json(*event);
  const auto again = core::event_from_json(kind, nlohmann::json::parse(written.dump()));
  require(again.has_value(), "what is written can be read");
  require(core::event_to_json(*again).dump() == written.dump(), "reading and writing loses nothing");
  return 0;
}
