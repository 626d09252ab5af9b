#pragma once

#include <string_view>

#include "report/page.hpp"

namespace assay::report {

/// Adds a page of Markdown as the checks' pages are written: headings, paragraphs, lists
/// and fenced code, which is indented and never wrapped. Emphasis loses its marks.
void add_markdown(Page& page, std::string_view text);

}  // namespace assay::report
