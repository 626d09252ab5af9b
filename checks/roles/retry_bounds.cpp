#include "checks/roles/retry_bounds.hpp"

#include <algorithm>

#include "checks/roles/library.hpp"
#include "checks/roles/retry_pacing.hpp"

namespace assay::checks {
namespace {

constexpr Follow with_details{.control = false, .storage = true, .execution = false, .details = true};
constexpr Follow with_choices{.control = true, .storage = true, .execution = false, .details = true};

/// No run of a program counts that far.
constexpr double huge = 2147483646;

class BoundReader {
 public:
  BoundReader(const Flow& flow, const Retry& retry) : flow_(flow), retry_(retry), parts_(flow) {}

  Bound run();

 private:
  Bound of(const Fork& fork);
  bool is_count(const Origin& origin);
  bool stays_zero(unsigned function, const Value& value) const;
  bool is_begun_here(unsigned function, const Value& value) const;
  bool is_counted(const Origins& origins) { return std::ranges::any_of(origins, [&](const Origin& o) { return is_count(o); }); }
  bool iterates(const Fork& fork) const;
  bool never_ends(const Fork& fork);
  bool is_reset(const Origins& origins);
  bool in_loop(StepKind kind, unsigned index);
  bool has_count_compare(const Origins& origins);
  bool is_count_local(unsigned local) const;
  bool is_opaque(const Fork& fork);
  bool reads_clock(const Fork& fork, const Origins& direct) const;
  [[nodiscard]] Origins compared_in(const Fork& fork, const Origins& all) const;
  void read_limits(const Origins& origins, Bound& bound);
  [[nodiscard]] Value without_wholes(Value value) const;
  Place place_of(const Fork& fork) const { return flow_.function(fork.function).conditions[fork.condition].at; }
  const Value& value_of(const Fork& fork) const { return flow_.function(fork.function).conditions[fork.condition].value; }

  const Flow& flow_;
  const Retry& retry_;
  RetryParts parts_;
};

bool BoundReader::in_loop(StepKind kind, unsigned index) {
  if (retry_.form != RetryForm::loop) return true;
  const auto point = parts_.order(retry_.function).point_of(kind, index);
  return point && retry_.blocks.contains(point->block);
}

bool BoundReader::stays_zero(unsigned function, const Value& value) const {
  return std::ranges::any_of(value, [&](const Source& source) {
    return source.kind == SourceKind::operation && parts_.stays_zero({function, source.index});
  });
}

/// What is put back keeps its count in itself; a variable that begins anew counts something else.
bool BoundReader::is_begun_here(unsigned f, const Value& value) const {
  const auto& function = flow_.function(f);
  return std::ranges::any_of(value, [&](const Source& source) {
    return source.kind == SourceKind::local && std::ranges::any_of(function.local_writes, [&](const LocalWrite& write) {
      return write.local == source.index && write.initialises && is_constant(write.value);
    });
  });
}

/// What another attempt finds changed by a step: a variable that is added to, or an argument.
bool BoundReader::is_count(const Origin& origin) {
  const auto& function = flow_.function(origin.function);
  const bool own = origin.function == retry_.function;
  switch (origin.source.kind) {
    case SourceKind::operation: {
      if (own && !in_loop(StepKind::operation, origin.source.index)) return false;
      const auto& operation = function.operations[origin.source.index];
      if (operation.kind == OperationKind::logical_not || operation.kind == OperationKind::negate) return false;
      const bool steps = operation.kind == OperationKind::add || operation.kind == OperationKind::subtract;
      if (!steps && (!own || retry_.form != RetryForm::loop)) return false;
      if (retry_.form == RetryForm::requeue && (!only_number(operation.right) || is_begun_here(origin.function, operation.left))) return false;
      if (parts_.stays_zero({origin.function, origin.source.index})) return false;
      if (parts_.tells(origin.function, operation.right, retry_.invocations)) return false;
      return parts_.feeds_itself({origin.function, origin.source.index});
    }
    case SourceKind::local:
      if (retry_.form == RetryForm::requeue && is_begun_here(origin.function, {origin.source})) return false;
      for (unsigned w = 0; w < function.local_writes.size(); ++w) {
        const auto& write = function.local_writes[w];
        if (write.local == origin.source.index && write.accumulates && own && in_loop(StepKind::local_write, w) &&
            function.locals[write.local].type.is_number && !stays_zero(origin.function, write.value))
          return true;
      }
      return false;
    case SourceKind::storage:
      return std::ranges::any_of(flow_.writes_to(origin.source.symbol), [&](Site site) {
        if (!flow_.write(site).accumulates) return false;
        const auto known = flow_.facts().storages.find(origin.source.symbol);
        if (known == flow_.facts().storages.end() || !(known->second.type.is_number || known->second.type.is_atomic)) return false;
        return site.function != retry_.function || in_loop(StepKind::write, site.index);
      });
    default: return false;
  }
}

/// A loop over a range of waits ends with it.
bool BoundReader::iterates(const Fork& fork) const {
  const auto& function = flow_.function(fork.function);
  return std::ranges::any_of(value_of(fork), [&](const Source& source) {
    return source.kind == SourceKind::local && source.index < function.locals.size() &&
           function.locals[source.index].name.starts_with("__begin");
  });
}

bool BoundReader::is_count_local(unsigned local) const {
  const auto& function = flow_.function(retry_.function);
  return std::ranges::any_of(function.local_writes, [&](const LocalWrite& write) { return write.local == local && write.accumulates; });
}

/// An outcome's condition counts as well where a number that is counted is compared in it.
bool BoundReader::has_count_compare(const Origins& origins) {
  return std::ranges::any_of(origins, [&](const Origin& origin) {
    if (origin.source.kind != SourceKind::compare) return false;
    const auto& compare = flow_.compare({origin.function, origin.source.index});
    // Whether a text is empty says nothing of a number.
    if (compare.kind == CompareKind::truth && !compare.arithmetic) return false;
    for (const auto* side : {&compare.left, &compare.right})
      if (!parts_.tells(origin.function, *side, retry_.invocations) && is_counted(flow_.reach(origin.function, *side, with_details)))
        return true;
    return false;
  });
}

/// The count is set back where the attempt failed.
bool BoundReader::is_reset(const Origins& origins) {
  const auto& function = flow_.function(retry_.function);
  const auto on_success = [&](const Guards& guards) {
    return std::ranges::any_of(guards, [&](const Guard& guard) {
      return std::ranges::any_of(retry_.forks, [&](const Fork& fork) {
        return fork.tells_outcome && fork.condition == guard.condition && !fork.again.contains(guard.edge);
      });
    });
  };
  if (retry_.form != RetryForm::loop) return false;
  for (unsigned w = 0; w < function.local_writes.size(); ++w) {
    const auto& write = function.local_writes[w];
    const Origin counted{retry_.function, Source{SourceKind::local, "", write.local, false}};
    if (write.accumulates || write.initialises || !is_constant(write.value) || !in_loop(StepKind::local_write, w)) continue;
    if (origins.contains(counted) && is_count_local(write.local) && !on_success(write.guards)) return true;
  }
  return false;
}

bool BoundReader::is_opaque(const Fork& fork) {
  for (const auto& origin : flow_.reach(fork.function, value_of(fork), {.control = false, .storage = false, .execution = false, .details = false})) {
    if (origin.source.kind != SourceKind::result) continue;
    const Site site{origin.function, origin.source.index};
    const auto& call = flow_.call(site);
    if (std::ranges::find(retry_.invocations, site) != retry_.invocations.end()) continue;
    if (parts_.comes_before(site, retry_)) continue;
    if (flow_.targets(site).empty() && !call.of_std && !library::asks_for_error(call)) return true;
  }
  return false;
}

/// Of `policy_.attempts` only the field: the other fields of `policy_` are no limit.
Value BoundReader::without_wholes(Value value) const {
  const auto& storages = flow_.facts().storages;
  const Value all = value;
  std::erase_if(value, [&](const Source& source) {
    if (source.kind != SourceKind::storage) return false;
    const auto whole = storages.find(source.symbol);
    return whole != storages.end() && !whole->second.type.record.empty() && std::ranges::any_of(all, [&](const Source& part) {
      const auto field = part.kind == SourceKind::storage ? storages.find(part.symbol) : storages.end();
      return field != storages.end() && field->second.owner == whole->second.type.record;
    });
  });
  return value;
}

/// A job's own times are no deadline, unless they are compared.
bool BoundReader::reads_clock(const Fork& fork, const Origins& direct) const {
  const bool compares = std::ranges::any_of(value_of(fork), [](const Source& source) { return source.kind == SourceKind::compare; });
  if (retry_.form == RetryForm::requeue && !compares) return false;
  return std::ranges::any_of(direct, [](const Origin& origin) { return origin.source.kind == SourceKind::clock; });
}

/// Where a comparison may stand: what is put back goes through stores that have comparisons of their own.
Origins BoundReader::compared_in(const Fork& fork, const Origins& all) const {
  if (retry_.form != RetryForm::requeue) return all;
  return flow_.reach(fork.function, value_of(fork), {.control = false, .storage = false, .execution = false, .details = true});
}

void BoundReader::read_limits(const Origins& origins, Bound& bound) {
  bound.fixed = true;
  for (const auto& origin : origins) {
    if (origin.source.kind != SourceKind::compare) continue;
    const Site site{origin.function, origin.source.index};
    const auto& compare = flow_.compare(site);
    const auto counts = [&](const Value& side) { return is_counted(flow_.reach(site.function, side, with_details)); };
    const bool left = counts(compare.left);
    const auto limit = without_wholes(left ? compare.right : compare.left);
    if (!left && !counts(compare.right)) continue;
    const auto numbers = numbers_behind(flow_, site.function, limit);
    bound.limits.insert(bound.limits.end(), numbers.begin(), numbers.end());
    if (!is_constant(limit)) bound.fixed = false;
  }
  if (bound.limits.empty()) bound.fixed = false;
}

/// `if (++tries < 0) throw;`: what is counted up ends nothing where it is small.
bool BoundReader::never_ends(const Fork& fork) {
  const auto& value = value_of(fork);
  const Compare* only = nullptr;
  for (const auto& source : value) {
    if (source.kind == SourceKind::operation && flow_.function(fork.function).operations[source.index].kind == OperationKind::logical_not)
      return false;
    if (source.kind != SourceKind::compare) continue;
    if (only != nullptr) return false;
    only = &flow_.function(fork.function).compares[source.index];
  }
  if (only == nullptr || !fork.end.contains(0)) return false;
  const auto limit = only_number(only->right);
  return limit && *limit <= 0 && only->kind == CompareKind::less;
}

Bound BoundReader::of(const Fork& fork) {
  Bound bound{BoundKind::none, place_of(fork), {}, false};
  const auto direct = flow_.reach(fork.function, value_of(fork), with_details);
  Origins origins = direct;
  bool counted = is_counted(origins) && has_count_compare(compared_in(fork, origins));
  if (!counted && retry_.form != RetryForm::requeue) {
    // The wait's policy counts, and gives none when it is enough.
    for (const auto& origin : flow_.reach(fork.function, value_of(fork), with_choices))
      if (origin.function != retry_.function) origins.insert(origin);
    const bool by_policy = std::ranges::any_of(direct, [&](const Origin& origin) {
      return origin.source.kind == SourceKind::result && !flow_.targets({origin.function, origin.source.index}).empty();
    });
    counted = by_policy && !fork.tells_outcome && is_counted(origins) && has_count_compare(origins);
  }
  if (counted && never_ends(fork)) counted = false;
  if (iterates(fork)) {
    bound.kind = BoundKind::counted;
  } else if (counted) {
    bound.kind = is_reset(origins) ? BoundKind::reset : BoundKind::counted;
    read_limits(origins, bound);
    const bool endless = !bound.limits.empty() && std::ranges::all_of(bound.limits, [](double limit) { return limit >= huge; });
    if (bound.kind == BoundKind::counted && endless) bound.kind = BoundKind::huge;
  } else if (reads_clock(fork, direct)) {
    bound.kind = BoundKind::timed;
  } else if (!fork.tells_outcome && is_opaque(fork)) {
    bound.kind = BoundKind::opaque;
  }
  return bound;
}

Bound BoundReader::run() {
  Bound best;
  const auto rank = [](BoundKind kind) {
    switch (kind) {
      case BoundKind::counted: return 5;
      case BoundKind::timed: return 4;
      case BoundKind::opaque: return 3;
      case BoundKind::reset: return 2;
      case BoundKind::huge: return 1;
      case BoundKind::none: return 0;
    }
    return 0;
  };
  for (const auto& fork : retry_.forks)
    if (auto bound = of(fork); rank(bound.kind) > rank(best.kind)) best = std::move(bound);
  return best;
}

}  // namespace

Bound bound_of(const Flow& flow, const Retry& retry) { return BoundReader(flow, retry).run(); }

}  // namespace assay::checks
