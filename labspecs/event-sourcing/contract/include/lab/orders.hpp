// The domain: orders, each a stream of events.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "lab/config.hpp"
#include "lab/environment.hpp"
#include "lab/errors.hpp"
#include "lab/event.hpp"

namespace lab {

struct OrderLine {
  std::string sku;
  std::uint32_t quantity = 0;  ///< from 1 on
  std::int64_t price = 0;      ///< of one, in the currency's smallest unit; from 0 on
  friend bool operator==(const OrderLine&, const OrderLine&) = default;
};

enum class OrderStatus { placed, paid, shipped, cancelled };

/// An order as its events make it.
struct Order {
  std::uint64_t version = 0;    ///< of its last event
  OrderStatus status = OrderStatus::placed;
  std::string customer;
  std::string currency;
  std::vector<OrderLine> lines; ///< one a SKU, in the order in which they came
  std::string tracking;         ///< once shipped
  std::string reason;           ///< once cancelled
  friend bool operator==(const Order&, const Order&) = default;
};

struct PlaceOrder {
  std::string customer, currency;
  std::vector<OrderLine> lines;
};
struct AddLine {
  OrderLine line;
};
struct PayOrder {
  std::int64_t amount = 0;
};
struct ShipOrder {
  std::string tracking;
};
struct CancelOrder {
  std::string reason;
};

struct Command {
  std::string id;     ///< becomes the id of its event
  std::string order;  ///< the stream
  std::variant<PlaceOrder, AddLine, PayOrder, ShipOrder, CancelOrder> what;
};

/// Why a command is refused. Where several apply, the first of them.
enum class Rejection {
  none,
  no_such_order,   ///< any command but PlaceOrder
  already_placed,  ///< PlaceOrder
  invalid,         ///< PlaceOrder without a customer, a currency or lines; a line without a SKU, of no quantity or with a price
                   ///< below zero; two lines of one SKU with different prices, in PlaceOrder or with those of before in AddLine
  cancelled,       ///< the order is cancelled: any further command
  already_shipped, ///< any further command
  already_paid,    ///< AddLine, PayOrder
  not_paid,        ///< ShipOrder
  wrong_amount,    ///< PayOrder of another amount than the lines' sum
};

struct CommandResult {
  Rejection rejection = Rejection::none;
  std::uint64_t version = 0;  ///< of the command's event, where it was not refused
};

/// Called by any number of threads at once, and by other processes over the same tables. Every method may throw
/// Unavailable and UnknownEvent.
class Orders {
 public:
  virtual ~Orders() = default;

  /// Decides by the order's state, and appends one event or nothing. Where another one got ahead it decides anew.
  virtual CommandResult handle(const Command& command) = 0;

  /// Nothing: it was never placed. Uses the snapshot where there is one that fits the log, and reads only
  /// the events after it.
  virtual std::optional<Order> load(const std::string& order) = 0;

  /// As `EventStore::load_at`.
  virtual std::optional<Order> load_at(const std::string& order, std::uint64_t version) = 0;
  virtual std::optional<Order> load_at(const std::string& order, Time time) = 0;

  /// Stores a snapshot of the order as it is now; gives its version. 0: there is no such order. An order may
  /// have been given back an older log meanwhile, and a snapshot that is ahead of the log, or cannot be read, is
  /// not to be used and is replaced here.
  virtual std::uint64_t snapshot(const std::string& order) = 0;

  /// The event in the current version of its schema. Pure: it asks nothing of the environment.
  virtual Event upcast(const Event& stored) const = 0;
};

/// Yours to write.
std::unique_ptr<Orders> make_orders(const Config& config, Environment& environment);

}  // namespace lab
