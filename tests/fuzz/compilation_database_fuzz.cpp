// The compile_commands.json that a student's build leaves: grader/analyse.
#include <algorithm>
#include <array>
#include <filesystem>
#include <string>

#include "analyse/compilation_database.hpp"
#include "support/fuzz.hpp"

namespace {

using namespace assay;
using fuzz::require;

bool is_within(const std::filesystem::path& path, const std::filesystem::path& folder) {
  const auto normal = path.lexically_normal();
  return std::mismatch(folder.begin(), folder.end(), normal.begin(), normal.end()).first == folder.end();
}

bool is_seen(const std::string& path) {
  return is_within(path, "/submission") || is_within(path, "/include/0") || is_within(path, "/usr");
}

void check_flags(const std::vector<std::string>& flags) {
  static constexpr std::array with_path{"-isystem", "-iquote", "-idirafter", "-include", "-I"};
  static constexpr std::array plain{"-fexceptions", "-fno-exceptions", "-frtti", "-fno-rtti", "-pthread", "-fchar8_t"};
  for (std::size_t i = 0; i < flags.size(); ++i) {
    require(flags[i].find('\0') == std::string::npos, "a flag holds no NUL");
    if (std::ranges::find(with_path, flags[i]) != with_path.end()) {
      require(i + 1 < flags.size() && is_seen(flags[i + 1]), "a path is one of the box's");
      require(flags[++i].find('\0') == std::string::npos, "a path holds no NUL");
      continue;
    }
    const bool known = std::ranges::find(plain, flags[i]) != plain.end() || flags[i].starts_with("-std=") ||
                       ((flags[i].starts_with("-D") || flags[i].starts_with("-U")) && flags[i].size() > 2);
    require(known, "a flag is one of those that are admitted");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto text = fuzz::text_of(data, size);
  const analyse::PathMap paths{{{"/lab/contract", "/include/0"}, {"/build/tree", "/submission"}}};
  std::size_t bytes = 0;
  for (const auto& [file, flags] : analyse::read_compilation_database(text, paths)) {
    require(is_seen(file), "a unit is one of the box's");
    check_flags(flags);
    for (const auto& flag : flags) bytes += flag.size();
  }
  require(bytes <= analyse::most_flag_bytes, "all flags together keep to their size");
  std::size_t words = 0;
  for (const auto& word : analyse::split_command(text)) words += word.size();
  require(words <= text.size(), "splitting adds nothing");
  return 0;
}
