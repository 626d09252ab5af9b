#pragma once

#include <stop_token>

#include "core/error.hpp"

namespace assay::util {

/// From now on SIGINT, SIGTERM and SIGHUP request a stop of the token that is given,
/// instead of ending the process; a further signal, a second later or more, ends it at once. Called once, by a
/// program's main, before it starts threads.
[[nodiscard]] core::Result<std::stop_token> stop_on_signals();

}  // namespace assay::util
