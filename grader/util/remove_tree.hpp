#pragma once

#include "core/error.hpp"

namespace assay::util {

/// Removes everything below a folder of ours, whatever hostile code left there: no link is
/// followed, folders that cannot be read are unlocked, and a tree of any depth is removed
/// with a fixed number of descriptors. A mount is not entered: what it shows is someone
/// else's. Owners are left as they are. Nothing may write below the folder meanwhile. An
/// infrastructure error, at the first name that cannot be removed (a mount, an immutable file),
/// where something stays.
[[nodiscard]] core::Result<void> remove_below(int folder);

}  // namespace assay::util
