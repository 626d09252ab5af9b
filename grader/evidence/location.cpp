#include "evidence/location.hpp"

#include <cstdlib>

namespace assay::evidence {
namespace {

std::filesystem::path from_environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

}  // namespace

core::Result<std::filesystem::path> default_location() {
  const auto file = std::filesystem::path("assay") / "evidence.db";
  if (const auto state = from_environment("XDG_STATE_HOME"); state.is_absolute()) return state / file;
  if (const auto home = from_environment("HOME"); home.is_absolute()) return home / ".local" / "state" / file;
  return core::fail(core::ErrorKind::usage, "neither XDG_STATE_HOME nor HOME says where evidence is kept: give --store FILE");
}

}  // namespace assay::evidence
