#include "lab/orders.hpp"

#include "ledger/decide.hpp"
#include "ledger/evolve.hpp"
#include "ledger/mementos.hpp"
#include "ledger/writing.hpp"

namespace {

using ledger::Standing;

class OrderDesk final : public lab::Orders {
 public:
  OrderDesk(const lab::Config& config, lab::Environment& environment)
      : clock_(environment.clock),
        journal_{ledger::session_of(config, environment), config.tables.events},
        mementos_{journal_.session, config.tables.snapshots} {}

  lab::CommandResult handle(const lab::Command& command) override {
    ledger::require(!command.id.empty(), "a command has an id");
    for (Standing standing = now(command.order);; standing = caught_up(std::move(standing), command.order)) {
      const auto verdict = ledger::decide(standing.order, command);
      if (const auto* rejection = std::get_if<lab::Rejection>(&verdict)) return {*rejection, 0};
      const lab::StreamAppend append{
          command.order, standing.version, {ledger::recorded_as(command.id, std::get<ledger::Happening>(verdict))}};
      if (ledger::append(journal_, clock_, {&append, 1}).appended) return {lab::Rejection::none, standing.version + 1};
    }
  }

  std::optional<lab::Order> load(const std::string& order) override { return now(order).order; }

  std::optional<lab::Order> load_at(const std::string& order, std::uint64_t version) override {
    return ledger::fold(ledger::events_to(journal_, order, version)).order;
  }

  std::optional<lab::Order> load_at(const std::string& order, lab::Time time) override {
    return ledger::fold(ledger::events(journal_, order) | ledger::until(time)).order;
  }

  std::uint64_t snapshot(const std::string& order) override {
    const Standing standing = now(order);
    if (!standing.order) return 0;
    ledger::keep(mementos_, order, *standing.order, standing.event_id);
    return standing.version;
  }

  [[nodiscard]] lab::Event upcast(const lab::Event& stored) const override { return ledger::upcast(stored); }

 private:
  /// From the snapshot on, if the log has the very event that the snapshot was made after; else from the first event on.
  [[nodiscard]] Standing now(const std::string& order) const {
    ledger::require(!order.empty(), "an order has a name");
    if (auto remembered = ledger::recalled(mementos_, order)) {
      const auto tail = ledger::collected(ledger::events(journal_, order, remembered->version));
      const bool fits = !tail.empty() && tail.front().version == remembered->version && tail.front().id == remembered->event_id;
      if (fits) return ledger::fold(tail | std::views::drop(1), *std::move(remembered));
    }
    return ledger::fold(ledger::events(journal_, order));
  }

  [[nodiscard]] Standing caught_up(Standing standing, const std::string& order) const {
    const auto next = standing.version + 1;
    return ledger::fold(ledger::events(journal_, order, next), std::move(standing));
  }

  const lab::Clock& clock_;
  const ledger::Journal journal_;
  const ledger::Mementos mementos_;
};

}  // namespace

std::unique_ptr<lab::Orders> lab::make_orders(const Config& config, Environment& environment) {
  return std::make_unique<OrderDesk>(config, environment);
}
