// Retries spread over calls: what failed is put back, with its count or the time when it is
// due, to be worked on again later.
#include <algorithm>

#include "checks/roles/library.hpp"
#include "checks/roles/retry_parts.hpp"

namespace assay::checks {
namespace {

class RequeueReader {
 public:
  RequeueReader(RetryParts& parts, unsigned function)
      : parts_(parts), flow_(parts.flow()), index_(function), function_(flow_.function(function)) {}

  void run(std::vector<Retry>& found);

 private:
  bool puts_back(Site call, unsigned depth) const;
  void read(unsigned put, std::vector<Retry>& found);
  bool on_way(const Guards& guards, const Fork& fork) const;
  std::string record_of(unsigned call) const;
  bool is_of(const Value& value, const std::string& record) const;
  void add_lengths(Retry& retry, const Fork& told, const std::string& record);

  RetryParts& parts_;
  const Flow& flow_;
  unsigned index_;
  const Function& function_;
};

bool RequeueReader::puts_back(Site site, unsigned depth) const {
  static constexpr std::string_view names[] = {"push", "push_back", "emplace", "emplace_back", "push_front", "emplace_front", "insert"};
  const auto& call = flow_.call(site);
  if (call.of_std) return std::ranges::find(names, call.simple) != std::end(names);
  if (depth >= 2 || call.arguments.empty()) return false;
  for (const unsigned target : flow_.targets(site))
    for (unsigned c = 0; c < flow_.function(target).calls.size(); ++c)
      if (puts_back({target, c}, depth + 1)) return true;
  return false;
}

/// The class of what a call is given, where it is the submission's.
std::string RequeueReader::record_of(unsigned index) const {
  for (const auto& type : function_.calls[index].argument_types) {
    if (flow_.facts().classes.contains(type.record)) return type.record;
    for (const auto& argument : type.arguments)
      if (flow_.facts().classes.contains(argument)) return argument;
  }
  return {};
}

/// Whether a value is, or is a part of, an object of a class.
bool RequeueReader::is_of(const Value& value, const std::string& record) const {
  return std::ranges::any_of(value, [&](const Source& source) {
    if (source.kind == SourceKind::storage) {
      const auto known = flow_.facts().storages.find(source.symbol);
      return known != flow_.facts().storages.end() && known->second.owner == record;
    }
    return source.kind == SourceKind::local && source.index < function_.locals.size() &&
           function_.locals[source.index].type.record == record;
  });
}

bool RequeueReader::on_way(const Guards& guards, const Fork& fork) const {
  return std::ranges::any_of(guards, [&](const Guard& guard) {
    return guard.condition == fork.condition && fork.again.contains(guard.edge);
  });
}

void RequeueReader::add_lengths(Retry& retry, const Fork& told, const std::string& record) {
  for (const auto& write : function_.writes) {
    const auto known = flow_.facts().storages.find(write.storage);
    if (known == flow_.facts().storages.end() || known->second.owner != record) continue;
    if (!on_way(write.guards, told)) continue;
    const bool timed = known->second.type.is_time || std::ranges::any_of(
        flow_.reach(index_, write.value, {}), [](const Origin& origin) { return origin.source.kind == SourceKind::clock; });
    const bool computed = !write.accumulates && std::ranges::any_of(write.value, [](const Source& source) {
      return source.kind == SourceKind::operation;
    });
    if (timed || computed) retry.wait_values.push_back({index_, write.value, write.at});
  }
}

void RequeueReader::read(unsigned put, std::vector<Retry>& found) {
  const auto record = record_of(put);
  if (record.empty()) return;
  const auto& guards = function_.calls[put].guards;
  Retry retry;
  retry.form = RetryForm::requeue;
  retry.function = index_;
  retry.functions.insert(index_);
  std::map<unsigned, std::set<unsigned>> ways;
  for (const auto& guard : guards) ways[guard.condition].insert(guard.edge);
  const Fork* told = nullptr;
  for (const auto& [condition, edges] : ways) {
    Fork fork{index_, condition, edges, {}, false, false, false};
    const auto count = std::max<std::size_t>(2, function_.conditions[condition].labels.size());
    for (unsigned i = 0; i < count; ++i)
      if (!edges.contains(i)) fork.end.insert(i);
    if (!fork.end.empty()) retry.forks.push_back(std::move(fork));
  }
  for (unsigned c = 0; c < function_.calls.size(); ++c) {
    const Site site{index_, c};
    const auto& call = function_.calls[c];
    if (c == put || !parts_.is_invocation(site) || puts_back(site, 0)) continue;
    const bool works_on_it = is_of(call.receiver, record) || std::ranges::any_of(call.arguments, [&](const Value& value) { return is_of(value, record); });
    if (!works_on_it) continue;
    for (auto& fork : retry.forks) {
      if (!parts_.tells(index_, function_.conditions[fork.condition].value, {site})) continue;
      if (!parts_.again_on_failure(fork, site)) continue;
      fork.tells_outcome = true;
      told = &fork;
      retry.by_exception = retry.by_exception || function_.conditions[fork.condition].kind == ConditionKind::leaving || call.in_try;
      retry.invocations = {site};
    }
  }
  if (told == nullptr) return;
  const bool marked = std::ranges::any_of(function_.writes, [&](const Write& write) {
    const auto known = flow_.facts().storages.find(write.storage);
    return known != flow_.facts().storages.end() && known->second.owner == record && on_way(write.guards, *told);
  });
  if (!marked) return;
  add_lengths(retry, *told, record);
  found.push_back(std::move(retry));
}

void RequeueReader::run(std::vector<Retry>& found) {
  for (unsigned c = 0; c < function_.calls.size(); ++c)
    if (!function_.calls[c].guards.empty() && puts_back({index_, c}, 0)) read(c, found);
}

}  // namespace

void find_requeued_retries(RetryParts& parts, std::vector<Retry>& found) {
  for (unsigned f = 0; f < parts.flow().function_count(); ++f) {
    std::vector<Retry> own;
    RequeueReader(parts, f).run(own);
    if (!own.empty()) found.push_back(std::move(own.back()));
  }
}

}  // namespace assay::checks
