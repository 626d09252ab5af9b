#pragma once

namespace assay::sandbox::init {

/// Gives up every capability, for good: init and whatever it starts have none in any set. False with errno.
[[nodiscard]] bool drop_capabilities();

}  // namespace assay::sandbox::init
