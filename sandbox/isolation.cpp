#include "sandbox/isolation.hpp"

#include <mutex>
#include <optional>

#include "sandbox/box.hpp"
#include "sandbox/reduced/machine.hpp"
#include "sandbox/reduced/view.hpp"

namespace assay::sandbox {

namespace fs = std::filesystem;

namespace {

struct Decision {
  std::mutex mutex;
  IsolationChoice choice = IsolationChoice::full;
  std::optional<core::Result<Isolation>> made;
  std::string why_not_full;
};

Decision& decision() {
  static Decision one;
  return one;
}

/// That a full box can be made is known only from making one.
core::Result<void> try_full_box() {
  auto box = Box::start(Policy{}, Command{.arguments = {"/usr/bin/true"}});
  if (!box) return std::unexpected(box.error());
  const auto outcome = (*box)->supervise(-1);
  if (!outcome) return std::unexpected(outcome.error());
  if (outcome->end == End::exited && outcome->exit_code == 0) return {};
  return core::fail(core::ErrorKind::infrastructure, "/usr/bin/true " + describe(*outcome) + " in the full box");
}

core::Result<Isolation> decide_now(Decision& all) {
  if (all.choice == IsolationChoice::full) return Isolation::full;
  if (all.choice == IsolationChoice::reduced_if_needed) {
    const auto tried = try_full_box();
    if (tried) return Isolation::full;
    all.why_not_full = tried.error().message;
  }
  if (const auto machine = reduced::machine(); !machine) {
    return core::within("neither full nor reduced isolation can be had", machine.error());
  }
  return Isolation::reduced;
}

}  // namespace

void choose_isolation(IsolationChoice choice) {
  Decision& all = decision();
  const std::lock_guard lock(all.mutex);
  all.choice = choice;
  all.made.reset();
  all.why_not_full.clear();
}

core::Result<Isolation> isolation() {
  Decision& all = decision();
  const std::lock_guard lock(all.mutex);
  if (!all.made) all.made = decide_now(all);
  return *all.made;
}

std::string why_not_full() {
  Decision& all = decision();
  const std::lock_guard lock(all.mutex);
  return all.why_not_full;
}

std::string reduced_isolation_hint() {
  return "Nothing was run. --allow-reduced-isolation would run it all the same, held by Landlock, a stricter system call "
         "filter and resource limits: without a network, with the names and sizes of host files and the host's processes "
         "in sight, and with memory, CPU time and disk looked at every few milliseconds in place of being held exactly. "
         "Every report then says so";
}

core::Result<fs::path> path_inside(const fs::path& host, const fs::path& wanted) {
  const auto which = isolation();
  if (!which) return std::unexpected(which.error());
  if (*which == Isolation::full) return wanted;
  return reduced::path_of(host);
}

core::Result<fs::path> writable_path_inside(const fs::path& host, const fs::path& wanted) {
  const auto which = isolation();
  if (!which) return std::unexpected(which.error());
  if (*which == Isolation::full) return wanted;
  return reduced::path_in_place(host);
}

}  // namespace assay::sandbox
