// What the checkers take by the length of a history, as ratios to a history of 100 operations of the
// same kind in the same run: few and many clients on one stream, without and with a violation whose
// conflict has to be found, and transactions on lists.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstddef>
#include <cstdio>
#include <iterator>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "history/linearizability.hpp"
#include "history/list_append.hpp"
#include "history/stream_model.hpp"

namespace {

using namespace assay::kit::history;
using Clock = std::chrono::steady_clock;

constexpr int rounds = 7;
constexpr std::size_t baseline = 100;
constexpr int loaded = 20;  ///< events by most loads, so that reading does not hide searching

/// Clients that each append one event where they believe the stream's end to be, or load its beginning; what
/// they do takes effect at a moment of its own between invocation and return.
StreamHistory stream_history(std::size_t operations, unsigned clients, std::uint64_t seed) {
  struct Running {
    std::size_t operation;
    std::optional<StreamOutput> output;
  };
  std::mt19937_64 random(seed);
  StreamHistory history;
  std::vector<std::string> events;
  std::map<unsigned, Running> running;
  const auto effect = [&](const StreamInput& input) -> StreamOutput {
    const auto* append = std::get_if<AppendEvents>(&input);
    if (append == nullptr) return Loaded{{events.begin(), events.begin() + std::min<std::ptrdiff_t>(std::ssize(events), loaded)}};
    if (append->expected != events.size()) return Conflict{events.size()};
    events.push_back(append->events.front());
    return Appended{events.size()};
  };
  for (std::int64_t now = 0; history.size() < operations || !running.empty(); ++now) {
    const auto client = static_cast<unsigned>(random() % clients);
    const auto one = running.find(client);
    if (one == running.end()) {
      if (history.size() == operations) continue;
      const std::string event = "e" + std::to_string(history.size());
      const bool loads = random() % 4 == 0;
      const StreamInput input = loads ? StreamInput{LoadEvents{"s", loaded}} : StreamInput{AppendEvents{"s", events.size(), {event}}};
      running[client] = {history.invoke(client, assay::core::Duration(now), input), {}};
    } else if (!one->second.output) {
      one->second.output = effect(history[one->second.operation].input);
    } else {
      history.complete(one->second.operation, assay::core::Duration(now), *one->second.output);
      running.erase(one);
    }
  }
  return history;
}

/// The same, with a last load that lacks the newest event.
StreamHistory with_stale_load(StreamHistory history) {
  const auto late = assay::core::Duration(1'000'000'000);
  std::uint64_t length = 0;
  for (const auto& operation : history.operations()) {
    if (const auto* appended = std::get_if<Appended>(&*operation.output)) length = std::max(length, appended->version);
  }
  std::vector<std::string> events(length - 1);
  for (const auto& operation : history.operations()) {
    const auto* appended = std::get_if<Appended>(&*operation.output);
    if (appended != nullptr && appended->version < length) {
      events[appended->version - 1] = std::get<AppendEvents>(operation.input).events.front();
    }
  }
  history.add({0, late, late, LoadEvents{"s", std::nullopt}, Loaded{events}});
  return history;
}

std::vector<Transaction> transactions(std::size_t count, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::map<std::string, Elements> lists;
  std::vector<Transaction> all;
  for (std::size_t i = 0; i < count; ++i) {
    Transaction made{.client = static_cast<unsigned>(i % 8), .invoked = assay::core::Duration(10 * i),
                     .returned = assay::core::Duration(10 * i + 75), .fate = Fate::committed};
    for (int micro = 0; micro < 3; ++micro) {
      const std::string key = std::to_string(i / 50) + "." + std::to_string(random() % 4);
      if (random() % 2 == 0) {
        made.micros.emplace_back(ListRead{key, lists[key]});
      } else {
        lists[key].push_back(std::to_string(i) + "." + std::to_string(micro));
        made.micros.emplace_back(ListAppend{key, lists[key].back()});
      }
    }
    all.push_back(std::move(made));
  }
  return all;
}

template <typename Make, typename Check>
void measure(const char* what, const std::vector<std::size_t>& lengths, const Make& make, const Check& check) {
  double first = 0;
  for (const std::size_t length : lengths) {
    std::vector<double> took;
    for (int round = 0; round < rounds; ++round) {
      const auto history = make(length, static_cast<std::uint64_t>(round + 1));
      const auto began = Clock::now();
      if (!check(history)) {
        std::printf("  %s, %zu: another answer than the expected one\n", what, length);
        return;
      }
      took.push_back(std::chrono::duration<double, std::milli>(Clock::now() - began).count());
    }
    std::ranges::sort(took);
    const double median = took[took.size() / 2];
    if (length == baseline) first = median;
    std::printf("  %-34s %6zu  %9.2f ms  %8.1f times that of 100  %5.2f times as much an operation\n", what, length, median,
                median / first, median / first * baseline / static_cast<double>(length));
  }
}

bool is(Answer expected, const StreamHistory& history) { return check_linearizable(StreamModel{}, history).answer == expected; }

}  // namespace

int main() {
  std::printf("checker time by history length, medians of %d histories\n", rounds);
  const auto with = [](unsigned clients) {
    return [clients](std::size_t length, std::uint64_t seed) { return stream_history(length, clients, seed); };
  };
  const auto ok = [](const StreamHistory& history) { return is(Answer::ok, history); };
  const auto violated = [](const StreamHistory& history) { return is(Answer::violated, history); };
  const auto stale = [](unsigned clients) {
    return [clients](std::size_t length, std::uint64_t seed) { return with_stale_load(stream_history(length, clients, seed)); };
  };
  measure("a stream, 2 clients", {100, 300, 1'000, 3'000, 10'000}, with(2), ok);
  measure("a stream, 20 clients", {100, 300, 1'000, 3'000, 10'000}, with(20), ok);
  measure("violated and explained, 2 clients", {100, 300, 1'000, 3'000}, stale(2), violated);
  measure("violated and explained, 20 clients", {100, 300, 1'000, 3'000}, stale(20), violated);
  measure("transactions on lists", {100, 300, 1'000, 3'000, 10'000}, transactions,
          [](const std::vector<Transaction>& all) { return check_list_append(all, {.real_time = true}).ok(); });
  return 0;
}
