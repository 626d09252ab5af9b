#include "checks/kafka/kf_queue_full.hpp"

#include <algorithm>

#include "checks/roles/kafka_paths.hpp"
#include "checks/roles/kafka_results.hpp"

namespace assay::checks::kafka {
namespace {

bool names_full_queue(const Value& value) {
  return std::ranges::any_of(value, [](const Source& source) {
    return source.kind == SourceKind::literal && source.symbol.find("__QUEUE_FULL") != std::string::npos;
  });
}

/// The functions that ask whether the queue is full, with a place.
std::map<unsigned, Place> asking(const Flow& flow) {
  std::map<unsigned, Place> result;
  for (unsigned f = 0; f < flow.function_count(); ++f) {
    const auto& function = flow.function(f);
    for (const auto& compare : function.compares)
      if (names_full_queue(compare.left) || names_full_queue(compare.right)) result.emplace(f, compare.at);
    for (const auto& condition : function.conditions)
      for (const auto& label : condition.labels)
        if (label.find("__QUEUE_FULL") != std::string::npos) result.emplace(f, condition.at);
    for (const auto& call : function.calls)
      if (std::ranges::any_of(call.arguments, names_full_queue)) result.emplace(f, call.at);
  }
  return result;
}

/// librdkafka's own way to wait: the flag is bit 2 of the message flags, in one argument.
bool blocks(const Call& call) {
  const auto is_block = [](const Literal& literal) {
    if (literal.find("MSG_BLOCK") != std::string::npos || literal.find("BLOCK_ON_FULL_QUEUE") != std::string::npos) return true;
    const auto number = number_of(literal);
    return number && *number > 0 && *number < 16 && (static_cast<unsigned>(*number) & 4U) != 0;
  };
  if (call.simple == "rd_kafka_producev") {
    for (std::size_t i = 0; i + 1 < call.arguments.size(); ++i)
      for (const auto& literal : literals_of(call.arguments[i]))
        if (literal.find("RD_KAFKA_VTYPE_MSGFLAGS") != std::string::npos) return std::ranges::any_of(literals_of(call.arguments[i + 1]), is_block);
    return false;
  }
  return call.arguments.size() > 2 && std::ranges::any_of(literals_of(call.arguments[2]), is_block);
}

class Judge {
 public:
  explicit Judge(const RuleInput& input) : input_(input), paths_(input.flow), asking_(asking(input.flow)) {
    for (const Act act : {Act::serve, Act::flush, Act::produce})
      for (const auto& one : input.roles.kafka().all(act)) waits_.insert(one.site);
  }

  core::Finding judge(const SiteUse& one) {
    const auto& call = input_.flow.call(one.site);
    const auto at = noted(call.at, "a record is produced here");
    if (one.use.library == Library::modern) return modern(call, at);
    if (call.record == "cppkafka::BufferedProducer") return satisfied("The buffered producer waits for room by itself.", {at});
    if (blocks(call) || policy_blocks()) return satisfied("The call blocks until there is room in the queue.", {at});
    if (const auto asked = asked_near(one.site.function)) {
      if (waits_after(*asked)) return satisfied("A full queue is noticed and waited for.", {at, noted(asking_.at(*asked), "the full queue is noticed here")});
      if (!input_.flow.function(*asked).damaged)
        return violated("A full queue is noticed and the record is given up all the same; poll and produce it again.", {at, noted(asking_.at(*asked), "the full queue is noticed here")});
      return cannot_tell("What is done when the queue is full could not be read.", {at});
    }
    if (is_repeated(one.site)) return satisfied("The record is produced again until it is accepted.", {at});
    if (input_.flow.function(one.site.function).damaged) return cannot_tell("The function that produces could not be read as a whole.", {at});
    if (caller_repeats(one.site.function)) return cannot_tell("Whether the callers produce again when the queue is full could not be decided.", {at});
    return violated("Nothing is done when the producer's queue is full (ERR__QUEUE_FULL), so the record is lost; poll and produce it again.", {at});
  }

 private:
  core::Finding modern(const Call& call, const core::Location& at) const {
    for (const auto& argument : call.arguments)
      for (const auto& literal : literals_of(argument))
        if (literal.find("::NoBlock") != std::string::npos) return cannot_tell("The queue is not waited for here.", {at});
    return satisfied("modern-cpp-kafka waits until there is room in the queue.", {at});
  }

  bool policy_blocks() const {
    for (unsigned f = 0; f < input_.flow.function_count(); ++f)
      for (const auto& call : input_.flow.function(f).calls)
        if (call.simple == "set_payload_policy" && call.record == "cppkafka::Producer" && !call.arguments.empty() &&
            std::ranges::any_of(literals_of(call.arguments.front()), [](const Literal& literal) { return literal.find("BLOCK_ON_FULL_QUEUE") != std::string::npos; }))
          return true;
    return false;
  }

  /// The function itself, one that it calls, or one that calls it.
  std::optional<unsigned> asked_near(unsigned function) const {
    if (asking_.contains(function)) return function;
    for (const unsigned below : paths_.below(function))
      if (asking_.contains(below)) return below;
    for (const auto& [asked, place] : asking_)
      if (paths_.below(asked).contains(function)) return asked;
    return std::nullopt;
  }

  bool waits_after(unsigned function) const {
    const auto& calls = input_.flow.function(function).calls;
    unsigned found = 0;
    for (unsigned c = 0; c < calls.size(); ++c) {
      const auto& name = calls[c].simple;
      const bool sleeps = name == "sleep_for" || name == "sleep" || name == "usleep" || name == "nanosleep";
      if ((paths_.leads_to({function, c}, waits_) || sleeps) && !calls[c].guards.empty() && depends_on_full(function, calls[c].guards)) ++found;
    }
    return found > 0 || is_looped(function);
  }

  /// One of the guards asks for the full queue, or for the result that it is one of.
  bool depends_on_full(unsigned function, const Guards& guards) const {
    const auto& facts = input_.flow.function(function);
    return std::ranges::any_of(guards, [&](const Guard& guard) {
      const auto& condition = facts.conditions[guard.condition];
      if (std::ranges::any_of(condition.labels, [](const std::string& label) { return label.find("__QUEUE_FULL") != std::string::npos; })) return true;
      return std::ranges::any_of(condition.value, [&](const Source& source) {
        if (source.kind != SourceKind::compare || source.index >= facts.compares.size()) return false;
        return names_full_queue(facts.compares[source.index].left) || names_full_queue(facts.compares[source.index].right);
      });
    });
  }

  /// A loop with the producing call whose way out asks for the full queue.
  bool is_looped(unsigned function) const {
    for (const auto& [site, use] : input_.roles.kafka().all(Act::produce))
      if (site.function == function && is_repeated(site)) return true;
    return false;
  }

  bool is_repeated(Site site) const {
    const auto point = paths_.point(site);
    if (!point) return false;
    const auto& order = paths_.order(site.function);
    const auto& function = input_.flow.function(site.function);
    for (const unsigned number : order.loops_around(*point)) {
      const auto& loop = order.loops()[number];
      for (const auto& [block, edge] : loop.exits) {
        const auto& condition = function.blocks[block].condition;
        if (condition && asks_for(function, function.conditions[*condition].value, site.index)) return true;
      }
    }
    return false;
  }

  static bool asks_for(const Function& function, const Value& value, unsigned result) {
    if (holds(value, SourceKind::result, result)) return true;
    return std::ranges::any_of(value, [&](const Source& source) {
      return source.kind == SourceKind::compare && source.index < function.compares.size() &&
             (holds(function.compares[source.index].left, SourceKind::result, result) ||
              holds(function.compares[source.index].right, SourceKind::result, result));
    });
  }

  bool caller_repeats(unsigned function) const {
    return std::ranges::any_of(input_.flow.callers(function), [&](const Caller& caller) { return is_repeated(caller.call); });
  }

  const RuleInput& input_;
  Paths paths_;
  std::map<unsigned, Place> asking_;
  std::set<Site> waits_;
};

}  // namespace

core::Finding check_queue_full(const RuleInput& input) {
  Judge judge(input);
  std::vector<core::Finding> findings;
  for (const auto& one : input.roles.kafka().all(Act::produce)) findings.push_back(judge.judge(one));
  return worst_of(std::move(findings), cannot_tell("No call that produces Kafka records was recognised in the submitted files."));
}

}  // namespace assay::checks::kafka
