#include "dynamodb/gate.hpp"

#include <algorithm>
#include <tuple>

namespace assay::kit::dynamodb {

void Gate::close() {
  const std::lock_guard lock(mutex_);
  closed_ = true;
}

void Gate::open() {
  const std::lock_guard lock(mutex_);
  closed_ = false;
  changed_.notify_all();
}

bool Gate::is_closed() const {
  const std::lock_guard lock(mutex_);
  return closed_;
}

std::vector<Request> Gate::parked() const {
  const std::lock_guard lock(mutex_);
  std::vector<Request> requests;
  for (const auto& [number, parked] : parked_) {
    if (!parked.released) requests.push_back(*parked.request);
  }
  std::ranges::sort(requests, {}, [](const Request& it) { return std::tie(it.client, it.number); });
  return requests;
}

std::size_t Gate::parked_count() const {
  const std::lock_guard lock(mutex_);
  return static_cast<std::size_t>(
      std::ranges::count_if(parked_, [](const auto& parked) { return !parked.second.released; }));
}

bool Gate::release(std::uint64_t number, std::optional<Decision> decision) {
  const std::lock_guard lock(mutex_);
  const auto found = parked_.find(number);
  if (found == parked_.end() || found->second.released) return false;
  found->second.released = true;
  found->second.decision = std::move(decision);
  changed_.notify_all();
  return true;
}

std::optional<Decision> Gate::pass(const Request& request, const std::function<void()>& parked_now) {
  std::unique_lock lock(mutex_);
  if (!closed_) return std::nullopt;
  const auto place = parked_.emplace(request.number, Parked{&request, false, {}}).first;
  lock.unlock();
  parked_now();
  lock.lock();
  changed_.wait(lock, [&] { return place->second.released || !closed_; });
  auto decision = std::move(place->second.decision);
  parked_.erase(place);
  return decision;
}

}  // namespace assay::kit::dynamodb
