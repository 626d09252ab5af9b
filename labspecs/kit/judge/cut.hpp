#pragma once

#include <cstddef>
#include <string>

namespace assay::kit {

/// What a program says ends up in a report, where none of it may grow without bounds: at most
/// `longest` bytes of it, and how many more there were.
[[nodiscard]] inline std::string cut(std::string text, std::size_t longest) {
  if (text.size() <= longest) return text;
  const std::string note = " [" + std::to_string(text.size() - longest) + " bytes more]";
  text.resize(longest);
  return text + note;
}

}  // namespace assay::kit
