#include "lab/projection.hpp"

#include <map>

#include "ledger/editions.hpp"
#include "ledger/feed.hpp"
#include "ledger/tally.hpp"

namespace {

using ledger::Edition;

class Customers final : public lab::Projection {
 public:
  Customers(const lab::Config& config, lab::Environment& environment)
      : journal_{ledger::session_of(config, environment), config.tables.events}, tally_{journal_.session, config.tables.projection} {}

  void handle(const std::vector<lab::Event>& batch) override { take_in(ledger::edition_in_use(tally_), batch); }

  void catch_up() override {
    const Edition edition = ledger::edition_in_use(tally_);
    const std::string arn = ledger::stream_of(journal_.session, journal_.table);
    ledger::oldest_first(ledger::shards_of(journal_.session, arn), [&](const std::string& shard) {
      ledger::read_on(tally_, arn, shard, [&](const std::vector<lab::Event>& page) { take_in(edition, page); });
    });
  }

  // A new edition, which comes into use when it is complete. Its number is noted before anything is counted: what an
  // interrupted rebuild has left is of a number that is never used again.
  void rebuild() override {
    const Edition edition = ledger::latest_edition(tally_) + 1;
    ledger::note_edition(tally_, "latest", edition);
    for (const auto& order : ledger::stream_names(journal_)) {
      ledger::take_in(tally_, edition, order, ledger::collected(ledger::events(journal_, order)));
    }
    ledger::note_edition(tally_, "in use", edition);
    ledger::forget_other_editions(tally_, edition);
  }

  lab::CustomerSummary summary(const std::string& customer) override {
    return ledger::summary_of(tally_, ledger::edition_in_use(tally_), customer);
  }

 private:
  void take_in(Edition edition, const std::vector<lab::Event>& batch) {
    std::map<std::string, std::vector<lab::Event>> orders;
    for (const auto& event : batch) orders[event.stream].push_back(event);
    for (const auto& [order, events] : orders) ledger::take_in(tally_, edition, order, events);
  }

  const ledger::Journal journal_;
  const ledger::Tally tally_;
};

}  // namespace

std::unique_ptr<lab::Projection> lab::make_projection(const Config& config, Environment& environment) {
  return std::make_unique<Customers>(config, environment);
}
