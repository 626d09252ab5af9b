#include "checks/kafka/kf_delivery_report.hpp"

#include <algorithm>
#include <array>

#include "checks/roles/kafka_paths.hpp"
#include "checks/roles/kafka_results.hpp"

namespace assay::checks::kafka {
namespace {

struct Report {
  Place at;
  std::vector<unsigned> callbacks;  ///< the functions that are told; empty where they are not known
  bool by_library = false;          ///< a failure is thrown or retried by the library
};

bool is_error_field(const std::string& symbol) {
  return symbol.find("rd_kafka_message_s") != std::string::npos && symbol.ends_with("@FI@err");
}

bool is_error_call(const Call& call) {
  static const std::set<std::string, std::less<>> names{"err", "errstr", "status", "get_error", "get_status"};
  if (names.contains(call.simple) && (call.record == "RdKafka::Message" || call.record == "cppkafka::Message")) return true;
  return call.simple == "rd_kafka_message_errstr" || call.simple == "rd_kafka_message_status" || call.simple == "rd_kafka_event_error";
}

/// modern-cpp-kafka's callbacks are given an error, the oldest of librdkafka's a code.
bool is_error_parameter(const Function& function, unsigned index) {
  if (index >= function.parameters.size()) return false;
  const auto& type = function.parameters[index].type;
  return type.class_name == "kafka::Error" || type.class_name == "rd_kafka_resp_err_t" || type.class_name == "RdKafka::ErrorCode";
}

bool reads_error(const Function& function) {
  const auto in_value = [&](const Value& value) {
    return std::ranges::any_of(value, [&](const Source& source) {
      return (source.kind == SourceKind::storage && is_error_field(source.symbol)) ||
             (source.kind == SourceKind::parameter && is_error_parameter(function, source.index));
    });
  };
  if (std::ranges::any_of(function.calls, [&](const Call& call) {
        return is_error_call(call) || in_value(call.receiver) || std::ranges::any_of(call.arguments, in_value);
      }))
    return true;
  if (std::ranges::any_of(function.conditions, [&](const Condition& one) { return in_value(one.value); })) return true;
  if (std::ranges::any_of(function.compares, [&](const Compare& one) { return in_value(one.left) || in_value(one.right); })) return true;
  return std::ranges::any_of(function.writes, [&](const Write& one) { return in_value(one.value); }) ||
         std::ranges::any_of(function.returns, [&](const Return& one) { return in_value(one.value); });
}

class Reports {
 public:
  explicit Reports(const RuleInput& input) : input_(input), kafka_(input.roles.kafka()) {
    for (const auto& one : kafka_.all(Act::register_report)) add(one.site);
    for (const auto& one : kafka_.all(Act::produce)) add_of_producing(one);
    add_callback_objects();
    add_events();
  }

  [[nodiscard]] const std::vector<Report>& found() const { return found_; }

 private:
  std::vector<unsigned> functions_in(Site site, const Value& value) const {
    std::vector<unsigned> result(input_.flow.handed(site));
    for (const auto& origin : input_.flow.reach(site.function, value, {.control = false, .storage = true, .execution = false, .details = false}))
      if (origin.source.kind == SourceKind::function)
        for (unsigned f = 0; f < input_.flow.function_count(); ++f)
          if (input_.flow.function(f).id == origin.source.symbol) result.push_back(f);
    return result;
  }

  void add(Site site) {
    const auto& call = input_.flow.call(site);
    // The buffered producer tells of failures alone, and produces again.
    if (call.record == "cppkafka::BufferedProducer") return found_.push_back({call.at, {}, true});
    const std::size_t position = call.record.empty() ? 1 : 0;
    if (call.arguments.size() <= position) return;
    found_.push_back({call.at, functions_in(site, call.arguments[position]), false});
  }

  void add_of_producing(const SiteUse& one) {
    const auto& call = input_.flow.call(one.site);
    if (call.record == "cppkafka::BufferedProducer" && call.simple == "sync_produce") found_.push_back({call.at, {}, true});
    if (one.use.library != Library::modern) return;
    if (call.simple == "syncSend") return found_.push_back({call.at, {}, true});
    if (call.arguments.size() > 1) found_.push_back({call.at, functions_in(one.site, call.arguments[1]), false});
  }

  /// RdKafka::Conf::set("dr_cb", object): the object's class overrides dr_cb.
  void add_callback_objects() {
    for (const auto& assignment : kafka_.assignments)
      for (const auto& entry : assignment.entries) {
        if (entry.key != "dr_cb" && entry.key != "dr_msg_cb") continue;
        Report report{entry.at, {}, false};
        for (unsigned f = 0; f < input_.flow.function_count(); ++f) {
          const auto& function = input_.flow.function(f);
          if (function.simple == "dr_cb" && !function.overrides.empty()) report.callbacks.push_back(f);
        }
        found_.push_back(std::move(report));
      }
  }

  void add_events() {
    for (unsigned f = 0; f < input_.flow.function_count(); ++f)
      for (const auto& call : input_.flow.function(f).calls)
        if (call.qualified == "rd_kafka_event_message_next" || call.qualified == "rd_kafka_event_message_array")
          found_.push_back({call.at, {f}, false});
  }

  const RuleInput& input_;
  const KafkaClients& kafka_;
  std::vector<Report> found_;
};

core::Finding judge(const RuleInput& input, const Paths& paths, const Report& report) {
  if (report.by_library) return satisfied("Each delivery is waited for, and a failure is raised or retried by the library.", {noted(report.at, "this waits for the delivery")});
  const auto at = noted(report.at, "the report is asked for here");
  if (report.callbacks.empty()) return cannot_tell("The function that is told of deliveries is not in the submitted files.", {at});
  for (const unsigned callback : report.callbacks)
    for (const unsigned below : paths.below(callback))
      if (reads_error(input.flow.function(below)))
        return satisfied("The delivery report is asked for, and its error is read.", {at, noted(input.flow.function(callback).at, "this is told of each delivery")});
  const auto told = noted(input.flow.function(report.callbacks.front()).at, "this is told of each delivery and reads no error");
  for (const unsigned callback : report.callbacks) {
    if (!is_whole(input.flow, std::array{callback})) return cannot_tell("The function that is told of deliveries could not be read.", {at});
    // What is handed on whole may be read where it goes.
    for (const unsigned below : paths.below(callback))
      for (unsigned c = 0; c < input.flow.function(below).calls.size(); ++c) {
        const auto& call = input.flow.call({below, c});
        const bool library = !call.qualified.empty() && input.flow.targets({below, c}).empty() && (call.record.starts_with("RdKafka::") || call.record.starts_with("cppkafka::") || call.qualified.starts_with("rd_kafka"));
        if (library || !input.flow.targets({below, c}).empty()) continue;
        for (const auto& type : call.argument_types)
          if (input.roles.kafka().vocabulary->is_message(type)) return cannot_tell("The delivery report is handed on to code that is not in the submitted files.", {at, told});
      }
  }
  return violated("The delivery report is asked for, and its error is never read, so a lost record goes unnoticed; look at the message's error.", {at, told});
}

}  // namespace

core::Finding check_delivery_report(const RuleInput& input) {
  const auto& kafka = input.roles.kafka();
  const auto produced = kafka.all(Act::produce);
  if (produced.empty()) return cannot_tell("No call that produces Kafka records was recognised in the submitted files.");
  const Reports reports(input);
  const Paths paths(input.flow);
  std::vector<core::Finding> findings;
  for (const auto& report : reports.found()) findings.push_back(judge(input, paths, report));
  if (!findings.empty()) {
    for (auto& finding : findings)
      if (finding.verdict == core::Verdict::satisfied) return std::move(finding);
    return worst_of(std::move(findings), cannot_tell(""));
  }
  std::vector<core::Location> places;
  for (const auto& one : produced) places.push_back(noted(input.flow.call(one.site).at, "whether this arrives is not known"));
  for (const auto& assignment : kafka.assignments)
    if (!assignment.resolved) return cannot_tell("Some of what is configured is not in the submitted files; no delivery report was seen.", std::move(places));
  if (kafka.producers().empty() || !input.health.sound())
    return cannot_tell("Where the producer is made is not in the submitted files; no delivery report was seen.", std::move(places));
  return violated("No delivery report is asked for, so whether a record arrived is never known; register a delivery callback and read its error.", std::move(places));
}

}  // namespace assay::checks::kafka
