// Runs a script against a subject in virtual time, and compares each thing that the
// subject does with the model.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "judge/scenario.hpp"
#include "judge/subject.hpp"
#include "judge/virtual_time.hpp"
#include "lab/config.hpp"
#include "host/protocol.hpp"
#include "support/publisher_model.hpp"
#include "support/script.hpp"
#include "support/timeline.hpp"

namespace judge {

/// One subject, one publisher, one script.
class Simulation {
 public:
  /// Starts a subject and has it make its publisher, whose randomness is from `random_seed`.
  Simulation(assay::kit::Recorder& recorder, const lab::Config& config, Watch watch = {},
             std::uint64_t random_seed = 1);

  /// Plays a whole script from the beginning: all that is below.
  static void play(assay::kit::Recorder& recorder, const Script& script, Watch watch);

  /// What the downstream is like where a call's script says nothing.
  void set_conditions(Conditions conditions);

  /// Adds a call to the script; they are numbered from 1.
  void publish(Publish call);

  /// Has someone set the wall clock, by this much forward or (if negative) back.
  void set_wall_clock(Duration at, Duration by);

  /// Plays the script to its end. Throws Violation at the first thing that the model does
  /// not allow, and JudgeFault where a call ends otherwise than its script says.
  void run();

  /// How long the calls waited, each wait in the order in which they began.
  [[nodiscard]] const std::vector<Duration>& waits() const { return waits_; }

 private:
  enum class Inside { nothing, send, sleep };
  struct Call {
    CallId id = 0;
    Publish script;
    lab::Message message;
    Next next;
    Inside inside = Inside::nothing;
    unsigned sends = 0;
    bool given_up = false;  ///< its last send was not answered in time
    unsigned idle_sleeps = 0;
    unsigned letters = 0;
    unsigned early_letters = 0;
    unsigned fallbacks = 0;
    std::string fallback_reply;
  };
  using Events = std::vector<assay::kit::Event>;

  // So many sleeps or dead letters of one call are a loop that will not end, also where a
  // case does not look at them.
  static constexpr unsigned far_too_many = 100;

  void begin(Call& call);
  void go_on(Call& call, Events events);
  bool obey(Call& call, const assay::kit::Event& event, Events& events);

  [[nodiscard]] Answer next_answer(Call& call) const;
  void on_send(Call& call, const lab::protocol::Send& send);
  void answer_send(Call& call, const SendResult& result);
  void on_sleep(Call& call, Duration duration);
  void on_wait(Call& call, Duration duration, const std::string& actual);
  void wake(Call& call);
  void on_dead_letter(Call& call, const lab::DeadLetter& letter);
  std::string on_fallback(Call& call, const lab::protocol::FallbackQuestion& question);
  void on_return(Call& call, const lab::PublishResult& result);
  void check_return_of_failure(const Call& call, const lab::PublishResult& result) const;
  void check_ending(const Call& call) const;

  [[nodiscard]] const assay::kit::Event& only_event(const Call& call, const Events& events);
  [[noreturn]] void blame_lock(const Call& call, const std::string& waits_for);

  void expect(Call& call, Next next);
  void set_clocks();
  void announce(const Fault& fault);
  void step(std::string lane, std::string what, std::string to = {});
  [[nodiscard]] std::string expectation(const Call& call) const;
  [[noreturn]] void violate(const Call& call, const std::string& actual) const;
  [[noreturn]] static void violate(std::string expected, std::string actual);

  assay::kit::Recorder& recorder_;
  Watch watch_;
  PublisherModel model_;
  assay::kit::VirtualTime time_;
  Timeline timeline_;  // after the time that it is drawn to
  Conditions conditions_;
  Duration wall_offset_{};
  std::map<CallId, Call> calls_;
  std::vector<Duration> waits_;
  assay::kit::Subject subject_;
};

}  // namespace judge
