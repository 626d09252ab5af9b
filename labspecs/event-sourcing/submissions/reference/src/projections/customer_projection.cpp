#include "projections/customer_projection.hpp"

#include <map>

#include "lab/errors.hpp"
#include "orders/order_events.hpp"
#include "orders/upcasting.hpp"

namespace projections {
namespace {

/// What the events of an order behind `progress` add to its customer's summary.
class Addition {
 public:
  explicit Addition(Progress progress) : progress_(std::move(progress)) {}

  /// Passes over what was taken in before.
  void take_in(const lab::Event& event) {
    if (event.version <= progress_.version) return;
    count(orders::upcast(event));
    progress_.version = event.version;
  }

  [[nodiscard]] const Progress& progress() const { return progress_; }
  [[nodiscard]] const lab::CustomerSummary& added() const { return added_; }

 private:
  void count(const lab::Event& event) {
    if (event.type == orders::OrderPlaced::type) {
      progress_.customer = orders::order_placed_from(event).customer;
      ++added_.placed;
    } else if (event.type == orders::OrderPaid::type) {
      ++added_.paid;
      added_.revenue += orders::order_paid_from(event).amount;
    } else if (event.type == orders::OrderShipped::type) {
      ++added_.shipped;
    } else if (event.type == orders::OrderCancelled::type) {
      ++added_.cancelled;
    } else if (event.type != orders::OrderLineAdded::type) {  // which no summary tells of
      throw lab::UnknownEvent(event.type, event.schema_version);
    }
  }

  Progress progress_;
  lab::CustomerSummary added_;
};

}  // namespace

CustomerProjection::CustomerProjection(const lab::Config& config, lab::Environment& environment)
    : max_attempts_(config.max_attempts),
      client_(config, environment),
      events_(client_, config.tables.events),
      table_(client_, config.tables.projection),
      stream_(client_, config.tables.events, table_) {}

void CustomerProjection::handle(const std::vector<lab::Event>& batch) { take_in(table_.current(), batch); }

void CustomerProjection::catch_up() {
  const auto generation = table_.current();
  stream_.read_on([&](const std::vector<lab::Event>& batch) { take_in(generation, batch); });
}

// Counts in a generation of its own: until that is complete, the one before stays in use, and should this process
// end, what it has counted so far is never looked at.
void CustomerProjection::rebuild() {
  const auto generation = table_.begin_another();
  for (const auto& order : events_.streams()) take_in_order(generation, order, events_.read(order));
  table_.make_current(generation);
  table_.delete_all_but(generation);
}

lab::CustomerSummary CustomerProjection::summary(const std::string& customer) {
  return table_.summary(table_.current(), customer);
}

void CustomerProjection::take_in(ProjectionTable::Generation generation, const std::vector<lab::Event>& batch) {
  std::map<std::string, std::vector<lab::Event>> orders;
  for (const auto& event : batch) orders[event.stream].push_back(event);
  for (const auto& [order, events] : orders) take_in_order(generation, order, events);
}

// Where the order has moved in the meantime, it was by an attempt of ours whose answer was lost.
void CustomerProjection::take_in_order(ProjectionTable::Generation generation, const std::string& order,
                                       const std::vector<lab::Event>& events) {
  for (unsigned attempt = 0; attempt <= max_attempts_; ++attempt) {
    const Progress before = table_.progress(generation, order);
    Addition addition(before);
    for (const auto& event : events) addition.take_in(event);
    if (addition.progress().version == before.version) return;
    if (table_.advance(generation, order, before, addition.progress(), addition.added())) return;
  }
  throw lab::Unavailable("the progress of an order changes all the time");
}

}  // namespace projections

std::unique_ptr<lab::Projection> lab::make_projection(const Config& config, Environment& environment) {
  return std::make_unique<projections::CustomerProjection>(config, environment);
}
