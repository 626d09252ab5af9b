#include "checks/roles/kafka.hpp"

#include <algorithm>

#include "checks/roles/kafka_properties.hpp"

namespace assay::checks {
namespace kafka {
namespace {

bool intersect(const Identities& one, const Identities& other) {
  return std::ranges::any_of(one, [&](const Origin& origin) { return other.contains(origin); });
}

/// Gathers each client's configuration.
class Finder {
 public:
  explicit Finder(const Flow& flow) : flow_(flow), vocabulary_(std::make_shared<Vocabulary>(flow)), settings_(flow, *vocabulary_) {}

  KafkaClients run() {
    KafkaClients result;
    result.vocabulary = vocabulary_;
    for (unsigned f = 0; f < flow_.function_count(); ++f)
      for (unsigned c = 0; c < flow_.function(f).calls.size(); ++c)
        if (const auto use = vocabulary_->use_of({f, c})) result.uses.push_back({{f, c}, *use});
    result.assignments = settings_.assignments();
    for (const auto& [site, use] : result.uses)
      if (use.act == Act::make_producer || use.act == Act::make_consumer || use.act == Act::make_client)
        result.clients.push_back(client(site, use, result));
    add_loose_entries(result.clients);
    return result;
  }

 private:
  Client client(Site site, const Use& use, const KafkaClients& found) {
    Client result{site, use, use.act == Act::make_producer, use.act == Act::make_consumer, {}};
    if (use.act == Act::make_client) {
      result.is_producer = found.has(Act::produce);
      result.is_consumer = found.has(Act::fetch);
    }
    const auto& call = flow_.call(site);
    if (!use.object || *use.object >= call.arguments.size()) return result;
    const auto& given = call.arguments[*use.object];
    const auto origins = flow_.reach(site.function, given, {.control = false, .storage = true, .execution = false, .details = true});
    const auto object = settings_.identities(site.function, given);
    auto& configuration = result.configuration;
    configuration.complete = !flow_.function(site.function).damaged;
    for (auto& entry : settings_.pairs_in(origins, origins)) configuration.entries.push_back(std::move(entry));
    for (std::size_t i = 0; i < settings_.assignments().size(); ++i) {
      const auto& assignment = settings_.assignments()[i];
      // What is configured somewhere in a way that is not understood may be this one.
      if (assignment.object.empty()) configuration.complete = false;
      if (!intersect(assignment.object, object)) continue;
      attached_.insert(i);
      if (!assignment.resolved || flow_.function(assignment.function).damaged) configuration.complete = false;
      configuration.entries.insert(configuration.entries.end(), assignment.entries.begin(), assignment.entries.end());
    }
    if (object.empty() && configuration.entries.empty()) configuration.complete = false;
    if (configuration.entries.empty() || is_lent(object) || comes_from_outside(origins)) configuration.complete = false;
    return result;
  }

  /// A configuration that a function not known here may have changed.
  bool is_lent(const Identities& object) const {
    for (unsigned f = 0; f < flow_.function_count(); ++f)
      for (unsigned c = 0; c < flow_.function(f).calls.size(); ++c) {
        const auto& call = flow_.call({f, c});
        if (call.of_std || !flow_.targets({f, c}).empty() || vocabulary_->use_of({f, c})) continue;
        if (call.qualified.starts_with("rd_kafka_") || call.record.starts_with("RdKafka::") || call.record.starts_with("cppkafka::"))
          continue;
        if (call.record.starts_with("kafka::") && !vocabulary_->is_own_class(call.record)) continue;
        if (call.kind == CallKind::destruction || call.kind == CallKind::deallocation) continue;
        for (std::size_t i = 0; i < call.arguments.size() && i < call.argument_types.size(); ++i)
          if (vocabulary_->is_configuration(call.argument_types[i]) && intersect(settings_.identities(f, call.arguments[i]), object))
            return true;
      }
    return false;
  }

  /// A configuration that a caller outside the submission makes.
  bool comes_from_outside(const Origins& origins) const {
    return std::ranges::any_of(origins, [&](const Origin& origin) {
      if (origin.source.kind != SourceKind::parameter || !flow_.callers(origin.function).empty()) return false;
      const auto& parameters = flow_.function(origin.function).parameters;
      return origin.source.index < parameters.size() && vocabulary_->is_configuration(parameters[origin.source.index].type);
    });
  }

  /// A topic's configuration is not the client's own, and holds for it.
  void add_loose_entries(std::vector<Client>& clients) {
    for (std::size_t i = 0; i < settings_.assignments().size(); ++i) {
      if (attached_.contains(i)) continue;
      for (const auto& entry : settings_.assignments()[i].entries)
        if (entry.topic_level || clients.size() == 1)
          for (auto& client : clients) client.configuration.entries.push_back(entry);
    }
  }

  const Flow& flow_;
  std::shared_ptr<Vocabulary> vocabulary_;
  Settings settings_;
  std::set<std::size_t> attached_;
};

}  // namespace

const Entry* Configuration::find(std::string_view key) const {
  const auto name = canonical(key);
  const auto found = std::ranges::find_if(entries.rbegin(), entries.rend(),
                                          [&](const Entry& entry) { return canonical(entry.key) == name; });
  return found == entries.rend() ? nullptr : &*found;
}

}  // namespace kafka

std::vector<kafka::SiteUse> KafkaClients::all(kafka::Act act) const {
  std::vector<kafka::SiteUse> result;
  std::ranges::copy_if(uses, std::back_inserter(result), [&](const kafka::SiteUse& one) { return one.use.act == act; });
  return result;
}

std::vector<const kafka::Client*> KafkaClients::producers() const {
  std::vector<const kafka::Client*> result;
  for (const auto& client : clients)
    if (client.is_producer) result.push_back(&client);
  return result;
}

std::vector<const kafka::Client*> KafkaClients::consumers() const {
  std::vector<const kafka::Client*> result;
  for (const auto& client : clients)
    if (client.is_consumer) result.push_back(&client);
  return result;
}

KafkaClients find_kafka(const Flow& flow) { return kafka::Finder(flow).run(); }

}  // namespace assay::checks
