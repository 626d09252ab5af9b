// Events in a std::any; a map from the type to what to do with it; unknown ones are reported.
// label: es-role satisfied
// label: es-immutable-events satisfied
// label: es-append-only satisfied
// label: es-expected-version satisfied
// label: es-writes-in-apply violated
// label: es-apply-pure satisfied
// label: es-replay-same-apply violated
// label: es-snapshot-tail none
// label: es-versioned-events none
// label: es-decide-apart violated
// label: es-command-sourcing satisfied
// label: es-unknown-events satisfied
// label: cq-queries-do-not-write satisfied
// label: cq-commands-return-nothing satisfied
#include <any>
#include <functional>
#include <optional>
#include <shared_mutex>
#include <mutex>
#include <stdexcept>
#include <string>
#include <typeindex>
#include <unordered_map>
#include <vector>

struct StockReceived { std::string sku; int count; };
struct StockReserved { std::string sku; int count; };
struct StockLost { std::string sku; int count; std::string reason; };

class Warehouse {
 public:
  Warehouse() {
    on<StockReceived>([this](const StockReceived& e) { free_[e.sku] += e.count; });
    on<StockReserved>([this](const StockReserved& e) { free_[e.sku] -= e.count; reserved_ += e.count; });
    on<StockLost>([this](const StockLost& e) { free_[e.sku] -= e.count; });
  }

  void mutate(const std::any& event) {
    const auto handler = handlers_.find(event.type());
    if (handler == handlers_.end()) throw std::runtime_error(std::string("unknown event ") + event.type().name());
    handler->second(event);
  }

  std::any reserve(const std::string& sku, int count) {
    if (free_[sku] < count) throw std::domain_error("not enough of " + sku);
    StockReserved event{sku, count};
    free_[sku] -= count;
    reserved_ += count;
    return event;
  }

  int available(const std::string& sku) const {
    const auto found = free_.find(sku);
    return found == free_.end() ? 0 : found->second;
  }

 private:
  template <class E, class F>
  void on(F f) {
    handlers_[typeid(E)] = [f](const std::any& event) { f(std::any_cast<const E&>(event)); };
  }

  std::unordered_map<std::type_index, std::function<void(const std::any&)>> handlers_;
  std::unordered_map<std::string, int> free_;
  int reserved_ = 0;
};

class Stream {
 public:
  bool try_append(std::size_t expected, std::any event) {
    std::unique_lock lock(mutex_);
    if (expected != events_.size()) return false;
    events_.emplace_back(std::move(event));
    return true;
  }

  Warehouse fold() const {
    std::shared_lock lock(mutex_);
    Warehouse w;
    for (const auto& event : events_) w.mutate(event);
    return w;
  }

  std::size_t size() const {
    std::shared_lock lock(mutex_);
    return events_.size();
  }

 private:
  mutable std::shared_mutex mutex_;
  std::vector<std::any> events_;
};

int main() {
  Stream stream;
  stream.try_append(0, StockReceived{"screw", 100});
  auto warehouse = stream.fold();
  const auto seen = stream.size();
  while (!stream.try_append(seen, warehouse.reserve("screw", 10))) warehouse = stream.fold();
  return warehouse.available("screw");
}
// mutant es-expected-version violated: if (expected != events_.size()) return false; =>
// mutant es-unknown-events violated: throw std::runtime_error(std::string("unknown event ") + event.type().name()); => return;
