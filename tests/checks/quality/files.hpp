#pragma once

#include <map>
#include <string>

namespace assay::quality {

/// Sources and headers by path, relative to the program's root.
using Files = std::map<std::string, std::string>;

}  // namespace assay::quality
