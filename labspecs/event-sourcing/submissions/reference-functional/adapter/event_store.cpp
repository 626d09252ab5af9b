#include "lab/event_store.hpp"

#include "ledger/copying.hpp"
#include "ledger/lifting.hpp"
#include "ledger/tables.hpp"
#include "ledger/writing.hpp"

namespace {

using ledger::Journal;

class Store final : public lab::EventStore {
 public:
  Store(const lab::Config& config, lab::Environment& environment)
      : tables_(config.tables), clock_(environment.clock), journal_{ledger::session_of(config, environment), config.tables.events} {}

  void create_tables() override { ledger::ensure_tables(journal_.session, tables_); }

  lab::AppendResult append(const lab::StreamAppend& what) override { return ledger::append(journal_, clock_, {&what, 1}); }

  lab::AppendResult append_all(const std::vector<lab::StreamAppend>& what) override { return ledger::append(journal_, clock_, what); }

  std::vector<lab::Event> load(const std::string& stream) override { return ledger::collected(ledger::events(journal_, stream)); }

  std::vector<lab::Event> load_at(const std::string& stream, std::uint64_t version) override {
    return ledger::events_to(journal_, stream, version);
  }

  std::vector<lab::Event> load_at(const std::string& stream, lab::Time time) override {
    return ledger::collected(ledger::events(journal_, stream) | ledger::until(time));
  }

  lab::CopyReport restore_to(lab::Time time, const lab::Tables& target, const std::optional<std::string>& stream) override {
    const auto streams = stream ? std::set{*stream} : ledger::stream_names(journal_);
    return copied(streams, target, [&](const std::string& name) { return load_at(name, time); });
  }

  lab::CopyReport migrate(const lab::Tables& target) override {
    return copied(ledger::stream_names(journal_), target, [&](const std::string& name) {
      return ledger::collected(ledger::events(journal_, name) | std::views::transform(ledger::upcast));
    });
  }

 private:
  template <typename Wanted>
  lab::CopyReport copied(const std::set<std::string>& streams, const lab::Tables& target, const Wanted& wanted) {
    ledger::ensure_tables(journal_.session, target);
    lab::CopyReport report;
    for (const auto& name : streams) report.events += ledger::transfer(wanted(name), Journal{journal_.session, target.events});
    return report;
  }

  const lab::Tables tables_;
  const lab::Clock& clock_;
  const Journal journal_;
};

}  // namespace

std::unique_ptr<lab::EventStore> lab::make_event_store(const Config& config, Environment& environment) {
  return std::make_unique<Store>(config, environment);
}
