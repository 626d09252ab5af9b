#pragma once

#include <llvm/Support/VirtualFileSystem.h>

namespace assay::checks {

/// The real files as far as a compiler should read them: folders and regular files up to a
/// size. A pipe would hold it up, a device would never end, and either can be included.
[[nodiscard]] llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> regular_files();

}  // namespace assay::checks
