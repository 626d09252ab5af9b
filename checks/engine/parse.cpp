#include "checks/engine/parse.hpp"

#include <algorithm>

#include <llvm/Support/CrashRecoveryContext.h>

#include "checks/engine/clang_run.hpp"
#include "checks/engine/stand_in_prelude.hpp"
#include "checks/engine/stand_ins.hpp"

namespace assay::checks {
namespace {

/// Clang recurses over nested code; its own tools ask for 8 MiB a thread.
constexpr unsigned stack_size = 256U << 20;

/// The first is without stand-ins; what one round declares may show the next what is missing.
constexpr int max_rounds = 5;

ClangOutput run_guarded(const ClangInput& input, const std::string& name) {
  ClangOutput output;
  llvm::CrashRecoveryContext recovery;
  if (recovery.RunSafelyOnThread([&] { run_clang(input, name, output); }, stack_size)) return output;
  const char* why = output.late ? "this file takes Clang too long" : "Clang crashed while it read this file";
  const bool late = output.late;
  output = {};
  output.late = late;
  output.time = input.time_limit;
  output.crashed = !late;
  output.facts.incomplete = true;
  output.problems.push_back({Place{name, 0, 0, ""}, why, true});
  return output;
}

std::size_t damage(const ClangOutput& output) {
  std::size_t result = output.facts.incomplete ? 1'000'000 : 0;
  for (const auto& [id, function] : output.facts.functions) result += function.damaged ? 1 : 0;
  return result;
}

/// Headers that were not found where they are included from, but that lie elsewhere in the submission.
bool find_own(const std::vector<std::string>& missing, const SourceScope& scope, std::map<std::string, std::string>& files) {
  bool found = false;
  for (const auto& name : missing) {
    const auto path = scope.find_header(name);
    if (!path) continue;
    const auto place = std::filesystem::path(std::string(virtual_folder) + "found/" + name).lexically_normal().string();
    found = files.emplace(place, "#include \"" + path->string() + "\"\n").second || found;
  }
  return found;
}

/// Where every header is there, an unknown name is the code's own fault, but for what another
/// standard library's headers, or a library's that a model replaces, would have brought along.
std::set<UnknownName> names_to_stand_in(const ClangOutput& output) {
  auto result = output.unknown;
  if (output.missing_headers.empty())
    std::erase_if(result, [](const UnknownName& name) { return name.context.empty() || name.context.front() != "std"; });
  return result;
}

ClangOutput run_or_do_less(ClangInput& input, const std::string& name) {
  auto output = run_guarded(input, name);
  if (output.crashed) {
    input.instantiate = false;
    output = run_guarded(input, name);
  }
  input.time_limit = std::max(input.time_limit - output.time, std::chrono::nanoseconds(std::chrono::seconds(1)));
  return output;
}

}  // namespace

ParsedUnit parse_unit(const Unit& unit, const SourceScope& scope, std::span<const core::ProjectRule> rules) {
  const auto name = scope.own_file(unit.file.string()).value_or(unit.file.filename().string());
  const bool c = unit.file.extension() == ".c";
  llvm::CrashRecoveryContext::Enable();
  StandIns stand_ins(read_own_tokens(unit.file, unit.flags, scope));
  ClangInput input{unit, scope, {}, "", stand_ins.tokens(), unit.time_limit, rules};
  if (!c) {
    input.files[stand_in_file] = stand_ins.text(c);
    input.first = stand_in_file;
  }
  auto best = run_or_do_less(input, name);
  auto last = &best;
  ClangOutput next;
  for (int round = 1; round < max_rounds && !last->late; ++round) {
    const bool found = find_own(last->missing_headers, scope, input.files);
    bool more = found;
    // A header that was found may declare it all.
    if (!more && stand_ins.add(names_to_stand_in(*last))) {
      input.files[stand_in_file] = stand_ins.text(c);
      input.first = stand_in_file;
      more = true;
    }
    if (!more) break;
    next = run_or_do_less(input, name);
    // Without their own headers functions may be missing altogether, which looks like less damage.
    const bool sees_more = found && (!next.facts.incomplete || best.facts.incomplete);
    if (sees_more || std::pair(damage(next), next.errors) <= std::pair(damage(best), best.errors)) best = next;
    last = &next;
  }
  best.facts.missing_headers = std::move(best.missing_headers);
  return {std::move(best.facts), std::move(best.problems), std::move(best.matches)};
}

}  // namespace assay::checks
