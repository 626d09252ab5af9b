#pragma once

#include <string_view>

#include "core/error.hpp"
#include "util/fd.hpp"

namespace assay::sandbox {

/// A sealed file in memory that holds `content`, read from its start; for handing data to a
/// program by descriptor.
[[nodiscard]] core::Result<util::Fd> make_memory_file(const char* name, std::string_view content, bool executable = false);

/// Another descriptor of the same file, with a reading position of its own.
[[nodiscard]] core::Result<util::Fd> reopen(const util::Fd& file);

}  // namespace assay::sandbox
