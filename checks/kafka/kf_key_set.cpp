#include "checks/kafka/kf_key_set.hpp"

#include <algorithm>

namespace assay::checks::kafka {
namespace {

enum class Key { given, missing, unknown };

/// Whether a key is more than nothing: a null pointer, an empty text.
Key key_in(const Flow& flow, unsigned function, const Value& value) {
  const auto origins = flow.reach(function, value, {.control = false, .storage = false, .execution = false, .details = true});
  bool handed_in = false, empty = value.empty();
  for (const auto& origin : origins) {
    const auto& source = origin.source;
    if (source.kind == SourceKind::literal) {
      if (source.symbol == "\"" || source.symbol == "nullptr" || source.symbol == "0") empty = true;
      else if (text_of(source.symbol)) return Key::given;
      continue;
    }
    if (source.kind == SourceKind::local) continue;
    if (source.kind == SourceKind::result) {
      const Site site{origin.function, source.index};
      const auto& call = flow.call(site);
      if (call.of_std || !flow.targets(site).empty()) continue;
      return Key::given;
    }
    if (source.kind == SourceKind::parameter && !flow.callers(origin.function).empty()) {
      handed_in = true;
      continue;
    }
    if (source.kind == SourceKind::storage) {
      const auto known = flow.facts().storages.find(source.symbol);
      if (known != flow.facts().storages.end() && known->second.name == "NullKey") {
        empty = true;
        continue;
      }
    }
    return Key::given;
  }
  if (handed_in) return Key::unknown;
  if (empty) return Key::missing;
  // A local variable that is only declared and filled elsewhere.
  return std::ranges::any_of(origins, [](const Origin& origin) { return origin.source.kind == SourceKind::local; }) ? Key::given : Key::unknown;
}

Key of_c_call(const Flow& flow, Site site) {
  const auto& call = flow.call(site);
  if (call.simple == "rd_kafka_produce") return call.arguments.size() > 5 ? key_in(flow, site.function, call.arguments[5]) : Key::unknown;
  if (call.simple != "rd_kafka_producev") return Key::unknown;
  for (std::size_t i = 0; i + 1 < call.arguments.size(); ++i)
    for (const auto& literal : literals_of(call.arguments[i]))
      if (literal.find("RD_KAFKA_VTYPE_KEY") != std::string::npos) return key_in(flow, site.function, call.arguments[i + 1]);
  return Key::missing;
}

Key of_cpp_call(const Flow& flow, Site site) {
  const auto& arguments = flow.call(site).arguments;
  const std::size_t position = arguments.size() == 5 ? 3 : 5;
  return arguments.size() > position ? key_in(flow, site.function, arguments[position]) : Key::unknown;
}

/// The key of cppkafka's builders is set by a call of its own; a whole message has its own key.
Key of_cppkafka_call(const Flow& flow, const Vocabulary& vocabulary, Site site) {
  const auto& call = flow.call(site);
  if (!call.argument_types.empty() && vocabulary.is_message(call.argument_types.front())) return Key::given;
  bool elsewhere = false;
  for (unsigned f = 0; f < flow.function_count(); ++f)
    for (const auto& other : flow.function(f).calls) {
      if (other.record != "cppkafka::BasicMessageBuilder" || other.simple != "key" || other.arguments.empty()) continue;
      if (f == site.function) return key_in(flow, f, other.arguments.front()) == Key::missing ? Key::missing : Key::given;
      elsewhere = true;
    }
  return elsewhere ? Key::unknown : Key::missing;
}

/// modern-cpp-kafka's records are made with their key.
Key of_modern_records(const Flow& flow, const Vocabulary& vocabulary, std::vector<core::Location>& places) {
  bool given = false, missing = false;
  for (unsigned f = 0; f < flow.function_count(); ++f)
    for (unsigned c = 0; c < flow.function(f).calls.size(); ++c) {
      const auto& call = flow.call({f, c});
      if (call.simple == "setKey" && vocabulary.plain(call.record) == "kafka::ProducerRecord") given = true;
      if (call.kind != CallKind::construction || vocabulary.plain(call.record) != "kafka::ProducerRecord") continue;
      for (std::size_t i = 0; i < call.argument_types.size() && i < call.arguments.size(); ++i) {
        if (!call.argument_types[i].class_name.ends_with("ConstBuffer")) continue;
        const auto key = key_in(flow, f, call.arguments[i]);
        given = given || key == Key::given;
        missing = missing || key == Key::missing;
        if (key == Key::missing) places.push_back(noted(call.at, "this record has no key"));
        break;
      }
    }
  if (missing && !given) return Key::missing;
  return given && !missing ? Key::given : Key::unknown;
}

}  // namespace

core::Finding check_key_set(const RuleInput& input) {
  const auto& kafka = input.roles.kafka();
  const auto produced = kafka.all(Act::produce);
  if (produced.empty()) return cannot_tell("No call that produces Kafka records was recognised in the submitted files.");
  std::vector<core::Location> given, missing, unknown;
  for (const auto& [site, use] : produced) {
    const auto at = input.flow.call(site).at;
    Key key = Key::unknown;
    switch (use.library) {
      case Library::c: key = of_c_call(input.flow, site); break;
      case Library::cpp: key = of_cpp_call(input.flow, site); break;
      case Library::cppkafka: key = of_cppkafka_call(input.flow, *kafka.vocabulary, site); break;
      case Library::modern: key = of_modern_records(input.flow, *kafka.vocabulary, missing); break;
    }
    if (key == Key::missing && input.flow.function(site.function).damaged) key = Key::unknown;
    auto& places = key == Key::given ? given : key == Key::missing ? missing : unknown;
    places.push_back(noted(at, key == Key::given ? "a key is given here" : key == Key::missing ? "no key is given here" : "which key is given here is not known"));
  }
  if (!missing.empty() && given.empty() && unknown.empty())
    return violated("Records are produced without a key, so those that belong together may be spread over partitions and overtake each other; give a key.", std::move(missing));
  if (missing.empty() && unknown.empty()) return satisfied("Every record is produced with a key.", std::move(given));
  unknown.insert(unknown.end(), missing.begin(), missing.end());
  return cannot_tell("Whether every record has a key could not be decided.", std::move(unknown));
}

}  // namespace assay::checks::kafka
