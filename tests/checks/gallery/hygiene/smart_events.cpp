// label: hy-raw-ownership satisfied
// label: hy-swallowed-exceptions none
// label: hy-detached-threads none
// label: hy-sleep-under-lock none
// label: hy-unbounded-queue none
#include <cstddef>
#include <map>
#include <memory>
#include <new>
#include <string>

struct Order {
  explicit Order(std::string id) : id(std::move(id)) {}
  std::string id;
};

class Orders {
 public:
  static std::shared_ptr<Orders> create() { return std::shared_ptr<Orders>(new Orders()); }

  Order& open(const std::string& id) {
    auto& slot = orders_[id];
    if (!slot) slot = std::make_unique<Order>(id);
    return *slot;
  }

  Order* scratch(const std::string& id) { return new (buffer_) Order(id); }

 private:
  Orders() = default;
  std::map<std::string, std::unique_ptr<Order>> orders_;
  alignas(Order) std::byte buffer_[sizeof(Order)];
};

// mutant hy-raw-ownership violated: slot = std::make_unique<Order>(id); => slot.reset(); (new Order(id))->id += "x";
