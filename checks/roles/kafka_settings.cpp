#include "checks/roles/kafka_settings.hpp"

#include <algorithm>

#include "checks/roles/kafka_properties.hpp"

namespace assay::checks::kafka {
namespace {

/// Helpers of helpers of helpers; deeper nesting is not followed.
constexpr unsigned max_depth = 5;

constexpr Follow everything{.control = false, .storage = true, .execution = false, .details = true};

/// Functions whose results differ from start to start.
bool is_chance(const Call& call) {
  static const std::set<std::string, std::less<>> functions{
      "rand",      "random",      "time",         "getpid",   "gettid",  "clock",    "uuid_generate",
      "arc4random", "rand_r",     "clock_gettime", "gettimeofday", "tmpnam", "drand48", "lrand48"};
  if (call.record.empty() && functions.contains(call.simple)) return true;
  if (call.record == "std::random_device" || call.record == "std::mersenne_twister_engine" || call.qualified == "std::this_thread::get_id") return true;
  if (call.simple == "now" && call.record.starts_with("std::chrono::")) return true;
  return call.qualified.starts_with("boost::uuids::") || call.simple == "uuid_generate_random";
}

bool shares_variable(const Origins& one, const Origins& other) {
  const auto stored = storages_in(other);
  return std::ranges::any_of(one, [&](const Origin& origin) {
    if (origin.source.kind == SourceKind::storage) return stored.contains(origin.source.symbol);
    return origin.source.kind == SourceKind::local && other.contains(origin);
  });
}

/// Calls that put a pair somewhere: containers, pairs and whatever is made of two texts.
bool keeps_pair(const Call& call) {
  static const std::set<std::string, std::less<>> names{"insert", "emplace", "try_emplace", "insert_or_assign", "emplace_back",
                                                       "push_back", "make_pair", "make_tuple", "emplace_hint"};
  return call.kind == CallKind::construction || (call.of_std && names.contains(call.simple));
}

/// Whether a text is put together by streams, which are not followed one by one.
bool is_text_stream(const Type& type) {
  return type.class_name == "std::basic_ostringstream" || type.class_name == "std::basic_stringstream";
}

std::set<Literal> literal_set(const Origins& origins) {
  const auto found = literals_in(origins);
  return {found.begin(), found.end()};
}

}  // namespace

std::string spelled(const Literal& literal) {
  if (const auto text = text_of(literal)) return *text;
  if (literal.starts_with('#')) {
    const auto equals = literal.rfind('=');
    return equals == std::string::npos ? literal : literal.substr(equals + 1);
  }
  return literal;
}

Settings::Settings(const Flow& flow, const Vocabulary& vocabulary) : flow_(flow), vocabulary_(vocabulary) {
  for (unsigned f = 0; f < flow.function_count(); ++f)
    for (unsigned c = 0; c < flow.function(f).calls.size(); ++c)
      if (const auto use = vocabulary.use_of({f, c}); use && use->act == Act::set) read({f, c}, *use);
}

void Settings::read(Site site, const Use& use) {
  const auto& call = flow_.call(site);
  if (use.key + 1 >= call.arguments.size()) return;
  const auto& object = use.object ? call.arguments[*use.object] : call.receiver;
  expand({{site.function, call.arguments[use.key]},
          {site.function, call.arguments[use.key + 1]},
          {site.function, object},
          call.at,
          use.topic_level},
         site.function, 0);
}

bool Settings::has_parameter(const Bound& bound, unsigned function) const {
  return bound.function == function &&
         std::ranges::any_of(bound.value, [](const Source& source) { return source.kind == SourceKind::parameter && !source.control; });
}

Settings::Bound Settings::seen_by(const Bound& bound, unsigned function, Site caller) const {
  if (!has_parameter(bound, function)) return bound;
  const auto& call = flow_.call(caller);
  Bound result{caller.function, {}};
  for (const auto& source : bound.value)
    if (source.kind == SourceKind::parameter && !source.control && source.index < call.arguments.size())
      append(result.value, call.arguments[source.index]);
  return result;
}

/// A helper that hands its parameters on sets something for each of its callers.
void Settings::expand(Triple triple, unsigned function, unsigned depth) {
  const auto& callers = flow_.callers(function);
  const bool handed_on = has_parameter(triple.key, function) || has_parameter(triple.value, function) ||
                         has_parameter(triple.object, function);
  const bool direct = std::ranges::any_of(callers, [](const Caller& caller) { return !caller.by_callee; });
  if (!handed_on || !direct || depth == max_depth) return add(triple);
  for (const auto& caller : callers) {
    if (caller.by_callee) continue;
    auto outer = triple;
    outer.key = seen_by(triple.key, function, caller.call);
    outer.value = seen_by(triple.value, function, caller.call);
    outer.object = seen_by(triple.object, function, caller.call);
    // What a factory makes is told apart by who asked for it.
    if (outer.object.function == function && vocabulary_.is_configuration(flow_.call(caller.call).type))
      outer.object = {caller.call.function, {Source{SourceKind::result, "", caller.call.index, false}}, true};
    if (outer.key.function == caller.call.function && has_parameter(triple.key, function)) outer.at = flow_.call(caller.call).at;
    expand(std::move(outer), caller.call.function, depth + 1);
  }
}

bool Settings::uses_chance(unsigned function) const {
  return std::ranges::any_of(flow_.function(function).calls, is_chance);
}

void Settings::fill_value(Entry& entry, unsigned function, const Value& value) const {
  const auto origins = flow_.reach(function, value, everything);
  bool other = false;
  for (const auto& origin : origins) {
    const auto& source = origin.source;
    switch (source.kind) {
      case SourceKind::literal: entry.values.push_back(spelled(source.symbol)); break;
      case SourceKind::clock: entry.varies = true; break;
      case SourceKind::result: {
        const auto& call = flow_.call({origin.function, source.index});
        entry.varies = entry.varies || is_chance(call);
        for (const unsigned target : flow_.targets({origin.function, source.index})) entry.varies = entry.varies || uses_chance(target);
        const bool texts = call.of_std || call.simple == "to_string" || call.simple == "c_str";
        other = other || (flow_.targets({origin.function, source.index}).empty() && !texts);
        break;
      }
      case SourceKind::parameter: {
        const auto& callers = flow_.callers(origin.function);
        other = other || callers.empty() || callers.front().by_callee;
        break;
      }
      case SourceKind::storage: other = other || flow_.writes_to(source.symbol).empty(); break;
      case SourceKind::operation: other = true; break;
      case SourceKind::local: {
        const auto& locals = flow_.function(origin.function).locals;
        if (source.index < locals.size() && is_text_stream(locals[source.index].type)) entry.varies = entry.varies || uses_chance(origin.function);
        break;
      }
      default: break;
    }
  }
  std::ranges::sort(entry.values);
  const auto repeated = std::ranges::unique(entry.values);
  entry.values.erase(repeated.begin(), repeated.end());
  entry.known = !other && !entry.values.empty();
}

Identities Settings::identities(const Origins& origins) const {
  Identities result;
  for (const auto& origin : origins) {
    const auto& source = origin.source;
    if (source.kind == SourceKind::storage) {
      const auto known = flow_.facts().storages.find(source.symbol);
      if (known != flow_.facts().storages.end() && vocabulary_.is_configuration(known->second.type))
        result.insert({0, source});
    } else if (source.kind == SourceKind::local) {
      const auto& locals = flow_.function(origin.function).locals;
      if (source.index >= locals.size() || !vocabulary_.is_configuration(locals[source.index].type)) continue;
      if (!locals[source.index].is_parameter || flow_.callers(origin.function).empty()) result.insert(origin);
    } else if (source.kind == SourceKind::result) {
      const Site site{origin.function, source.index};
      const auto use = vocabulary_.use_of(site);
      const bool factory = !flow_.targets(site).empty() && vocabulary_.is_configuration(flow_.call(site).type);
      if ((use && use->act == Act::make_configuration) || factory) result.insert(origin);
    }
  }
  return result;
}

Identities Settings::identities(unsigned function, const Value& value) const {
  return identities(flow_.reach(function, value, everything));
}

bool Settings::is_topic_level(const Identities& object) const {
  return std::ranges::any_of(object, [&](const Origin& origin) {
    if (origin.source.kind != SourceKind::result) return false;
    const auto& call = flow_.call({origin.function, origin.source.index});
    if (call.qualified == "rd_kafka_topic_conf_new") return true;
    return !call.arguments.empty() && std::ranges::any_of(literals_of(call.arguments.front()), [](const Literal& literal) {
      return literal.find("CONF_TOPIC") != std::string::npos;
    });
  });
}

std::vector<Entry> Settings::pairs_in(const Origins& keys, const Origins& values) const {
  std::vector<Entry> result;
  const auto key_texts = literal_set(keys);
  const auto value_texts = literal_set(values);
  for (unsigned f = 0; f < flow_.function_count(); ++f)
    for (const auto& setting : flow_.function(f).settings) {
      if (setting.call && !keeps_pair(flow_.call({f, *setting.call}))) continue;
      bool belongs = false;
      if (has_origin(setting.object) || !setting.object.empty()) {
        belongs = shares_variable(flow_.reach(f, setting.object, everything), keys);
      } else if (key_texts.contains("\"" + setting.key)) {
        belongs = std::ranges::all_of(literals_of(setting.value), [&](const Literal& text) { return value_texts.contains(text); });
      }
      if (!belongs) continue;
      Entry entry{setting.at, setting.key, {}, false, false, false, f};
      fill_value(entry, f, setting.value);
      result.push_back(std::move(entry));
    }
  return result;
}

/// The rows of constant tables among the origins of a key.
std::vector<Entry> Settings::rows_of(const Origins& keys) const {
  std::vector<Entry> result;
  for (const auto& name : storages_in(keys)) {
    const auto known = flow_.facts().storages.find(name);
    if (known == flow_.facts().storages.end()) continue;
    Value table;
    for (const auto& source : known->second.initial)
      if (source.kind == SourceKind::literal) table.push_back(source);
    std::ranges::sort(table, {}, &Source::index);
    for (std::size_t i = 0; i + 1 < table.size(); i += 2) {
      const auto key = text_of(table[i].symbol);
      if (!key) break;
      Entry entry{known->second.at, *key, {}, false, false, false, keys.begin()->function};
      if (table[i + 1].symbol != "?") {
        entry.values.push_back(spelled(table[i + 1].symbol));
        entry.known = true;
      }
      result.push_back(std::move(entry));
    }
  }
  return result;
}

void Settings::add(const Triple& triple) {
  Assignment assignment;
  assignment.function = triple.key.function;
  if (triple.object.made)
    assignment.object.insert({triple.object.function, triple.object.value.front()});
  else
    assignment.object = identities(triple.object.function, triple.object.value);
  const bool topic = triple.topic_level || is_topic_level(assignment.object);
  const auto keys = flow_.reach(triple.key.function, triple.key.value, everything);
  std::vector<std::string> texts;
  for (const auto& literal : literals_in(keys))
    if (const auto text = text_of(literal)) texts.push_back(*text);
  const bool plain = texts.size() == 1 && std::ranges::none_of(keys, [&](const Origin& origin) {
    return origin.source.kind == SourceKind::operation ||
           (origin.source.kind == SourceKind::parameter && flow_.callers(origin.function).empty());
  });
  if (plain) {
    Entry entry{triple.at, texts.front(), {}, false, false, topic, triple.value.function};
    fill_value(entry, triple.value.function, triple.value.value);
    assignment.entries.push_back(std::move(entry));
  } else {
    assignment.entries = pairs_in(keys, flow_.reach(triple.value.function, triple.value.value, everything));
    for (auto& entry : rows_of(keys)) assignment.entries.push_back(std::move(entry));
    // A table whose pairs are not seen one by one: at least its keys are there.
    if (assignment.entries.empty())
      for (const auto& text : texts)
        if (find_property(text) != nullptr) assignment.entries.push_back({triple.at, text, {}, false, false, topic, triple.key.function});
    for (auto& entry : assignment.entries) entry.topic_level = topic;
  }
  assignment.resolved = !assignment.entries.empty();
  assignments_.push_back(std::move(assignment));
}

}  // namespace assay::checks::kafka
