#pragma once

#include <filesystem>

#include <toml++/toml.h>

#include "spec/diagnostics.hpp"

namespace assay::spec {

/// The file's root table; empty, and the reason in `diagnostics`, where the file cannot
/// be read (at most 1 MiB) or is not TOML 1.0.
[[nodiscard]] toml::table read_toml(const std::filesystem::path& file, Diagnostics& diagnostics);

[[nodiscard]] Place place_of(const toml::source_region& region);

}  // namespace assay::spec
