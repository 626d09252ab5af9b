#include "analyse/flags.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>

namespace assay::analyse {
namespace {

/// Generated commands hold tens; more is an attack on the parser.
constexpr std::size_t max_flags = 1'000;
constexpr std::size_t max_length = 4'096;

bool is_within(const std::filesystem::path& path, const std::filesystem::path& folder) {
  return std::ranges::mismatch(folder, path).in1 == folder.end();
}

bool is_plain_flag(std::string_view flag) {
  constexpr std::array<std::string_view, 6> plain{"-fexceptions", "-fno-exceptions", "-frtti",
                                                  "-fno-rtti",    "-pthread",        "-fchar8_t"};
  return std::ranges::find(plain, flag) != plain.end();
}

bool is_standard(std::string_view flag) {
  constexpr std::string_view prefix = "-std=";
  if (!flag.starts_with(prefix)) return false;
  auto name = flag.substr(prefix.size());
  if (!name.starts_with("c++") && !name.starts_with("gnu++")) return false;
  name.remove_prefix(name.find("++") + 2);
  return name.size() == 2 && std::isdigit(static_cast<unsigned char>(name[0])) != 0 &&
         std::isalnum(static_cast<unsigned char>(name[1])) != 0;
}

// The tool, and Clang in it, would take what is before a NUL for the whole.
bool is_sound(std::string_view text) { return text.size() <= max_length && text.find('\0') == std::string_view::npos; }

bool is_macro(std::string_view definition) {
  if (definition.empty() || definition.find('\n') != std::string_view::npos) return false;
  const auto first = static_cast<unsigned char>(definition.front());
  return std::isalpha(first) != 0 || first == '_' || first >= 0x80;
}

/// An option that takes a value, joined to it or as the next argument.
struct Valued {
  std::string_view name;
  bool is_path;
};

constexpr std::array valued{Valued{"-isystem", true}, Valued{"-iquote", true}, Valued{"-idirafter", true},
                            Valued{"-include", true}, Valued{"-I", true},      Valued{"-D", false},
                            Valued{"-U", false}};

/// Reads one command; `next` moves over the arguments.
class Reader {
 public:
  Reader(std::span<const std::string> command, const std::filesystem::path& directory, const PathMap& paths)
      : command_(command), directory_(directory), paths_(paths) {}

  std::vector<std::string> run() {
    for (next_ = 1; next_ < command_.size() && flags_.size() < max_flags; ++next_) read(command_[next_]);
    return std::move(flags_);
  }

 private:
  void read(const std::string& argument) {
    if (!is_sound(argument)) return;
    if (is_plain_flag(argument) || is_standard(argument)) {
      flags_.push_back(argument);
      return;
    }
    for (const auto& option : valued) {
      if (!argument.starts_with(option.name)) continue;
      // "-include-pch" and its like are other options.
      const std::string rest = argument.substr(option.name.size());
      if (!rest.empty() && option.name == "-include") return;
      if (!rest.empty()) return add(option, rest);
      if (++next_ < command_.size()) add(option, command_[next_]);
      return;
    }
  }

  void add(const Valued& option, const std::string& value) {
    if (!is_sound(value)) return;
    if (!option.is_path) {
      if (is_macro(value)) flags_.push_back(std::string(option.name) + value);
      return;
    }
    const auto inside = paths_.inside((directory_ / value).lexically_normal());
    if (!inside || !is_sound(inside->native())) return;
    flags_.emplace_back(option.name);
    flags_.push_back(inside->string());
  }

  std::span<const std::string> command_;
  const std::filesystem::path& directory_;
  const PathMap& paths_;
  std::size_t next_ = 1;
  std::vector<std::string> flags_;
};

}  // namespace

std::optional<std::filesystem::path> PathMap::inside(const std::filesystem::path& path) const {
  auto normal = path.lexically_normal();
  if (!normal.has_filename() && normal.has_relative_path()) normal = normal.parent_path();
  if (!normal.is_absolute()) return std::nullopt;
  for (const auto& entry : entries) {
    if (!is_within(normal, entry.seen)) continue;
    const auto rest = normal.lexically_relative(entry.seen);
    return rest == "." ? entry.inside : entry.inside / rest;
  }
  if (is_within(normal, "/usr")) return normal;
  return std::nullopt;
}

std::vector<std::string> admissible_flags(std::span<const std::string> command,
                                          const std::filesystem::path& directory, const PathMap& paths) {
  return Reader(command, directory, paths).run();
}

}  // namespace assay::analyse
