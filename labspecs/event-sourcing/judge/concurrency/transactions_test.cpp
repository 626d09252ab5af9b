// Appends to several streams at once, by several clients.
#include <random>

#include "concurrency/concurrent_run.hpp"
#include "history/list_append.hpp"
#include "history/timeline.hpp"
#include "support/case.hpp"

namespace judge {
namespace {

namespace history = assay::kit::history;
namespace protocol = lab::protocol;
constexpr std::uint32_t clients = 3;

// Each client loads some streams and appends to them, all in one, where it believes them to end.
class Transfers {
 public:
  Transfers(World& world, std::uint64_t seed) : world_(world), random_(seed) {}

  std::optional<Planned> next(std::uint32_t client) {
    auto& state = clients_[client];
    if (state.done == 4) return std::nullopt;
    if (state.to_load.empty() && state.loaded.empty()) {
      state.to_load = {"a", "b", "c"};
      state.to_load.erase(state.to_load.begin() + static_cast<std::ptrdiff_t>(random_() % 3));
    }
    if (!state.to_load.empty()) return load(client, state.to_load.back());
    return append(client);
  }

  void judge() {
    history::ListAppendOptions options;
    options.real_time = true;
    for (const auto& [stream, log] : logs_of(world_.log())) {
      for (const auto& event : log) options.final_lists[stream].push_back(event.id);
    }
    for (const char* stream : {"a", "b", "c"}) options.final_lists.try_emplace(stream);
    const auto found = history::check_list_append(transactions_, options);
    if (found.ok()) return;
    const auto& anomaly = found.anomalies.front();
    assay::kit::record_history(history::timeline(transactions_, anomaly));
    throw Violation{"transactions over several streams happen as a whole and one after the other", to_string(anomaly.kind) + ": " + anomaly.what};
  }

 private:
  struct State {
    unsigned done = 0;
    std::vector<std::string> to_load;
    std::map<std::string, std::vector<std::string>> loaded;
  };

  Planned load(std::uint32_t client, const std::string& stream) {
    const std::string what = "load(" + in_quotes(stream) + ")";
    return {protocol::load, protocol::pack_call(client, stream), what,
            [=, this](const protocol::Answer& answer, std::uint64_t began, std::uint64_t ended) {
              const auto reply = reply_of<std::vector<lab::Event>>(answer, what);
              auto& state = clients_[client];
              history::Elements ids;
              for (const auto& event : value_of(reply)) ids.push_back(event.id);
              world_.note("gives " + in_words(reply.value), lane_of(client));
              transactions_.push_back({client, std::chrono::milliseconds(began), std::chrono::milliseconds(ended), history::Fate::committed,
                                       {history::ListRead{stream, ids}}});
              state.loaded[stream] = ids;
              state.to_load.pop_back();
            }};
  }

  Planned append(std::uint32_t client) {
    auto& state = clients_[client];
    std::vector<lab::StreamAppend> what;
    history::Transaction transaction{client, {}, {}, history::Fate::unknown, {}};
    for (const auto& [stream, ids] : state.loaded) {
      const lab::StreamAppend one{stream, ids.size(), new_events(text_of("e", client, ".", state.done, stream), 1)};
      transaction.micros.push_back(history::ListAppend{stream, one.events.front().id});
      what.push_back(one);
    }
    state.loaded.clear();
    ++state.done;
    std::string words = "append_all:";
    for (const auto& one : what) words += " " + in_words(one) + ";";
    return {protocol::append_all, protocol::pack_call(client, what), words,
            [=, this](const protocol::Answer& answer, std::uint64_t began, std::uint64_t ended) mutable {
              const auto reply = reply_of<lab::AppendResult>(answer, words);
              world_.note(reply.returned() ? in_words(reply.value) : "throws " + reply.text, lane_of(client));
              transaction.invoked = std::chrono::milliseconds(began);
              transaction.returned = std::chrono::milliseconds(ended);
              if (reply.ending != Ending::unavailable) {
                transaction.fate = value_of(reply).appended ? history::Fate::committed : history::Fate::aborted;
              }
              transactions_.push_back(transaction);
            }};
  }

  World& world_;
  std::mt19937_64 random_;
  std::map<std::uint32_t, State> clients_;
  std::vector<history::Transaction> transactions_;
};

// Attempts enough that faults which strike at random do not use them up.
WorldOptions patient() {
  WorldOptions options;
  options.config.max_attempts = 12;
  return options;
}

void judge_transfers(assay::kit::CaseInfo info, const std::function<dynamodb::Policy(std::uint64_t seed)>& faults) {
  judge_in_worlds(std::move(info),
                  [&](World& world, Client&, std::uint64_t seed) {
                    for (std::uint32_t client = 2; client <= clients; ++client) world.open(client, world.tables());
                    world.clear_record();
                    Transfers transfers(world, seed);
                    if (faults) world.proxy().set_policy(faults(seed));
                    run_clients(world, clients, seed, [&](std::uint32_t client) { return transfers.next(client); });
                    world.proxy().set_policy({});
                    transfers.judge();
                  },
                  6, patient());
}

}  // namespace

TEST(Transactions, OverSeveralStreamsAreWhole) {
  judge_transfers({"Appends to several streams at once show no anomaly: none is seen in part, none is lost", "README.md#many-writers"}, {});
}

TEST(Transactions, StayWholeWhereRequestsFail) {
  judge_transfers({"Appends to several streams at once show no anomaly where requests fail and answers are lost", "README.md#many-writers"},
                  [](std::uint64_t seed) {
                    return [random = std::mt19937_64(seed)](const dynamodb::Request& request) mutable {
                      if (random() % 4 != 0) return dynamodb::Decision{};
                      if (request.writes()) return dynamodb::Decision{dynamodb::LoseAnswer{}};
                      return dynamodb::Decision{dynamodb::Fail{"ThrottlingException", {}}};
                    };
                  });
}

}  // namespace judge
