#include "checks/pages/pages.hpp"

#include <algorithm>

namespace assay::checks {

const Page* find_page(std::string_view id) {
  const auto found = std::ranges::find(all_pages(), id, &Page::id);
  return found == all_pages().end() ? nullptr : &*found;
}

std::string first_sentence(const Page& page) {
  // After the title's line and an empty one, up to the paragraph's end.
  const auto begin = page.text.find("\n\n");
  if (begin == page.text.npos) return {};
  const auto rest = page.text.substr(begin + 2);
  std::string paragraph(rest.substr(0, rest.find("\n\n")));
  std::ranges::replace(paragraph, '\n', ' ');
  while (paragraph.ends_with(' ')) paragraph.pop_back();
  const auto end = paragraph.find(". ");
  return end == paragraph.npos ? paragraph : paragraph.substr(0, end + 1);
}

}  // namespace assay::checks
