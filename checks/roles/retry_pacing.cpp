#include "checks/roles/retry_pacing.hpp"

#include <algorithm>

#include "checks/roles/library.hpp"

namespace assay::checks {
namespace {

constexpr Follow with_details{.control = false, .storage = true, .execution = false, .details = true};
constexpr Follow with_choices{.control = true, .storage = true, .execution = true, .details = true};

class PacingReader {
 public:
  PacingReader(RetryParts& parts, const Retry& retry) : parts_(parts), flow_(parts.flow()), retry_(retry) {}

  Pacing run() {
    for (const auto& wait : retry_.wait_values) {
      origins_.merge(flow_.reach(wait.function, wait.value, with_details));
      choices_.merge(flow_.reach(wait.function, wait.value, with_choices));
    }
    for (const auto& origin : origins_) read(origin);
    find_tables();
    find_limits();
    return std::move(result_);
  }

 private:
  void read(const Origin& origin);
  void read_operation(Site site);
  void read_call(Site site);
  void find_tables();
  void find_limits();
  bool limits_growth(Site compare);
  bool decides_attempts(Site compare) const;
  bool varies(unsigned function, const Value& value) const;

  RetryParts& parts_;
  const Flow& flow_;
  const Retry& retry_;
  Origins origins_;
  Origins choices_;
  Pacing result_;
};

/// Anything but constants: a counter, a parameter, a field.
bool PacingReader::varies(unsigned function, const Value& value) const {
  return std::ranges::any_of(flow_.reach(function, value, with_details), [&](const Origin& origin) {
    switch (origin.source.kind) {
      case SourceKind::literal:
      case SourceKind::local: return false;
      case SourceKind::storage: {
        const auto& writes = flow_.writes_to(origin.source.symbol);
        return std::ranges::any_of(writes, [&](Site site) { return !flow_.write(site).initialises; });
      }
      case SourceKind::operation: return parts_.feeds_itself({origin.function, origin.source.index});
      case SourceKind::parameter: return flow_.callers(origin.function).empty();
      default: return false;
    }
  });
}

void PacingReader::read_operation(Site site) {
  const auto& operation = flow_.function(site.function).operations[site.index];
  const auto grow = [&](GrowthKind kind) {
    result_.growths.push_back({kind, site, operation.at, operation.right, !varies(site.function, operation.right), operation.type});
  };
  if (parts_.stays_zero(site)) return;
  switch (operation.kind) {
    case OperationKind::multiply: {
      const auto by = only_number(operation.right);
      if (parts_.feeds_itself(site) && by != 1.0) return grow(GrowthKind::multiplied);
      break;
    }
    case OperationKind::shift_left:
      if (varies(site.function, operation.right) || parts_.feeds_itself(site)) return grow(GrowthKind::shifted);
      break;
    case OperationKind::add:
      if (parts_.feeds_itself(site, true)) return grow(GrowthKind::added);
      break;
    default: break;
  }
  if (parts_.feeds_itself(site) || varies(site.function, operation.left) || varies(site.function, operation.right))
    result_.steps = operation.at;
}

void PacingReader::read_call(Site site) {
  const auto& call = flow_.call(site);
  if (library::draws(call)) {
    result_.draws.push_back(judge_draw(flow_, site));
    return;
  }
  if (library::raises_to_power(call) && call.arguments.size() >= 2 && varies(site.function, call.arguments[1])) {
    result_.growths.push_back({GrowthKind::power, site, call.at, call.arguments[1], false, call.type});
    return;
  }
  if (library::limits(call)) {
    result_.limits.push_back(call.at);
    return;
  }
  if (!flow_.targets(site).empty() || call.of_std || call.clock || call.kind == CallKind::construction) return;
  if (std::ranges::find(retry_.invocations, site) != retry_.invocations.end()) return;
  if (library::sleeps(call) || library::arms_timer(call)) return;
  result_.opaque = true;
}

void PacingReader::read(const Origin& origin) {
  const Site site{origin.function, origin.source.index};
  switch (origin.source.kind) {
    case SourceKind::operation: return read_operation(site);
    case SourceKind::result: return read_call(site);
    case SourceKind::clock: result_.reads_clock = true; return;
    default: return;
  }
}

/// A table of waits: numbers whose steps become longer.
void PacingReader::find_tables() {
  const auto grows = [](const Value& value) {
    std::vector<double> numbers;
    // The factors of a product are no table.
    if (std::ranges::any_of(value, [](const Source& source) { return source.kind == SourceKind::operation; })) return false;
    for (const auto& literal : literals_of(value))
      if (const auto number = number_of(literal)) numbers.push_back(*number);
    std::ranges::sort(numbers);
    if (numbers.size() < 3) return false;
    for (std::size_t i = 2; i < numbers.size(); ++i)
      if (numbers[i] - numbers[i - 1] < numbers[i - 1] - numbers[i - 2]) return false;
    const auto last = numbers.size() - 1;
    return numbers[last] - numbers[last - 1] > numbers[1] - numbers[0];
  };
  const auto table = [&](Place at) {
    result_.growths.push_back({GrowthKind::table, {}, at, {}, true, {}});
    result_.limits.push_back(std::move(at));
  };
  for (const auto& origin : origins_) {
    if (origin.source.kind == SourceKind::storage) {
      const auto known = flow_.facts().storages.find(origin.source.symbol);
      if (known == flow_.facts().storages.end()) continue;
      if (grows(known->second.initial)) table(known->second.at);
      for (const auto& site : flow_.writes_to(origin.source.symbol))
        if (flow_.write(site).initialises && grows(flow_.write(site).value)) table(flow_.write(site).at);
    }
    if (origin.source.kind == SourceKind::local)
      for (const auto& write : flow_.function(origin.function).local_writes)
        if (write.local == origin.source.index && write.initialises && grows(write.value)) table(write.at);
  }
}

bool PacingReader::decides_attempts(Site site) const {
  if (retry_.form == RetryForm::policy) return false;
  return std::ranges::any_of(retry_.forks, [&](const Fork& fork) {
    if (fork.function != site.function) return false;
    const auto& value = flow_.function(fork.function).conditions[fork.condition].value;
    return std::ranges::any_of(value, [&](const Source& source) {
      return source.kind == SourceKind::compare && source.index == site.index;
    });
  });
}

/// A comparison of what grows, or of its exponent, that chooses the wait.
bool PacingReader::limits_growth(Site site) {
  const auto& compare = flow_.compare(site);
  if (compare.kind == CompareKind::equal || compare.kind == CompareKind::not_equal || compare.kind == CompareKind::truth)
    return false;
  Origins both = flow_.reach(site.function, compare.left, with_details);
  both.merge(flow_.reach(site.function, compare.right, with_details));
  const bool of_attempts = decides_attempts(site);
  return std::ranges::any_of(result_.growths, [&](const Growth& growth) {
    if (growth.kind == GrowthKind::table || (of_attempts && !growth.by_constant)) return false;
    const auto kind = growth.kind == GrowthKind::power ? SourceKind::result : SourceKind::operation;
    if (both.contains({growth.site.function, Source{kind, "", growth.site.index, false}})) return true;
    if (growth.exponent.empty() || of_attempts) return false;
    // The exponent is compared where the wait is worked out: in its own function.
    if (growth.site.function != site.function) return false;
    const auto exponent = flow_.reach(growth.site.function, growth.exponent, {.control = false, .storage = false, .execution = false, .details = true});
    return std::ranges::any_of(exponent, [&](const Origin& origin) {
      return origin.source.kind != SourceKind::literal && both.contains(origin);
    });
  });
}

void PacingReader::find_limits() {
  // A wait that is itself compared to end the attempts is limited by that.
  for (const auto& fork : retry_.forks)
    for (const auto& source : flow_.function(fork.function).conditions[fork.condition].value)
      if (source.kind == SourceKind::compare && limits_growth({fork.function, source.index}))
        result_.limits.push_back(flow_.compare({fork.function, source.index}).at);
  for (const auto& origin : choices_) {
    if (origin.source.kind != SourceKind::compare) continue;
    const Site site{origin.function, origin.source.index};
    if (limits_growth(site)) result_.limits.push_back(flow_.compare(site).at);
  }
}

}  // namespace

Pacing pacing_of(RetryParts& parts, const Retry& retry) { return PacingReader(parts, retry).run(); }

std::vector<double> numbers_behind(const Flow& flow, unsigned function, const Value& value) {
  std::vector<double> result;
  const auto add = [&](const std::vector<Literal>& literals) {
    for (const auto& literal : literals)
      if (const auto number = number_of(literal)) result.push_back(*number);
  };
  const auto origins = flow.reach(function, value, with_details);
  add(literals_in(origins));
  for (const auto& storage : storages_in(origins)) {
    const auto known = flow.facts().storages.find(storage);
    if (known != flow.facts().storages.end()) add(literals_of(known->second.initial));
  }
  for (const auto& origin : origins) {
    if (origin.source.kind != SourceKind::result) continue;
    const auto& call = flow.call({origin.function, origin.source.index});
    if (call.of_std && call.simple == "max" && call.arguments.empty()) result.push_back(1e19);
  }
  return result;
}

}  // namespace assay::checks
