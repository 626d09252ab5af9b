#include "checks/kafka/kf_known_keys.hpp"

#include <algorithm>
#include <charconv>

#include "checks/roles/kafka_properties.hpp"

namespace assay::checks::kafka {
namespace {

/// What the wrappers know beyond librdkafka's properties.
bool is_wrappers_own(std::string_view key, Library library) {
  static constexpr std::string_view modern[] = {"enable.manual.events.poll", "max.poll.records", "auto.commit", "interceptors"};
  static constexpr std::string_view callbacks[] = {"event_cb", "partitioner_key_pointer_cb", "ssl_cert_verify_cb"};
  if (library == Library::cpp && std::ranges::find(callbacks, key) != std::end(callbacks)) return true;
  return library == Library::modern && std::ranges::find(modern, key) != std::end(modern);
}

std::optional<std::string> wrong_key(const Entry& entry, Library library) {
  if (find_property(entry.key) != nullptr || is_wrappers_own(entry.key, library)) return std::nullopt;
  std::string result = "\"" + entry.key + "\" is no configuration property of this client";
  if (const auto near = nearest_property(entry.key)) result += "; \"" + *near + "\" may be meant";
  return result;
}

/// A configuration that both kinds of clients are made with has keys for both.
bool is_shared(const KafkaClients& kafka, const Client& client, const Entry& entry) {
  return std::ranges::any_of(kafka.clients, [&](const Client& other) {
    return other.is_producer != client.is_producer &&
           std::ranges::any_of(other.configuration.entries, [&](const Entry& one) {
             return one.at.line == entry.at.line && one.at.file == entry.at.file && one.key == entry.key;
           });
  });
}

std::optional<std::string> wrong_entry(const KafkaClients& kafka, const Entry& entry, const Client* client) {
  const auto* property = find_property(entry.key);
  if (property == nullptr) return std::nullopt;
  if (entry.topic_level && property->level == Level::global)
    return "\"" + entry.key + "\" belongs to the client's configuration and not to a topic's";
  if (client != nullptr && client->is_producer != client->is_consumer) {
    const bool other = (client->is_producer && property->scope == Scope::consumer) ||
                       (client->is_consumer && property->scope == Scope::producer);
    if (other && !is_shared(kafka, *client, entry))
      return "\"" + entry.key + "\" is a " + (client->is_producer ? "consumer" : "producer") + "'s property and is set on a " +
             (client->is_producer ? "producer" : "consumer");
  }
  if (!entry.known || entry.values.size() != 1) return std::nullopt;
  if (const auto wrong = wrong_value(*property, entry.values.front()))
    return "the value \"" + entry.values.front() + "\" of \"" + entry.key + "\" " + *wrong;
  return std::nullopt;
}

std::optional<double> number(const Entry* entry) {
  if (entry == nullptr || !entry->known || entry->values.size() != 1) return std::nullopt;
  const auto& text = entry->values.front();
  double result = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), result);
  return error == std::errc{} && end == text.data() + text.size() ? std::optional(result) : std::nullopt;
}

/// Two values that the client refuses together.
std::optional<std::string> contradiction(const Configuration& configuration) {
  const auto session = number(configuration.find("session.timeout.ms"));
  const auto interval = number(configuration.find("max.poll.interval.ms"));
  if (session && interval && *session > *interval) return "session.timeout.ms is longer than max.poll.interval.ms";
  return std::nullopt;
}

std::string capital(std::string text) {
  if (text.starts_with("the ")) text.front() = 'T';
  return text;
}

}  // namespace

core::Finding check_known_keys(const RuleInput& input) {
  const auto& kafka = input.roles.kafka();
  std::vector<core::Location> wrong, right;
  std::string first;
  bool unread = false;
  const auto note = [&](const Entry& entry, const std::optional<std::string>& problem) {
    if (!problem) return right.push_back(noted(entry.at, "\"" + entry.key + "\" is known"));
    if (first.empty()) first = *problem;
    wrong.push_back(noted(entry.at, *problem));
  };
  Library library = Library::c;
  for (const auto& [site, use] : kafka.uses) library = use.library;
  for (const auto& assignment : kafka.assignments) {
    unread = unread || !assignment.resolved;
    for (const auto& entry : assignment.entries) {
      auto problem = wrong_key(entry, library);
      note(entry, problem ? problem : wrong_entry(kafka, entry, nullptr));
    }
  }
  for (const auto& client : kafka.clients) {
    for (const auto& entry : client.configuration.entries) {
      auto problem = wrong_key(entry, library);
      if (!problem) problem = wrong_entry(kafka, entry, &client);
      if (problem && std::ranges::find(wrong, entry.at.line, &core::Location::line) == wrong.end()) note(entry, problem);
      else if (!problem) right.push_back(noted(entry.at, "\"" + entry.key + "\" is known"));
    }
    if (const auto both = contradiction(client.configuration); both && client.is_consumer)
      note(*client.configuration.find("session.timeout.ms"), both);
  }
  if (!wrong.empty()) return violated(capital(first) + ".", std::move(wrong));
  if (right.empty()) return cannot_tell("No configuration key of a Kafka client was recognised in the submitted files.");
  if (unread) return cannot_tell("Some configuration keys are not in the submitted files; those that are there are known.", std::move(right));
  return satisfied("Every configuration key is known to the client.", std::move(right));
}

}  // namespace assay::checks::kafka
