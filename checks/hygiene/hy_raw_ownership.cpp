#include "checks/hygiene/hy_raw_ownership.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace assay::checks::hygiene {
namespace {

bool is_c(const Place& place) { return place.file.ends_with(".c"); }

bool is_smart(const std::string& name) {
  static constexpr std::array<std::string_view, 9> names{"std::unique_ptr", "std::shared_ptr",    "boost::shared_ptr", "boost::scoped_ptr",
                                                         "QScopedPointer",  "QSharedPointer", "boost::intrusive_ptr", "std::auto_ptr", "boost::unique_ptr"};
  return std::ranges::find(names, name) != names.end();
}

bool allocates_by_hand(const Call& call) {
  static constexpr std::array<std::string_view, 5> names{"malloc", "calloc", "realloc", "strdup", "aligned_alloc"};
  return (call.qualified == call.simple || call.of_std) && call.record.empty() && std::ranges::find(names, call.simple) != names.end();
}

struct Found {
  std::vector<core::Location> owned;
  std::vector<core::Location> by_hand;
  bool open = false;  ///< a new expression of which it is not known who owns it
};

/// Whether something that stands with a new expression may take what it makes.
bool is_taken(const Function& function, const Call& made) {
  const auto stands_here = [&](const auto& fact) { return share_statement(fact, made); };
  if (made.into_local || !made.into_storage.empty() || std::ranges::any_of(function.returns, stands_here) ||
      std::ranges::any_of(function.local_writes, stands_here) || std::ranges::any_of(function.writes, stands_here))
    return true;
  return std::ranges::any_of(function.calls, [&](const Call& call) {
    return stands_here(call) && std::ranges::any_of(call.argument_types, [](const Type& type) { return type.is_pointer || type.is_unknown; });
  });
}

void read(const Function& function, Found& found) {
  std::set<unsigned> smart;
  for (const auto& call : function.calls) {
    const bool made = call.of_std && (call.simple == "make_unique" || call.simple == "make_shared" || call.simple == "allocate_shared");
    const bool is_owned = made || (!call.arguments.empty() && (is_smart(call.record) || is_smart(call.type.class_name)));
    if (is_owned) smart.insert(call.statement);
    if (made || (is_smart(call.record) && call.kind == CallKind::construction && !call.arguments.empty()))
      found.owned.push_back(noted(call.at, "owned by an object"));
  }
  for (const auto& call : function.calls) {
    if (is_c(call.at)) continue;
    if (call.kind == CallKind::deallocation) found.by_hand.push_back(noted(call.at, "deleted by hand"));
    if (allocates_by_hand(call)) found.by_hand.push_back(noted(call.at, "allocated by hand"));
    if (call.kind != CallKind::allocation || !call.arguments.empty() || smart.contains(call.statement)) continue;
    if (is_taken(function, call))
      found.open = true;
    else
      found.by_hand.push_back(noted(call.at, "given to nobody"));
  }
}

}  // namespace

core::Finding check_raw_ownership(const RuleInput& input) {
  Found found;
  for (unsigned f = 0; f < input.flow.function_count(); ++f) read(input.flow.function(f), found);
  if (!found.by_hand.empty())
    return violated("Memory is held by a plain pointer, and released by hand if at all; let a std::unique_ptr or a container own it.",
                    std::move(found.by_hand));
  if (found.open) return cannot_tell("Who owns what a new expression makes was not seen.");
  if (found.owned.empty()) return cannot_tell("Nothing is allocated in the submitted files.");
  return satisfied("What is allocated is owned by an object that releases it.", std::move(found.owned));
}

}  // namespace assay::checks::hygiene
