// Keys that can be compared.
#pragma once

#include "dynamodb/database.hpp"

namespace assay::kit::dynamodb {

/// A key or value in the form in which the engine gives it back: numbers without needless zeros.
[[nodiscard]] Json canonical(const Json& key);

}  // namespace assay::kit::dynamodb
