#include "dynamodb/record.hpp"

#include <algorithm>

namespace assay::kit::dynamodb {
namespace {

// Near enough to bound the judge's memory: a node of a JSON object is some 100 bytes.
std::size_t size_of(const Json& json) {
  constexpr std::size_t node = 100;
  if (json.is_string()) return node + json.get_ref<const std::string&>().size();
  std::size_t size = node;
  if (json.is_structured()) {
    for (const auto& [name, value] : json.items()) size += name.size() + size_of(value);
  }
  return size;
}

std::size_t size_of(const Request& request) {
  std::size_t size = sizeof(Exchange) + request.client.size() + request.operation.size() + request.index.size() +
                     request.key_condition.size() + request.idempotency_token.size() + size_of(request.partition);
  for (const auto& table : request.tables) size += sizeof table + table.size();
  for (const auto& statement : request.statements) size += sizeof statement + statement.size();
  for (const auto& touch : request.touches) {
    size += sizeof touch + touch.table.size() + touch.condition.size() + size_of(touch.key);
  }
  return size;
}

std::uint64_t number_of(const Exchange& exchange) { return exchange.request.number; }

}  // namespace

bool Record::begin(Request request) {
  const std::lock_guard lock(mutex_);
  const std::size_t size = size_of(request);
  if (exchanges_.size() >= limits_.exchanges || size > limits_.bytes - std::min(bytes_, limits_.bytes)) return false;
  bytes_ += size;
  if (request.body) {
    const bool fits = request.body->size() <= limits_.bodies - body_bytes_;
    if (fits) body_bytes_ += request.body->size();
    if (!fits) request.body.reset();
  }
  exchanges_.push_back({.request = std::move(request)});
  return true;
}

Exchange* Record::find(std::uint64_t number) {
  const auto found = std::ranges::lower_bound(exchanges_, number, {}, number_of);
  return found == exchanges_.end() || number_of(*found) != number ? nullptr : &*found;
}

void Record::decide(std::uint64_t number, const Decision& decision) {
  if (decision.empty()) return;
  const std::lock_guard lock(mutex_);
  if (Exchange* found = find(number)) found->decision = decision;
}

void Record::keep_answer(std::uint64_t number, const std::string& body) {
  const std::lock_guard lock(mutex_);
  Exchange* found = find(number);
  if (found == nullptr || body.size() > limits_.bodies - body_bytes_) return;
  body_bytes_ += body.size();
  found->answer = std::make_shared<const std::string>(body);
}

void Record::fired(std::uint64_t number, const Fault& fault) {
  const std::lock_guard lock(mutex_);
  const std::string name(name_of(fault));
  ++fired_[name];
  Exchange* found = find(number);
  if (found != nullptr && std::ranges::find(found->fired, name) == found->fired.end()) found->fired.push_back(name);
}

std::vector<Exchange> Record::all(std::uint64_t after) const {
  const std::lock_guard lock(mutex_);
  return {std::ranges::upper_bound(exchanges_, after, {}, number_of), exchanges_.end()};
}

std::map<std::string, std::uint64_t> Record::fired() const {
  const std::lock_guard lock(mutex_);
  return fired_;
}

void Record::clear() {
  const std::lock_guard lock(mutex_);
  exchanges_.clear();
  fired_.clear();
  bytes_ = 0;
  body_bytes_ = 0;
}

}  // namespace assay::kit::dynamodb
