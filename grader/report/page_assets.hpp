// The script and the style sheet of the page, bundled from web/ when Assay is built.
#pragma once

#include <string_view>

namespace assay::report {

struct PageAsset {
  std::string_view content;  ///< ASCII
  std::string_view digest;   ///< as a content security policy takes it: "sha256-<base64>"
};

[[nodiscard]] PageAsset page_script();
[[nodiscard]] PageAsset page_style();

}  // namespace assay::report
