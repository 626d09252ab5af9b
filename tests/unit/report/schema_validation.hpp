#pragma once

#include <string>

namespace assay::report::sample {

/// What an independent validator says of a JSON text; "conforms" if it has no objection.
[[nodiscard]] std::string validate(const std::string& text, const std::string& schema_file);

}  // namespace assay::report::sample
