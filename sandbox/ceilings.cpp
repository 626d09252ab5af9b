#include "sandbox/ceilings.hpp"

#include <cstdlib>
#include <mutex>

#include <nlohmann/json.hpp>

#include "core/grant_json.hpp"
#include "sandbox/stage_limits.hpp"

namespace assay::sandbox {
namespace {

using core::to_string;
using std::to_string;

std::mutex chosen_mutex;
std::optional<core::Grant> chosen;

std::optional<core::Grant> chosen_ceilings() {
  const std::lock_guard lock(chosen_mutex);
  return chosen;
}

template <typename T>
core::Result<void> within_ceiling(const char* what, T value, T ceiling) {
  if (value <= ceiling) return {};
  return core::fail(core::ErrorKind::usage, std::string("a limit of ") + to_string(value) + " (" + what +
                                                ") is above this process's ceiling of " + to_string(ceiling));
}

}  // namespace

void set_ceilings(core::Grant ceilings) {
  const std::lock_guard lock(chosen_mutex);
  chosen = std::move(ceilings);
}

std::string encode_ceilings(const core::Grant& ceilings) { return core::grant_to_json(ceilings).dump(); }

core::Result<std::optional<core::Grant>> ceilings() {
  if (auto set = chosen_ceilings()) return set;
  const char* text = std::getenv(ceilings_variable);
  if (text == nullptr) return std::nullopt;
  const auto json = nlohmann::json::parse(text, nullptr, false);
  auto read = core::grant_from_json(json);
  if (!read) return core::within(ceilings_variable, read.error());
  return *read;
}

core::Result<void> check_within(const Policy& policy, const core::Grant& ceilings) {
  core::Result<void> checked;
  for_each_box_limit([&](const char* key, auto member, auto stage) {
    if (checked) checked = within_ceiling(key, policy.limits.*member, ceilings.limits.*stage);
  });
  if (!checked) return checked;
  const auto allowed = allowed_of(ceilings.allowed);
  for (const auto allow : policy.allowed) {
    if (allowed.contains(allow)) continue;
    return core::fail(core::ErrorKind::usage, "this process may not weaken a box by \"" + std::string(to_string(allow)) + "\"");
  }
  return {};
}

core::Result<void> check_ceilings(const Policy& policy) {
  const auto mine = ceilings();
  if (!mine) return std::unexpected(mine.error());
  return *mine ? check_within(policy, **mine) : core::Result<void>{};
}

}  // namespace assay::sandbox
