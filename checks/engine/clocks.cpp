#include "checks/engine/clocks.hpp"

#include "checks/engine/clang_headers.hpp"
#include "checks/engine/symbols.hpp"

namespace assay::checks {
namespace {

/// The value of `is_steady`, where a clock of the submission's or a library's has one.
std::optional<bool> is_steady(const clang::CXXRecordDecl& clock) {
  for (const auto* member : clock.decls()) {
    const auto* variable = llvm::dyn_cast<clang::VarDecl>(member);
    if (variable == nullptr || variable->getName() != "is_steady") continue;
    // Clang asks for the value only of what has one to ask for.
    const auto* initialiser = variable->getAnyInitializer();
    if (initialiser == nullptr || initialiser->isValueDependent()) continue;
    const auto* value = variable->evaluateValue();
    if (value != nullptr && value->isInt()) return value->getInt().getBoolValue();
  }
  return std::nullopt;
}

Clock classify(const clang::CXXRecordDecl& clock) {
  if (is_std(&clock, "steady_clock")) return {ClockKind::monotonic, "std::chrono::steady_clock"};
  for (const char* name : {"system_clock", "utc_clock", "tai_clock", "gps_clock", "file_clock"})
    if (is_std(&clock, name)) return {ClockKind::wall, std::string("std::chrono::") + name};
  const auto steady = is_steady(clock);
  return {steady.value_or(false) ? ClockKind::monotonic : ClockKind::unknown,
          clock.getNameAsString()};
}

const clang::TemplateArgumentList* arguments_of(const clang::CXXRecordDecl* record) {
  const auto* instance = llvm::dyn_cast_or_null<clang::ClassTemplateSpecializationDecl>(record);
  return instance == nullptr ? nullptr : &instance->getTemplateArgs();
}

std::optional<clang::QualType> first_type_argument(const clang::CXXRecordDecl* record) {
  const auto* arguments = arguments_of(record);
  if (arguments == nullptr || arguments->size() == 0) return std::nullopt;
  if (arguments->get(0).getKind() != clang::TemplateArgument::Type) return std::nullopt;
  return arguments->get(0).getAsType();
}

/// What POSIX's clockid_t values mean on Linux (clock_gettime(2)).
Clock clock_of_id(const clang::Expr& id, const clang::ASTContext& context) {
  clang::Expr::EvalResult result;
  if (id.isValueDependent() || !id.EvaluateAsInt(result, context))
    return {ClockKind::unknown, "clock_gettime"};
  switch (result.Val.getInt().getExtValue()) {
    case 0: return {ClockKind::wall, "clock_gettime(CLOCK_REALTIME)"};
    case 5: return {ClockKind::wall, "clock_gettime(CLOCK_REALTIME_COARSE)"};
    case 11: return {ClockKind::wall, "clock_gettime(CLOCK_TAI)"};
    case 1: return {ClockKind::monotonic, "clock_gettime(CLOCK_MONOTONIC)"};
    case 4: return {ClockKind::monotonic, "clock_gettime(CLOCK_MONOTONIC_RAW)"};
    case 6: return {ClockKind::monotonic, "clock_gettime(CLOCK_MONOTONIC_COARSE)"};
    case 7: return {ClockKind::monotonic, "clock_gettime(CLOCK_BOOTTIME)"};
    default: return {ClockKind::unknown, "clock_gettime"};
  }
}

}  // namespace

std::optional<Clock> clock_of_type(clang::QualType type) {
  const auto* record = record_of(type);
  for (const char* wrapper : {"optional", "atomic", "reference_wrapper"})
    if (is_std(record, wrapper))
      if (const auto inner = first_type_argument(record)) return clock_of_type(*inner);
  if (!is_std(record, "time_point")) return std::nullopt;
  const auto clock = first_type_argument(record);
  const auto* clock_record = clock ? record_of(*clock) : nullptr;
  if (clock_record == nullptr) return Clock{ClockKind::unknown, "an unknown clock"};
  return classify(*clock_record);
}

bool is_time_or_duration(clang::QualType type) {
  return is_std(record_of(type), "duration") || clock_of_type(type).has_value();
}

std::optional<Clock> clock_of_call(const clang::CallExpr& call,
                                   const clang::ASTContext& context) {
  const auto* callee = call.getDirectCallee();
  if (callee == nullptr || !callee->getDeclName().isIdentifier()) return std::nullopt;
  if (!callee->isExternC() && !is_std(callee)) return std::nullopt;
  const auto name = callee->getName();
  if (name == "time") return Clock{ClockKind::wall, "time()"};
  if (name == "gettimeofday") return Clock{ClockKind::wall, "gettimeofday()"};
  if (name == "timespec_get") return Clock{ClockKind::wall, "timespec_get()"};
  if (name == "clock") return Clock{ClockKind::unknown, "clock()"};
  if (name == "clock_gettime" && call.getNumArgs() > 0) return clock_of_id(*call.getArg(0), context);
  return std::nullopt;
}

}  // namespace assay::checks
