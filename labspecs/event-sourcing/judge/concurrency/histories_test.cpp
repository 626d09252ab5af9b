// Clients that append to and load the same streams at the same time: whether what they saw can have happened one call
// after the other.
#include <random>

#include "concurrency/concurrent_run.hpp"
#include "history/linearizability.hpp"
#include "history/stream_model.hpp"
#include "history/timeline.hpp"
#include "support/case.hpp"

namespace judge {
namespace {

namespace history = assay::kit::history;
namespace protocol = lab::protocol;

constexpr std::uint32_t clients = 3;
constexpr unsigned calls_each = 6;
constexpr unsigned scenarios = 8;

std::vector<std::string> ids_of(const std::vector<lab::Event>& events) {
  std::vector<std::string> ids;
  for (const auto& event : events) ids.push_back(event.id);
  return ids;
}

/// What the clients do, and what they saw.
class Race {
 public:
  Race(World& world, std::uint64_t seed, unsigned streams, bool retries) : world_(world), random_(seed), streams_(streams), retries_(retries) {}

  std::optional<Planned> next(std::uint32_t client) {
    auto& state = clients_[client];
    if (state.done++ == calls_each) return std::nullopt;
    const std::string stream = text_of("stream-", 1 + random_() % streams_);
    // An append is worth trying at a version that the client has seen.
    if (state.known.contains(stream) && random_() % 3 != 0) return append(client, stream);
    return load(client, stream);
  }

  void judge() {
    for (unsigned n = 1; n <= streams_; ++n) final_load(text_of("stream-", n));
    const auto found = history::check_linearizable(history::StreamModel{.contents = {}, .idempotent = true}, seen_);
    if (found.answer == history::Answer::ok) return;
    if (found.answer == history::Answer::unknown) {
      throw assay::kit::Inconclusive{"what the clients saw can have happened one call after the other", found.reason};
    }
    auto drawn = history::timeline(seen_, found);
    for (unsigned n = 1; n <= streams_; ++n) {
      const std::string stream = text_of("stream-", n);
      for (auto& row : history::log_rows(stream, ids_of(log_of(world_.log(), stream)), seen_)) drawn.log.push_back(std::move(row));
    }
    std::string conflict;
    for (const auto index : found.conflict) {
      const auto& operation = seen_[index];
      conflict += text_of(conflict.empty() ? "" : "; ", "client ", operation.client, ": ", describe(operation.input), " → ",
                          operation.output ? describe(*operation.output) : "no answer");
    }
    assay::kit::record_history(std::move(drawn));
    throw Violation{"what the clients saw can have happened one call after the other (linearizability)",
                    "these calls cannot all have happened: " + conflict};
  }

 private:
  struct State {
    unsigned done = 0;
    std::map<std::string, std::uint64_t> known;  ///< versions, by stream
  };

  static Duration at(std::uint64_t step) { return std::chrono::milliseconds(step); }

  Planned append(std::uint32_t client, const std::string& stream) {
    const lab::StreamAppend what{stream, clients_[client].known[stream], new_events(text_of("e", client, ".", clients_[client].done, "-"), 1 + random_() % 2)};
    std::vector<std::string> ids;
    for (const auto& event : what.events) ids.push_back(event.id);
    return {protocol::append, protocol::pack_call(client, what), in_words(what),
            [=, this](const protocol::Answer& answer, std::uint64_t began, std::uint64_t ended) {
              const auto reply = reply_of<lab::AppendResult>(answer, in_words(what));
              world_.note(reply.returned() ? in_words(reply.value) : "throws " + reply.text, lane_of(client));
              const auto index = seen_.invoke(client, at(began), history::AppendEvents{stream, what.expected_version, ids});
              if (reply.ending == Ending::unavailable) return seen_.lose(index, at(ended));
              if (value_of(reply).appended) {
                clients_[client].known[stream] = what.expected_version + ids.size();
                return seen_.complete(index, at(ended), history::Appended{what.expected_version + ids.size()});
              }
              if (retries_) clients_[client].known.erase(stream);
              return seen_.complete(index, at(ended), history::Conflict{reply.value.actual_version});
            }};
  }

  Planned load(std::uint32_t client, const std::string& stream) {
    const std::string what = "load(" + in_quotes(stream) + ")";
    return {protocol::load, protocol::pack_call(client, stream), what,
            [=, this](const protocol::Answer& answer, std::uint64_t began, std::uint64_t ended) {
              const auto reply = reply_of<std::vector<lab::Event>>(answer, what);
              const auto index = seen_.invoke(client, at(began), history::LoadEvents{stream, std::nullopt});
              if (reply.ending == Ending::unavailable) return seen_.lose(index, at(ended));
              const auto& events = value_of(reply);
              world_.note("gives " + in_words(events), lane_of(client));
              for (std::size_t i = 0; i < events.size(); ++i) {
                expect(events[i].version == i + 1, text_of("the stream's versions are 1 to ", events.size()), "load gives " + in_words(events));
              }
              clients_[client].known[stream] = events.size();
              seen_.complete(index, at(ended), history::Loaded{ids_of(events)});
            }};
  }

  // What the table has in the end, read by the judge, is a load after all others.
  void final_load(const std::string& stream) {
    const auto index = seen_.invoke(clients + 1, std::chrono::hours(1), history::LoadEvents{stream, std::nullopt});
    seen_.complete(index, std::chrono::hours(2), history::Loaded{ids_of(log_of(world_.log(), stream))});
  }

  World& world_;
  std::mt19937_64 random_;
  unsigned streams_;
  bool retries_;
  std::map<std::uint32_t, State> clients_;
  history::StreamHistory seen_;
};

void open_clients(World& world) {
  for (std::uint32_t client = 2; client <= clients; ++client) world.open(client, world.tables());
  world.clear_record();
}

void judge_race(assay::kit::CaseInfo info, unsigned streams, const std::function<dynamodb::Policy(World& world, std::uint64_t seed)>& faults = {}) {
  judge_in_worlds(std::move(info),
                  [&](World& world, Client&, std::uint64_t seed) {
                    open_clients(world);
                    Race race(world, seed, streams, true);
                    if (faults) world.proxy().set_policy(faults(world, seed));
                    run_clients(world, clients, seed, [&](std::uint32_t client) { return race.next(client); });
                    world.proxy().set_policy({});
                    race.judge();
                  },
                  scenarios);
}

}  // namespace

TEST(Histories, OfOneStreamAreLinearizable) {
  judge_race({"Clients that append to one stream at once see what can have happened one call after the other", "README.md#many-writers"}, 1);
}

TEST(Histories, OfTwoStreamsAreLinearizable) {
  judge_race({"Clients that append to two streams at once see what can have happened one call after the other", "README.md#many-writers"}, 2);
}

TEST(Histories, StayLinearizableWhereAnswersAreLost) {
  judge_race({"Where answers are lost, no event is lost or doubled, and no client is told otherwise", "README.md#many-writers"}, 1,
             [](World&, std::uint64_t seed) {
               return [random = std::mt19937_64(seed)](const dynamodb::Request& request) mutable {
                 const bool loses = request.writes() && random() % 4 == 0;
                 return loses ? dynamodb::Decision{dynamodb::LoseAnswer{}} : dynamodb::Decision{};
               };
             });
}

TEST(Histories, HaveOneWinnerOfEachVersion) {
  judge_in_worlds({"Of clients that append behind the same version exactly one succeeds, and the others are told the version", "README.md#many-writers"},
                  [](World& world, Client&, std::uint64_t seed) {
                    open_clients(world);
                    constexpr unsigned rounds = 4;
                    std::map<std::uint32_t, unsigned> round;
                    std::map<unsigned, unsigned> winners;
                    run_clients(world, clients, seed, [&](std::uint32_t client) -> std::optional<Planned> {
                      const unsigned now = round[client]++;
                      if (now == rounds) return std::nullopt;
                      const lab::StreamAppend what{text_of("s", now), 0, new_events(text_of("e", client, ".", now, "-"), 1 + seed % 3)};
                      return Planned{protocol::append, protocol::pack_call(client, what), in_words(what),
                                     [=, &winners](const protocol::Answer& answer, std::uint64_t, std::uint64_t) {
                                       const auto reply = reply_of<lab::AppendResult>(answer, in_words(what));
                                       if (value_of(reply).appended) {
                                         ++winners[now];
                                         return;
                                       }
                                       expect(reply.value.conflicting_stream == what.stream && reply.value.actual_version == what.events.size(),
                                              text_of("the conflict names ", in_quotes(what.stream), " and version ", what.events.size()), in_words(reply.value));
                                     }};
                    });
                    for (unsigned now = 0; now < rounds; ++now) {
                      const auto log = log_of(world.log(), text_of("s", now));
                      expect(winners[now] == 1 && log.size() == 1 + seed % 3, text_of("one append to \"s", now, "\" wins"),
                             text_of(winners[now], " do, and there are ", log.size(), " events"));
                    }
                  },
                  6);
}

}  // namespace judge
