// A scenario's world: fresh tables of the engine, the proxy before it, a clock that the judge sets, and
// the subject between them.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "dynamodb/database.hpp"
#include "dynamodb/events_table.hpp"
#include "dynamodb/proxy.hpp"
#include "judge/live_subject.hpp"
#include "judge/scenario.hpp"
#include "support/reply.hpp"

namespace judge {

namespace dynamodb = assay::kit::dynamodb;
using assay::core::Duration;
using assay::kit::Recorder;
using lab::Time;

struct WorldOptions {
  lab::Config config = {.tables = {}, .max_attempts = 4, .base_delay = std::chrono::milliseconds{50},
                        .max_delay = std::chrono::seconds{2}};
  std::filesystem::path program = assay::kit::configuration().subject_folder;
  bool has_tables = true;  ///< the subject is asked to create them, before anything is recorded
};

/// A moment in the tests: so many milliseconds after 2026-03-29T00:59:58Z, two seconds before the clocks of most of
/// Europe go forward.
[[nodiscard]] Time moment(std::int64_t milliseconds);
[[nodiscard]] std::string to_text(Time time);

/// Used by one thread. Whatever the subject does wrong is a Violation or SubjectLost.
class World {
 public:
  explicit World(Recorder& recorder, WorldOptions options = {});
  World(const World&) = delete;
  World& operator=(const World&) = delete;
  ~World();

  [[nodiscard]] const lab::Tables& tables() const { return options_.config.tables; }
  [[nodiscard]] const lab::Config& config() const { return options_.config; }
  /// Names of further tables, for copies.
  [[nodiscard]] lab::Tables more_tables(const std::string& purpose) const;

  // What lies beneath, for the judge alone.
  [[nodiscard]] dynamodb::Database& database() { return database_; }
  [[nodiscard]] dynamodb::EventsTable log() { return dynamodb::EventsTable(database_, tables().events); }
  [[nodiscard]] dynamodb::EventsTable log(const lab::Tables& of) { return dynamodb::EventsTable(database_, of.events); }
  [[nodiscard]] dynamodb::Proxy& proxy() { return *proxy_; }
  [[nodiscard]] assay::kit::LiveSubject& subject() { return *subject_; }
  [[nodiscard]] Recorder& recorder() { return recorder_; }

  // The clock, which only the judge moves.
  [[nodiscard]] Time now() const { return now_; }
  void set_clock(Time time);
  /// Slept by the subject, altogether.
  [[nodiscard]] Duration slept() const { return slept_; }
  [[nodiscard]] const std::vector<Duration>& sleeps() const { return sleeps_; }
  [[nodiscard]] unsigned clock_readings() const { return clock_readings_; }

  /// Runs a call of a client to its end, with nothing beside it. `what` is for the report.
  lab::protocol::Answer run(std::uint32_t client, std::string_view operation, const std::string& payload, const std::string& what);

  /// Has a client made over these tables, in place of the one of that number.
  void open(std::uint32_t client, const lab::Tables& tables);

  /// Ends the process, as a power failure would, and starts another. Its clients are made anew.
  void restart(const std::string& why);

  /// False: a crash became due at the proxy before what `calls` runs had ended; the process is to be restarted then.
  bool call_until_crash(const std::function<void()>& calls);

  /// Answers what a call asks of its environment. A Violation for a question that no host asks.
  std::string answer(const assay::kit::wire::Event& question);

  /// From here on the record is empty, and nothing is slept.
  void clear_record();

  /// Writes the requests since the last time into the scenario's steps.
  void note_requests();
  void note(std::string what, std::string lane = "judge", std::string to = {});

 private:
  void start();
  void make(std::uint32_t client);

  Recorder& recorder_;
  WorldOptions options_;
  dynamodb::Database database_;
  std::unique_ptr<assay::kit::LiveSubject> subject_;
  std::unique_ptr<dynamodb::Proxy> proxy_;
  std::map<std::uint32_t, lab::Tables> clients_;
  assay::kit::wire::CallId last_call_ = 0;
  std::uint64_t last_noted_ = 0;
  Time now_ = moment(0);
  Duration slept_{};
  Duration elapsed_{};
  std::vector<Duration> sleeps_;
  unsigned clock_readings_ = 0;
};

}  // namespace judge
