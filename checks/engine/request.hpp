#pragma once

#include <string_view>

#include "checks/engine/analysis.hpp"

namespace assay::checks {

/// Reads a request from JSON:
///   {"root": "/submission", "excluded": ["/submission/contract"], "checks": ["cb-clock"],
///    "options": {"cb-clock": {"name": "value"}},
///    "rules": [{"id": "no-throw", "matcher": "cxxThrowExpr()", "message": "…", "place": "rules.toml:4:11", "must_be_there": false}],
///    "units": [{"file": "/submission/a.cpp", "flags": ["-std=c++20"]}]}
/// Options and rules may be left out. The flags go to Clang as they are: who writes the request answers for them. A usage
/// error says what is wrong with the text.
[[nodiscard]] core::Result<Request> parse_request(std::string_view text);

}  // namespace assay::checks
