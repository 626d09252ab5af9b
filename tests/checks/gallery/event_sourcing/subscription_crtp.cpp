// A CRTP base for aggregates with overloaded on(); typed variants; commands as structs.
// label: es-role satisfied
// label: es-immutable-events satisfied
// label: es-append-only none
// label: es-expected-version none
// label: es-writes-in-apply satisfied
// label: es-apply-pure satisfied
// label: es-replay-same-apply satisfied
// label: es-snapshot-tail none
// label: es-versioned-events none
// label: es-decide-apart violated
// label: es-command-sourcing satisfied
// label: es-unknown-events satisfied
// label: cq-queries-do-not-write none
// label: cq-commands-return-nothing satisfied
#include <cstdint>
#include <stdexcept>
#include <string>
#include <utility>
#include <variant>
#include <vector>

template <class Derived, class EventT>
class AggregateRoot {
 public:
  void loadFromHistory(const std::vector<EventT>& history) {
    for (auto const& e : history) replay(e);
  }
  std::vector<EventT> const& uncommitted() const { return changes_; }
  void markCommitted() { changes_.clear(); }
  std::int64_t version() const { return version_; }

 protected:
  template <class E>
  void raise(E&& e) {
    EventT event{std::forward<E>(e)};
    replay(event);
    changes_.push_back(std::move(event));
  }

 private:
  void replay(EventT const& event) {
    std::visit([this](auto const& e) { static_cast<Derived*>(this)->on(e); }, event);
    ++version_;
  }

  std::vector<EventT> changes_;
  std::int64_t version_ = -1;
};

struct SubscriptionStarted { std::string plan; int price; };
struct PlanChanged { std::string plan; int price; };
struct SubscriptionEnded { std::string reason; };
using SubscriptionEvent = std::variant<SubscriptionStarted, PlanChanged, SubscriptionEnded>;

struct StartSubscription { std::string plan; };
struct ChangePlan { std::string plan; };
struct EndSubscription {};

class Subscription final : public AggregateRoot<Subscription, SubscriptionEvent> {
 public:
  void handle(StartSubscription const& c) {
    if (active_) throw std::logic_error("running");
    raise(SubscriptionStarted{c.plan, priceOf(c.plan)});
  }

  void handle(ChangePlan const& c) { raise(PlanChanged{c.plan, priceOf(c.plan)}); }
  void handle(EndSubscription const&) { raise(SubscriptionEnded{"asked for"}); }

  void on(SubscriptionStarted const& e) {
    active_ = true;
    price_ = e.price;
  }

  void on(PlanChanged const& e) {
    if (!active_) throw std::logic_error("cannot change the plan of a subscription that has ended");
    if (e.price < price_ && downgrades_ >= 3) throw std::logic_error("too many downgrades");
    downgrades_ += e.price < price_ ? 1 : 0;
    price_ = e.price;
  }

  void on(SubscriptionEnded const&) { active_ = false; }

 private:
  static int priceOf(std::string const& plan) { return plan == "pro" ? 20 : 10; }

  bool active_ = false;
  int price_ = 0;
  int downgrades_ = 0;
};

int main() {
  Subscription s;
  s.handle(StartSubscription{"pro"});
  s.handle(ChangePlan{"basic"});
  Subscription t;
  t.loadFromHistory(s.uncommitted());
  s.markCommitted();
  return static_cast<int>(t.version());
}
// mutant es-writes-in-apply violated: raise(SubscriptionEnded{"asked for"}); } => active_ = false; raise(SubscriptionEnded{"asked for"}); }
// mutant es-apply-pure violated: void on(SubscriptionEnded const&) { active_ = false; } => void on(SubscriptionEnded const&) { active_ = false; if (price_ > 10) raise(PlanChanged{"none", 0}); }
