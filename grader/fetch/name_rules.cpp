#include "fetch/name_rules.hpp"

#include <algorithm>

namespace assay::fetch {
namespace {

constexpr std::size_t longest_name = 255;
constexpr std::size_t longest_in_message = 200;

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

// U+200C-F, U+202A-E, U+206A-F and U+FEFF, which HFS+ leaves out of comparisons, in UTF-8.
bool starts_with_ignored_code_point(std::string_view text) {
  if (text.size() < 3) return false;
  const auto last = static_cast<unsigned char>(text[2]);
  if (text.starts_with("\xE2\x80")) return (last >= 0x8C && last <= 0x8F) || (last >= 0xAA && last <= 0xAE);
  if (text.starts_with("\xE2\x81")) return last >= 0xAA && last <= 0xAF;
  return text.starts_with("\xEF\xBB\xBF");
}

std::string folded(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    if (starts_with_ignored_code_point(text)) {
      text.remove_prefix(3);
      continue;
    }
    const char c = text.front();
    result += c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
    text.remove_prefix(1);
  }
  return result;
}

bool is_git_folder_part(std::string_view part) {
  part = part.substr(0, part.find(':'));
  while (part.ends_with('.') || part.ends_with(' ')) part.remove_suffix(1);
  if (part == ".git") return true;
  return part.size() == 5 && part.starts_with("git~") && part[4] >= '0' && part[4] <= '9';
}

}  // namespace

bool is_git_folder_name(std::string_view name) {
  const std::string text = folded(name);
  std::string_view rest = text;
  while (true) {
    const auto backslash = rest.find('\\');
    if (is_git_folder_part(rest.substr(0, backslash))) return true;
    if (backslash == rest.npos) return false;
    rest.remove_prefix(backslash + 1);
  }
}

std::optional<core::Refusal> refuse_name(std::string_view name, std::string_view path) {
  const auto because = [&](std::string reason, const std::string& why) {
    return core::Refusal{std::move(reason), printable(path) + ": " + why};
  };
  if (name.empty() || name == "." || name == "..") return because("unsafe_name", "not a name for a file or folder");
  if (name.find('/') != name.npos || std::ranges::any_of(name, is_control)) {
    return because("unsafe_name", "a name may not hold a slash or a control character");
  }
  if (name.size() > longest_name) {
    return because("name_too_long", std::to_string(name.size()) + " bytes, and a name may have " +
                                        std::to_string(longest_name));
  }
  if (is_git_folder_name(name)) return because("git_folder_name", "the name stands for git's own folder");
  return std::nullopt;
}

std::string escaped(std::string_view text) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string result;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte < 0x7f) {
      result += c;
    } else {
      result.append("\\x").append(1, digits[byte >> 4U]).append(1, digits[byte & 15U]);
    }
  }
  return result;
}

std::string printable(std::string_view text) {
  std::string result = escaped(text);
  if (result.size() <= longest_in_message) return result;
  return result.substr(0, longest_in_message / 2) + "[...]" + result.substr(result.size() - longest_in_message / 2);
}

}  // namespace assay::fetch
