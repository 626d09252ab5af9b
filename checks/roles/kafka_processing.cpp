#include "checks/roles/kafka_processing.hpp"

#include <algorithm>

#include "checks/roles/order.hpp"

namespace assay::checks::kafka {
namespace {

/// What a message carries, beside its place in the log.
bool is_payload_call(const Call& call) {
  static const std::set<std::string, std::less<>> names{"payload", "get_payload", "value", "toString", "key", "get_key", "key_pointer", "len"};
  const bool message = call.record == "RdKafka::Message" || call.record == "cppkafka::Message" || call.record.ends_with("::ConsumerRecord");
  return message && names.contains(call.simple);
}

bool is_payload_field(const std::string& symbol) {
  return symbol.find("rd_kafka_message_s") != std::string::npos && (symbol.ends_with("@FI@payload") || symbol.ends_with("@FI@len"));
}

/// Output and conversions that a logging line is made of.
bool is_output(const Call& call) {
  static const std::set<std::string, std::less<>> names{"operator<<", "printf", "fprintf", "puts", "fputs", "fwrite", "write", "put", "print", "println", "perror"};
  return names.contains(call.simple);
}

}  // namespace

bool Processing::is_accessor(Site site) const {
  const auto& call = flow_.call(site);
  if (!flow_.targets(site).empty() || call.kind == CallKind::indirect) return false;
  return call.record == "RdKafka::Message" || call.record == "cppkafka::Message" || call.record == "cppkafka::Buffer" ||
         call.record == "cppkafka::Error" || call.record.ends_with("::ConsumerRecord") || call.record.ends_with("::ConstBuffer") ||
         call.qualified.starts_with("rd_kafka_") || call.record.starts_with("RdKafka::") || call.record.starts_with("kafka::");
}

/// Whether a value is a message's content, or the message itself as it was fetched or handed in.
bool Processing::carries(unsigned function, const Value& value) const {
  std::set<unsigned> asked;
  return carries(function, value, asked);
}

bool Processing::carries(unsigned function, const Value& value, std::set<unsigned>& asked) const {
  const auto& facts = flow_.function(function);
  return std::ranges::any_of(value, [&](const Source& source) {
    if (source.control) return false;
    if (source.kind == SourceKind::storage) {
      if (is_payload_field(source.symbol)) return true;
      const auto known = flow_.facts().storages.find(source.symbol);
      return known != flow_.facts().storages.end() && known->second.shared_local && vocabulary_.is_message(known->second.type);
    }
    if (source.kind == SourceKind::parameter && source.index < facts.parameters.size())
      return vocabulary_.is_message(facts.parameters[source.index].type);
    if (source.kind != SourceKind::result || source.index >= facts.calls.size() || !asked.insert(source.index).second) return false;
    const Site site{function, source.index};
    const auto& call = facts.calls[source.index];
    if (is_payload_call(call)) return true;
    if (const auto use = vocabulary_.use_of(site); use && use->act == Act::fetch) return true;
    if (is_accessor(site) && call.record != "cppkafka::Buffer" && !call.record.ends_with("::ConstBuffer")) return false;
    if (carries(function, call.receiver, asked)) return true;
    return std::ranges::any_of(call.arguments, [&](const Value& argument) { return carries(function, argument, asked); });
  });
}

bool Processing::is_given_message(Site site) const {
  const auto& call = flow_.call(site);
  return carries(site.function, call.receiver) ||
         std::ranges::any_of(call.arguments, [&](const Value& argument) { return carries(site.function, argument); });
}

const Processing::Found& Processing::found(unsigned number) const {
  const auto [entry, is_new] = found_.try_emplace(number);
  if (!is_new) return entry->second;
  auto& result = entry->second;
  const auto& function = flow_.function(number);
  const Order order(function);
  for (unsigned c = 0; c < function.calls.size(); ++c) {
    const Site site{number, c};
    const auto& call = function.calls[c];
    if (call.kind == CallKind::destruction || call.kind == CallKind::deallocation || is_accessor(site) || call.gives_access) continue;
    if (vocabulary_.use_of(site) || !is_given_message(site)) continue;
    if (call.record.starts_with("__gnu_cxx::")) continue;  // iterators
    const auto point = order.point_of(StepKind::call, c);
    if (!point) continue;
    const bool own = !flow_.targets(site).empty() || call.kind == CallKind::indirect || (!call.of_std && !call.record.empty());
    // What only makes a text, a pointer or a view of it processes nothing.
    const bool conversion = call.kind == CallKind::construction && (call.of_std || flow_.targets(site).empty());
    if (conversion || (call.of_std && !is_output(call) && !call.simple.starts_with("push") && !call.simple.starts_with("emplace") && call.simple != "insert")) continue;
    if (!own && !is_output(call) && !call.of_std) {
      // A C function of another library, memcpy among them.
      static const std::set<std::string, std::less<>> copies{"memcpy", "strncpy", "strndup", "memmove", "strlen", "free", "atoi", "strtol", "strcmp", "strncmp"};
      if (copies.contains(call.simple)) continue;
    }
    const bool strong = own || (!is_output(call));
    (strong ? result.strong : result.weak).push_back(*point);
    (strong ? result.strong_calls : result.weak_calls).push_back(site);
  }
  for (unsigned w = 0; w < function.writes.size(); ++w)
    if (carries(number, function.writes[w].value) && !function.writes[w].initialises)
      if (const auto known = flow_.facts().storages.find(function.writes[w].storage);
          known == flow_.facts().storages.end() || !vocabulary_.is_message(known->second.type))
        if (const auto point = order.point_of(StepKind::write, w)) result.strong.push_back(*point);
  return result;
}

std::vector<Point> Processing::uses(unsigned function) const {
  const auto& all = found(function);
  return all.strong.empty() ? all.weak : all.strong;
}

std::vector<Site> Processing::calls(unsigned function) const {
  const auto& all = found(function);
  return all.strong.empty() ? all.weak_calls : all.strong_calls;
}

}  // namespace assay::checks::kafka
