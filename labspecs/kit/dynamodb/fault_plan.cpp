#include "dynamodb/fault_plan.hpp"

#include <algorithm>
#include <charconv>
#include <memory>
#include <random>
#include <sstream>

namespace assay::kit::dynamodb {
namespace {

std::string any_if_empty(const std::string& word) { return word.empty() ? "*" : word; }
std::string empty_if_any(const std::string& word) { return word == "*" ? "" : word; }

std::optional<unsigned> nth_of(std::string_view word) {
  if (word == "*") return 0;
  unsigned nth = 0;
  if (!word.starts_with('#')) return std::nullopt;
  const auto [end, error] = std::from_chars(word.data() + 1, word.data() + word.size(), nth);
  if (error != std::errc{} || end != word.data() + word.size() || nth == 0) return std::nullopt;
  return nth;
}

std::optional<PlannedFault> planned_of(const std::string& line) {
  const auto colon = line.find(": ");
  if (colon == std::string::npos) return std::nullopt;
  std::istringstream words(line.substr(0, colon));
  std::string operation;
  std::string table;
  std::string client;
  std::string nth;
  std::string more;
  if (!(words >> operation >> table >> client >> nth) || words >> more) return std::nullopt;
  const auto number = nth_of(nth);
  auto fault = fault_of(std::string_view(line).substr(colon + 2));
  if (!number || !fault) return std::nullopt;
  return PlannedFault{{empty_if_any(operation), empty_if_any(table), empty_if_any(client), *number}, std::move(*fault)};
}

// std::uniform_int_distribution differs between libraries.
template <typename List>
const auto& one_of(const List& list, std::mt19937_64& random) {
  return list[random() % list.size()];
}

bool starts_with_batch(std::string_view operation) {
  return operation == "BatchWriteItem" || operation == "BatchGetItem";
}

}  // namespace

bool Selector::matches_but_for_nth(const Request& request) const {
  return (operation.empty() || operation == request.operation) && (table.empty() || request.names_table(table)) &&
         (client.empty() || client == request.client);
}

Policy FaultPlan::policy() const {
  return [plan = *this, seen = std::make_shared<std::vector<unsigned>>(faults.size(), 0)](const Request& request) {
    Decision decision;
    for (std::size_t i = 0; i < plan.faults.size(); ++i) {
      const auto& [selector, fault] = plan.faults[i];
      if (!selector.matches_but_for_nth(request)) continue;
      const unsigned number = ++(*seen)[i];
      if (selector.nth == 0 || selector.nth == number) decision.push_back(fault);
    }
    return decision;
  };
}

std::string to_text(const FaultPlan& plan) {
  std::string text;
  for (const auto& [selector, fault] : plan.faults) {
    text += any_if_empty(selector.operation) + ' ' + any_if_empty(selector.table) + ' ' + any_if_empty(selector.client);
    text += selector.nth == 0 ? " *" : " #" + std::to_string(selector.nth);
    text += ": " + to_text(fault) + '\n';
  }
  return text;
}

std::optional<FaultPlan> plan_of(std::string_view text) {
  FaultPlan plan;
  std::istringstream lines{std::string(text)};
  for (std::string line; std::getline(lines, line);) {
    auto planned = planned_of(line);
    if (!planned) return std::nullopt;
    plan.faults.push_back(std::move(*planned));
  }
  return plan;
}

bool applies(const Fault& fault, std::string_view operation) {
  const bool pages = operation == "Query" || operation == "Scan";
  if (std::holds_alternative<Unprocessed>(fault)) return starts_with_batch(operation);
  if (std::holds_alternative<SmallPages>(fault)) return pages;
  if (std::holds_alternative<Stale>(fault)) return pages || operation == "GetItem" || operation == "BatchGetItem";
  if (const Fail* fail = std::get_if<Fail>(&fault)) {
    const bool transacts = operation == "TransactWriteItems" || operation == "TransactGetItems";
    if (fail->error == "TransactionCanceledException") return transacts;
    if (fail->error == "TransactionInProgressException") return operation == "TransactWriteItems";
    if (fail->error == "ConditionalCheckFailedException") {
      return operation == "PutItem" || operation == "UpdateItem" || operation == "DeleteItem";
    }
  }
  return true;
}

FaultPlan random_plan(std::uint64_t seed, const PlanOptions& options) {
  std::mt19937_64 random(seed);
  FaultPlan plan;
  const std::uint64_t count = 1 + random() % std::max(1U, options.most);
  // Options may not fit one another at all.
  for (unsigned tries = 0; plan.faults.size() < count && tries < 1000; ++tries) {
    const auto& operation = one_of(options.operations, random);
    std::vector<Fault> possible;
    std::ranges::copy_if(options.faults, std::back_inserter(possible),
                         [&](const Fault& fault) { return applies(fault, operation); });
    const auto nth = static_cast<unsigned>(1 + random() % std::max(1U, options.latest));
    Selector selector{operation, one_of(options.tables, random), one_of(options.clients, random), nth};
    if (possible.empty()) continue;
    plan.faults.push_back({std::move(selector), one_of(possible, random)});
  }
  return plan;
}

}  // namespace assay::kit::dynamodb
