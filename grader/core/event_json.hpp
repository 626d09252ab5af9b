// The stored form of events. The names here are for good: evidence is kept for years.
#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include "core/error.hpp"
#include "core/event.hpp"

namespace assay::core {

/// The stored name of an event's kind: "case_finished".
[[nodiscard]] std::string event_kind(const Event& event);

/// The event as JSON, without its kind. Text that is not UTF-8 has each wrong byte
/// replaced by U+FFFD; durations are whole nanoseconds, times RFC 3339.
[[nodiscard]] nlohmann::json event_to_json(const Event& event);

/// The reverse; keys that are absent keep their defaults, so that old records stay
/// readable. An infrastructure error names the kind and what was wrong.
[[nodiscard]] Result<Event> event_from_json(const std::string& kind, const nlohmann::json& json);

/// A case's result, as the judge sends it and as `case_finished` holds it.
[[nodiscard]] nlohmann::json case_result_to_json(const CaseResult& result);
[[nodiscard]] Result<CaseResult> case_result_from_json(const nlohmann::json& json);

/// A finding, as the analysis tool sends it and as `check_reported` holds it.
[[nodiscard]] nlohmann::json finding_to_json(const Finding& finding);
[[nodiscard]] Result<Finding> finding_from_json(const nlohmann::json& json);

[[nodiscard]] nlohmann::json parse_problem_to_json(const ParseProblem& problem);
[[nodiscard]] Result<ParseProblem> parse_problem_from_json(const nlohmann::json& json);

}  // namespace assay::core
