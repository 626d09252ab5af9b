// Whether what a call gives back is looked at.
#pragma once

#include <optional>

#include "checks/roles/flow.hpp"

namespace assay::checks::kafka {

/// Whether a value holds that source, or is decided by it.
[[nodiscard]] bool holds(const Value& value, SourceKind kind, unsigned index);

/// Where the result of a call is dropped: at the call, or where a helper that hands it on is
/// called; nothing where somebody looks at it.
[[nodiscard]] std::optional<Place> dropped_at(const Flow& flow, Site call);

/// Whether the object that a call makes is tested before it is worked with, here or by whom it is handed to.
[[nodiscard]] bool is_tested(const Flow& flow, Site call);

/// Whether a decision of the calling function looks at the text or object given as an argument.
[[nodiscard]] bool argument_decides(const Flow& flow, Site call, unsigned argument);

}  // namespace assay::checks::kafka
