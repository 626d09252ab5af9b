// The page of each check, checks/<family>/<id with _>.md, as it was when this was built.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace assay::checks {

struct Page {
  std::string_view id;      ///< "cb-clock"
  std::string_view family;  ///< its folder: "circuit_breaker"
  std::string_view text;    ///< Markdown
};

/// By path.
[[nodiscard]] std::span<const Page> all_pages();

/// The check's page; null where it has none, which a test does not let pass.
[[nodiscard]] const Page* find_page(std::string_view id);

/// What the page says first, in one line: the property as the families' tables have it.
[[nodiscard]] std::string first_sentence(const Page& page);

}  // namespace assay::checks
