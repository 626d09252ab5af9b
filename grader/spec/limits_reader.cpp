#include "spec/limits_reader.hpp"

#include <vector>

#include "spec/edit_distance.hpp"

namespace assay::spec {
namespace {

using core::Bytes;
using core::Duration;
using core::to_string;
using std::to_string;

Duration read(TableReader& table, std::string_view key, Duration fallback, Range<Duration> range) {
  return table.duration(key, fallback, range);
}

Bytes read(TableReader& table, std::string_view key, Bytes fallback, Range<Bytes> range) {
  return table.bytes(key, fallback, range);
}

unsigned read(TableReader& table, std::string_view key, unsigned fallback, Range<unsigned> range) {
  return static_cast<unsigned>(table.count(key, fallback, {range.least, range.most}));
}

template <typename T>
void check_ceiling(TableReader& table, std::string_view key, T value, T ceiling, const std::string& place) {
  if (value <= ceiling) return;
  const std::string what = table.has(key) ? to_string(value) : "the default, " + to_string(value) + ",";
  table.problem(key, what + above_ceiling(to_string(ceiling), place));
}

}  // namespace

std::string above_ceiling(const std::string& ceiling, const std::string& place) {
  return " is above the " + ceiling + " that the operator allows (" + place + ")";
}

core::StageLimits read_limits(TableReader& parent, std::string_view key, std::string_view name,
                              const core::StageLimits& defaults, const LimitCeilings& ceilings) {
  TableReader table = parent.table(key, {name, schema::stage_limits.keys});
  core::StageLimits limits;
  core::for_each_limit([&](std::string_view limit, auto field) {
    limits.*field = read(table, limit, defaults.*field, {core::least_limits.*field, core::most_limits.*field});
    if (ceilings.defaults_are_checked && !table.has(limit)) return;
    check_ceiling(table, limit, limits.*field, ceilings.limits.*field,
                  ceilings.all.place_of(ceilings.table + "." + std::string(limit)));
  });
  return limits;
}

core::CheckoutLimits read_checkout_limits(TableReader& submission, const core::OperatorCeilings& ceilings) {
  TableReader table = submission.table("limits", schema::submission_limits);
  const core::CheckoutLimits defaults;
  const core::OperatorCeilings ranges;
  const auto place = [&](const char* key) { return ceilings.place_of(std::string("submission.limits.") + key); };
  core::CheckoutLimits limits;
  limits.files = table.count("files", defaults.files, {1, ranges.checkout.files});
  limits.file_size = table.bytes("file_size", defaults.file_size, {core::Bytes{1024}, ranges.checkout.file_size});
  limits.total_size = table.bytes("total_size", defaults.total_size, {core::Bytes{1024}, ranges.checkout.total_size});
  limits.submodules = table.flag("submodules", defaults.submodules);
  check_ceiling(table, "files", limits.files, ceilings.checkout.files, place("files"));
  check_ceiling(table, "file_size", limits.file_size, ceilings.checkout.file_size, place("file_size"));
  check_ceiling(table, "total_size", limits.total_size, ceilings.checkout.total_size, place("total_size"));
  if (limits.submodules && !ceilings.checkout.submodules) {
    table.problem("submodules", "the operator allows none (" + place("submodules") + ")");
  }
  if (limits.file_size > limits.total_size) {
    table.problem("file_size", to_string(limits.file_size) + " is more than the total_size of " + to_string(limits.total_size));
  }
  return limits;
}

std::set<core::Weakening> read_weakenings(TableReader& table, std::string_view key) {
  std::set<core::Weakening> weakenings;
  for (const auto& [name, place] : table.texts(key)) {
    const auto weakening = core::parse_weakening(name);
    if (weakening && weakenings.insert(*weakening).second) continue;
    std::string message = "'" + name + "' " + (weakening ? "is listed already" : "is no weakening: expected");
    if (!weakening) {
      for (const auto known : core::weakening_names) {
        message += (known == core::weakening_names[0] ? " \"" : ", \"") + std::string(known) + "\"";
      }
      if (const auto guess = nearest(name, core::weakening_names); !guess.empty()) {
        message += "; did you mean \"" + std::string(guess) + "\"?";
      }
    }
    table.problem_at(place, key, message);
  }
  return weakenings;
}

void check_weakenings(TableReader& table, std::string_view key, const std::set<core::Weakening>& asked,
                      const core::OperatorCeilings& ceilings) {
  for (const auto weakening : asked) {
    if (ceilings.allowed.contains(weakening)) continue;
    table.problem(key, "the operator lets no lab have \"" + std::string(core::to_string(weakening)) + "\" (" +
                           ceilings.place_of("program.allow") + ")");
  }
}

}  // namespace assay::spec
