#pragma once

#include "lab/errors.hpp"
#include "lab/event.hpp"

namespace orders {

/// The event in the current version of its schema; all but the payload and its version stays. Pure. Throws
/// lab::UnknownEvent for a type or a version that this program does not know.
[[nodiscard]] lab::Event upcast(const lab::Event& stored);

}  // namespace orders
