// What the recording proxy before DynamoDB's engine costs where nothing is broken: requests a second
// through it, as ratios to the engine itself in the same run.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

#include "dynamodb/events_table.hpp"
#include "dynamodb/proxy.hpp"
#include "judge/subject.hpp"
#include "support/dynamodb_engine.hpp"
#include "unit/kit/tcp_peer.hpp"

namespace {

using namespace assay::kit::dynamodb;
using Clock = std::chrono::steady_clock;

constexpr int rounds = 9;
constexpr int calls = 1'000;  ///< a round, over all connections

std::string get_item(int version) {
  return Json{{"TableName", "events"}, {"Key", {{"stream", {{"S", "a"}}}, {"version", {{"N", std::to_string(version)}}}}}}.dump();
}
std::string put_item(int version) {
  return Json{{"TableName", "events"},
              {"ConditionExpression", "attribute_not_exists(version)"},
              {"Item", to_item({"a", static_cast<std::uint64_t>(version), "id", "placed", 1, std::string(200, 'x'), 0})}}
      .dump();
}

/// Seconds for `calls` requests over so many connections; `next` numbers the items.
double seconds_for(Engine& way, const char* operation, unsigned connections, std::atomic<int>& next) {
  const bool puts = std::string(operation) == "PutItem";
  std::atomic<int> left = calls;
  const auto begin = Clock::now();
  {
    std::vector<std::jthread> threads;
    for (unsigned i = 0; i < connections; ++i) {
      threads.emplace_back([&] {
        while (left-- > 0) {
          const auto answer = way.call(operation, puts ? put_item(++next) : get_item(1 + ++next % 100));
          if (!answer.ok()) std::exit((std::fprintf(stderr, "%s\n", answer.body.c_str()), 4));
        }
      });
    }
  }
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

double median(std::vector<double> values) {
  std::ranges::nth_element(values, values.begin() + rounds / 2);
  return values[rounds / 2];
}

void measure(std::uint16_t engine_port, const char* operation, unsigned connections, std::atomic<int>& next) {
  assay::kit::test::Listener listener;
  auto direct = Engine::on_loopback(engine_port, connections);
  auto behind = Engine::on_loopback(engine_port, connections);
  auto through = Engine::on_loopback(listener.port(), connections);
  Proxy proxy(listener.take(), behind);
  (void)seconds_for(direct, operation, connections, next);
  (void)seconds_for(through, operation, connections, next);
  std::vector<double> ratios;
  std::vector<double> rates;
  for (int round = 0; round < rounds; ++round) {
    const bool first = round % 2 == 0;
    const double one = seconds_for(first ? direct : through, operation, connections, next);
    const double other = seconds_for(first ? through : direct, operation, connections, next);
    ratios.push_back(first ? one / other : other / one);
    rates.push_back(calls / (first ? other : one));
    proxy.clear();
  }
  std::printf("%-10s %11u %16.2f %20.0f\n", operation, connections, median(ratios), median(rates));
}

}  // namespace

int main() {
  try {
    auto& engine = assay::test::DynamoDbEngine::running();
    Database database(engine.engine());
    std::atomic<int> next = 0;
    std::printf("%-10s %11s %16s %20s\n", "operation", "connections", "rate / direct", "requests a second");
    for (const char* operation : {"PutItem", "GetItem"}) {
      for (const unsigned connections : {1U, 4U}) {
        database.delete_all_tables();
        database.create_table("events", EventsTable::key());
        if (std::string(operation) == "GetItem") {
          std::vector<StoredEvent> events;
          for (std::uint64_t version = 1; version <= 100; ++version) {
            events.push_back({"a", version, "id", "placed", 1, std::string(200, 'x'), 0});
          }
          EventsTable(database).write(events);
        }
        measure(engine.port(), operation, connections, next);
      }
    }
  } catch (const assay::kit::JudgeFault& fault) {
    std::fprintf(stderr, "not measured: %s\n", fault.what());
    return 4;
  }
}
