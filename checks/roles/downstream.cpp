#include "checks/roles/downstream.hpp"

#include <algorithm>

namespace assay::checks {
namespace {

/// What a caller outside the submission gives, as through a setter, is injected as well.
bool is_given(const Flow& flow, Site site) {
  const auto origins = flow.reach(site.function, flow.write(site).value, {});
  return !origins.empty() && std::ranges::all_of(origins, [&](const Origin& origin) {
    if (origin.source.kind == SourceKind::parameter) return true;
    return origin.source.kind == SourceKind::result && flow.call({origin.function, origin.source.index}).gives_access;
  });
}

bool is_written_later(const Flow& flow, const std::string& storage) {
  return std::ranges::any_of(flow.writes_to(storage),
                             [&](Site site) { return !flow.write(site).initialises && !is_given(flow, site); });
}

/// What is injected is set once; a state object, say, is replaced as the program runs.
bool is_injected(const Flow& flow, unsigned function, const Value& object) {
  if (!has_origin(object)) return false;
  for (const auto& storage : storages_in(flow.reach(function, object, {})))
    if (is_written_later(flow, storage)) return false;
  return true;
}

/// Whether an exception of the call is caught, in its function or by a caller.
bool may_be_caught(const Flow& flow, Site site) {
  std::set<unsigned> seen{site.function};
  std::vector<Site> open{site};
  while (!open.empty()) {
    const auto at = open.back();
    open.pop_back();
    if (flow.call(at).in_try) return true;
    for (const auto& caller : flow.callers(at.function))
      if (seen.insert(caller.call.function).second) open.push_back(caller.call);
  }
  return false;
}

bool is_candidate(const Flow& flow, Site site) {
  const auto& call = flow.call(site);
  if (call.clock || call.returns_time) return false;
  if (!call.result_used && !may_be_caught(flow, site)) return false;
  if (call.kind == CallKind::indirect) return is_injected(flow, site.function, call.callable);
  if (call.kind != CallKind::virtual_dispatch || call.takes_only_time) return false;
  return (call.pure || flow.targets(site).empty()) && is_injected(flow, site.function, call.receiver);
}

std::string key_of(const Flow& flow, Site site) {
  const auto& call = flow.call(site);
  if (call.kind != CallKind::indirect) return call.callee;
  return flow.function(site.function).id + "#" + std::to_string(site.index);
}

/// A callable that is given another candidate's result judges it, and is not called in
/// its place.
bool judges_another(const Flow& flow, Site site, const std::vector<Site>& candidates) {
  for (const auto& argument : flow.call(site).arguments)
    for (const auto& origin : flow.reach(site.function, argument, {}))
      if (origin.source.kind == SourceKind::result)
        for (const auto& other : candidates)
          if (other != site && other == Site{origin.function, origin.source.index}) return true;
  return false;
}

}  // namespace

std::vector<Downstream> find_downstreams(const Flow& flow) {
  std::vector<Site> candidates;
  for (unsigned f = 0; f < flow.function_count(); ++f)
    for (unsigned c = 0; c < flow.function(f).calls.size(); ++c)
      if (is_candidate(flow, {f, c})) candidates.push_back({f, c});
  std::map<std::string, Downstream> by_key;
  for (const auto& site : candidates) {
    if (judges_another(flow, site, candidates)) continue;
    auto& group = by_key[key_of(flow, site)];
    group.name = flow.call(site).name;
    group.calls.push_back(site);
    group.answers = group.answers || flow.call(site).result_used;
  }
  std::vector<Downstream> result;
  for (auto& [key, group] : by_key) result.push_back(std::move(group));
  return result;
}

}  // namespace assay::checks
