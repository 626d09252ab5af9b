#include "checks/roles/delivery_outbox.hpp"

#include <algorithm>

namespace assay::checks {
namespace {

using Marking = Outbox::Marking;

class Finder {
 public:
  Finder(const Paths& paths, const Stores& stores) : paths_(paths), flow_(paths.flow()), stores_(stores) {}

  std::vector<Outbox> run() {
    std::set<std::string> seen;
    for (const auto& access : stores_.all())
      if (access.use == StoreUse::read && !access.store.starts_with("local:") && seen.insert(access.store).second)
        look(access.store);
    return std::move(found_);
  }

 private:
  void look(const std::string& store);
  void try_relay(const std::string& store, unsigned relay);
  [[nodiscard]] bool sends(Site site, const std::string& store) const;
  [[nodiscard]] bool is_publishing(Site site) const;
  [[nodiscard]] bool is_read(unsigned function, unsigned call) const;
  [[nodiscard]] Marking marking_of(unsigned relay, unsigned send, const StoreAccess& mark) const;
  [[nodiscard]] Marking marking_in_report(unsigned relay, unsigned send, const StoreAccess& mark) const;
  [[nodiscard]] bool is_swallowed(unsigned relay, unsigned send, unsigned mark) const;

  const Paths& paths_;
  const Flow& flow_;
  const Stores& stores_;
  std::vector<Outbox> found_;
};

/// A call to the outside that is given what was read from the store.
bool Finder::sends(Site site, const std::string& store) const {
  const auto& call = flow_.call(site);
  if (call.of_std && call.kind != CallKind::indirect) return false;
  if (call.kind == CallKind::construction || call.kind == CallKind::destruction || call.is_const) return false;
  if (!stores_.at(site).empty() || is_logging(flow_, site) || call.gives_access) return false;
  const bool outside = call.kind == CallKind::virtual_dispatch || call.kind == CallKind::indirect || flow_.targets(site).empty();
  if (!outside || call.arguments.empty()) return false;
  for (const auto& argument : call.arguments)
    for (const auto& origin : trace(flow_, site.function, argument)) {
      if (origin.source.kind == SourceKind::storage && origin.source.symbol == store) return true;
      if (origin.source.kind != SourceKind::result) continue;
      for (const auto* access : stores_.at({origin.function, origin.source.index}))
        if (access->store == store && access->use == StoreUse::read) return true;
    }
  return false;
}

/// A library's function that publishes, by its name; what the submission declares itself has none.
bool Finder::is_publishing(Site site) const {
  const auto& call = flow_.call(site);
  const bool own = std::ranges::any_of(flow_.facts().classes, [&](const auto& entry) { return entry.second.qualified == call.record; });
  if (own || call.kind == CallKind::indirect) return false;
  auto name = call.simple;
  std::ranges::transform(name, name.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  for (const char* word : {"publish", "produce", "xadd", "basic_publish"})
    if (name.find(word) != std::string::npos) return true;
  return false;
}

bool Finder::is_swallowed(unsigned relay, unsigned send, unsigned mark) const {
  const auto& order = paths_.order(relay);
  const auto from = order.point_of(StepKind::call, send);
  const auto to = order.point_of(StepKind::call, mark);
  if (!from || !to || !flow_.call({relay, send}).in_try) return false;
  for (const auto& handler : flow_.function(relay).handlers)
    if (order.reaches(*from, Point{handler.block, 0}) &&
        order.reaches(Point{handler.block, 0}, *to, {}, {.exceptions = false, .repeats = false}))
      return true;
  return false;
}

/// The mark stands in what the broker runs when it knows how the sending ended.
Marking Finder::marking_in_report(unsigned relay, unsigned send, const StoreAccess& mark) const {
  const auto& report = flow_.function(mark.call.function);
  if (!report.is_lambda || report.parameters.empty()) return Marking::unknown;
  for (const auto& argument : flow_.call({relay, send}).arguments)
    for (const auto& source : argument) {
      if (source.kind != SourceKind::function || source.symbol != report.id) continue;
      for (const auto& guard : flow_.call(mark.call).guards)
        for (const auto& told : trace(flow_, mark.call.function, report.conditions[guard.condition].value, {.callers = false}))
          if (told.source.kind == SourceKind::parameter && told.function == mark.call.function) return Marking::after;
      return Marking::regardless;
    }
  return Marking::unknown;
}

/// Whether anything looks at a call's result, as at a future.
bool Finder::is_read(unsigned function, unsigned call) const {
  const auto& fact = flow_.function(function);
  const auto has = [&](const Value& value) {
    return std::ranges::any_of(value, [&](const Source& source) { return source.kind == SourceKind::result && source.index == call; });
  };
  for (const auto& other : fact.calls)
    if (has(other.receiver) || std::ranges::any_of(other.arguments, has)) return true;
  return std::ranges::any_of(fact.returns, [&](const Return& result) { return has(result.value); }) ||
         std::ranges::any_of(fact.writes, [&](const Write& write) { return has(write.value); });
}

Marking Finder::marking_of(unsigned relay, unsigned send, const StoreAccess& mark) const {
  if (const auto told = marking_in_report(relay, send, mark); told != Marking::unknown) return told;
  const auto steps = paths_.steps_to(relay, mark.call);
  if (steps.empty()) return Marking::unknown;
  const unsigned step = steps.front();
  const auto& call = flow_.call({relay, send});
  if (!paths_.leads(relay, send, step)) return paths_.leads(relay, step, send) ? Marking::before : Marking::unknown;
  if (is_swallowed(relay, send, step)) return Marking::regardless;
  const auto& function = flow_.function(relay);
  for (const auto& guard : flow_.call({relay, step}).guards)
    for (const auto& origin : trace(flow_, relay, function.conditions[guard.condition].value, {.callers = false, .control = true}))
      if (origin == Origin{relay, Source{SourceKind::result, "", send, false}}) return Marking::after;
  if (call.returns_void) return Marking::after;
  const bool tells = call.type.is_bool || call.type.is_number || call.type.is_enum || !call.result_used || !is_read(relay, send);
  return tells ? Marking::regardless : Marking::unknown;
}

void Finder::try_relay(const std::string& store, unsigned relay) {
  const auto& function = flow_.function(relay);
  for (unsigned c = 0; c < function.calls.size(); ++c) {
    if (!sends({relay, c}, store)) continue;
    Outbox outbox;
    outbox.store = store;
    outbox.name = stores_.name_of(store);
    outbox.relay = relay;
    outbox.send = {relay, c};
    outbox.send_at = function.calls[c].at;
    bool marks = false;
    for (const auto* access : stores_.of(store)) {
      if (access->use == StoreUse::put) {
        outbox.inserts.push_back(access->call);
        outbox.insert_at = flow_.call(access->call).at;
      }
      const bool goes = access->use == StoreUse::take || access->use == StoreUse::erase || access->use == StoreUse::clear ||
                        (access->is_sql && access->use == StoreUse::update);
      if (!goes) continue;
      const auto marking = marking_of(relay, c, *access);
      const auto steps = paths_.steps_to(relay, access->call);
      if (!steps.empty() && paths_.leads(relay, c, steps.front())) marks = true;
      if (marking == Marking::unknown) continue;
      const bool worse = outbox.marking == Marking::unknown || (outbox.marking == Marking::after && marking != Marking::after &&
                                                                 !access->is_sql);
      if (worse) {
        outbox.marking = marking;
        outbox.mark_at = flow_.call(access->call).at;
      }
      marks = true;
    }
    if (!marks) continue;
    const bool written = judge_writing(paths_, stores_, outbox);
    if (!written && !(outbox.inserts.empty() && is_publishing({relay, c}))) continue;
    found_.push_back(std::move(outbox));
    return;
  }
}

void Finder::look(const std::string& store) {
  std::set<unsigned> readers;
  for (const auto* access : stores_.of(store))
    if (access->use == StoreUse::read) readers.insert(access->call.function);
  // The rows may be read by one function and sent by another that calls it.
  std::set<unsigned> relays = readers;
  for (const unsigned reader : readers)
    for (const auto& caller : flow_.callers(reader)) relays.insert(caller.call.function);
  const auto before = found_.size();
  for (const unsigned relay : relays)
    if (found_.size() == before) try_relay(store, relay);
}

}  // namespace

std::vector<Outbox> find_outboxes(const Paths& paths, const Stores& stores) { return Finder(paths, stores).run(); }

}  // namespace assay::checks
