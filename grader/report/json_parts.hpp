// What the files that write the JSON report share; for no one else.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "core/finding.hpp"
#include "core/operation_history.hpp"
#include "report/escape.hpp"
#include "report/grading_report.hpp"

namespace assay::report::json_parts {

using Json = nlohmann::ordered_json;

// The schema repeats these, with room for what cap_utf8 says of the cut.
inline constexpr std::size_t text_cap = 4'000;
inline constexpr std::size_t step_text_cap = 1'000;
inline constexpr std::size_t log_cap = 60'000;
inline constexpr std::size_t most_entries = 200;  // of a list that has no cap of its own

inline std::string text(std::string_view value) { return cap_utf8(value, text_cap); }
inline std::string step_text(std::string_view value) { return cap_utf8(value, step_text_cap); }
inline std::string log(std::string_view value) { return cap_utf8(value, log_cap); }
inline Json optional_text(std::string_view value) { return value.empty() ? Json() : Json(text(value)); }

/// JSON has no infinity and no NaN; both become null.
inline Json figure(double value) { return std::isfinite(value) ? Json(value) : Json(); }

/// The first `most` entries of `list`, each through `to_value`.
template <typename List, typename ToValue>
Json array(const List& list, std::size_t most, const ToValue& to_value) {
  Json out = Json::array();
  for (std::size_t index = 0; index < std::min(list.size(), most); ++index) out.push_back(to_value(list[index]));
  return out;
}

template <typename List>
std::size_t omitted(const List& list, std::size_t most) {
  return list.size() - std::min(list.size(), most);
}

/// null where there is none.
[[nodiscard]] Json history_json(const std::optional<core::OperationHistory>& history);
[[nodiscard]] Json location_json(const core::Location& location);
/// With at most `most_steps` of its steps, those around the one that decided the verdict.
[[nodiscard]] Json case_json(const RecordedCase& judged, std::size_t most_steps);

}  // namespace assay::report::json_parts
