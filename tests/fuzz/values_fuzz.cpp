// Times, spans, sizes and points as text: grader/core.
#include <string>

#include "core/bytes.hpp"
#include "core/duration.hpp"
#include "core/points.hpp"
#include "core/timestamp.hpp"
#include "sandbox/session_name.hpp"
#include "support/fuzz.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace assay;
  using fuzz::require;
  const auto text = fuzz::text_of(data, size);
  if (const auto time = core::parse_timestamp(text)) {
    const auto again = core::parse_timestamp(core::to_string(*time));
    require(again && *again == *time, "a time is written so that it can be read");
  }
  if (const auto bytes = core::parse_bytes(text)) {
    const auto again = core::parse_bytes(core::to_string(*bytes));
    require(again && *again == *bytes, "a size is written so that it can be read");
  }
  if (const auto points = core::parse_points(text)) {
    const auto again = core::parse_points(core::to_string(*points));
    require(again && *again == *points, "points are written so that they can be read");
    require(points->hundredths >= 0, "points are not negative");
  }
  if (const auto duration = core::parse_duration(text)) {
    require(*duration >= core::Duration::zero(), "a span is not negative");
    require(core::parse_duration(core::to_string(*duration)).has_value(), "a span is written so that it can be read");
  }
  if (const auto name = sandbox::parse_session_name(text)) {
    const auto again = sandbox::parse_session_name(sandbox::to_string(*name));
    require(again && *again == *name && name->pid > 0, "a session's name is written so that it can be read");
  }
  return 0;
}
