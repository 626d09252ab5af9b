// label: kf-role satisfied
// label: kf-group-id none
// label: kf-auto-commit-off none
// label: kf-commit-after-processing none
// label: kf-conf-checked satisfied
// label: kf-known-keys satisfied
// label: kf-key-set satisfied
// label: kf-delivery-report violated
// label: kf-flush-close violated
// label: kf-no-producer-per-request violated
// label: kf-queue-full violated
#include <string>
#include <vector>

#include "publisher.hpp"

struct Order {
  int id;
  std::string item;
};

struct OrderCodec {
  static std::string encode(const Order& order) { return std::to_string(order.id) + ";" + order.item; }
  static std::string key(const Order& order) { return std::to_string(order.id); }
};

int main() {
  Publisher<OrderCodec> publisher("localhost:9092");
  publisher.publish_all("orders", std::vector<Order>{{1, "pen"}, {2, "ink"}});
}
