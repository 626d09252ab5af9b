#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "faulty_client.hpp"
#include "lab/event_store.hpp"
#include "lab/orders.hpp"
#include "lab/projection.hpp"
#include "local_engine.hpp"

namespace assay::test {

class SetClock final : public lab::Clock {
 public:
  [[nodiscard]] lab::Time now() const override { return time; }
  lab::Time time{std::chrono::milliseconds(1'000)};
};

class RecordingSleeper final : public lab::Sleeper {
 public:
  void sleep_for(lab::Duration duration) override {
    const std::lock_guard lock(mutex);
    slept.push_back(duration);
  }
  std::mutex mutex;
  std::vector<lab::Duration> slept;
};

/// Tables of its own, and everything that students write, over a client with faults.
class StoreTest : public testing::Test {
 protected:
  StoreTest() : StoreTest(0) {}
  explicit StoreTest(unsigned page_size) {
    faults_.page_size(page_size);
    store_ = lab::make_event_store(config_, environment_);
    orders_ = lab::make_orders(config_, environment_);
    projection_ = lab::make_projection(config_, environment_);
    store_->create_tables();
  }

  static lab::Tables fresh_tables() {
    const std::string name = fresh_table_name("T");
    return {name + "-events", name + "-snapshots", name + "-projection"};
  }

  static lab::NewEvent event(const std::string& id, const std::string& payload = "p") { return {id, "Happened", 1, payload}; }

  lab::AppendResult append(const std::string& stream, std::uint64_t expected, const std::vector<std::string>& ids) {
    lab::StreamAppend what{stream, expected, {}};
    for (const auto& id : ids) what.events.push_back(event(id));
    return store_->append(what);
  }

  std::vector<std::string> ids(const std::string& stream) { return ids_of(store_->load(stream)); }

  static std::vector<std::string> ids_of(const std::vector<lab::Event>& events) {
    std::vector<std::string> ids;
    for (std::size_t i = 0; i < events.size(); ++i) {
      EXPECT_EQ(events[i].version, i + 1);
      ids.push_back(events[i].id);
    }
    return ids;
  }

  /// Runs `call` with `fault` at its first request, its second one, … until it needs no more requests. What is before
  /// each run, `prepare` does without faults.
  template <typename Prepare, typename Call>
  void with_each(Fault fault, const Prepare& prepare, const Call& call) {
    for (std::size_t at = 0;; ++at) {
      SCOPED_TRACE("fault at request " + std::to_string(at));
      faults_.plan({});
      prepare(std::to_string(at));
      faults_.plan({{at, fault}});
      try {
        call(std::to_string(at));
      } catch (const Killed&) {
        faults_.plan({});
        call(std::to_string(at));
        continue;
      }
      const bool was_met = faults_.seen().size() > at;
      faults_.plan({});
      if (!was_met) return;
    }
  }

  const std::unique_ptr<lab::dynamodb::Client> engine_ = engine_client();
  FaultyClient faults_{*engine_};
  SetClock clock_;
  RecordingSleeper sleeper_;
  lab::Environment environment_{faults_, clock_, sleeper_};
  lab::Config config_{fresh_tables(), 4, std::chrono::milliseconds(10), std::chrono::milliseconds(25)};
  std::unique_ptr<lab::EventStore> store_;
  std::unique_ptr<lab::Orders> orders_;
  std::unique_ptr<lab::Projection> projection_;
};

}  // namespace assay::test
