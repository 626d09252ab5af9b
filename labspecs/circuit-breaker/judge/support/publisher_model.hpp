// What a publish must do next, by README.md.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "lab/config.hpp"
#include "lab/dead_letter.hpp"
#include "lab/downstream.hpp"
#include "support/breaker_model.hpp"
#include "wire/frame.hpp"

namespace judge {

using assay::kit::wire::CallId;

/// The wait before the next attempt may be anything between the two, both included.
struct Wait {
  Duration shortest{};
  Duration longest{};
};

/// It is not delivered: dead-lettered so, and answered by the fallback.
struct Failure {
  lab::Cause cause = lab::Cause::attempts_exhausted;
  unsigned attempts = 0;
};

/// What one call does next: exactly one of these, or of `wait` and `failure` either one
/// where the random part of the wait decides between them.
struct Next {
  std::optional<Duration> send;  ///< with this timeout
  std::optional<Wait> wait;
  std::optional<Failure> failure;
  std::optional<std::string> delivered;  ///< it returns, with this reply
  std::string because;                   ///< "the circuit is closed: …"
  std::string circuit_change;            ///< how its circuit's state changed just now, if it did
  std::string_view circuit_state;        ///< its state then: "closed", "open" or "half-open"
};

/// How a send came back. `broken`: by an exception.
struct SendResult {
  bool broken = false;
  lab::ReplyStatus status = lab::ReplyStatus::ok;
  std::string body;
  friend bool operator==(const SendResult&, const SendResult&) = default;
};

/// A whole publisher. Times, deadlines included, are since the scenario began.
class PublisherModel {
 public:
  explicit PublisherModel(const lab::Config& config) : config_(config) {}

  /// The call enters `publish`.
  [[nodiscard]] Next begin(CallId call, const std::string& destination, Duration deadline, Duration now);
  /// Its send comes back.
  [[nodiscard]] Next sent(CallId call, const SendResult& result, Duration now);
  /// Its wait is over.
  [[nodiscard]] Next waited(CallId call, Duration now);
  /// It has returned.
  void returned(CallId call);

 private:
  struct Destination {
    explicit Destination(const lab::BreakerConfig& config) : breaker(config) {}
    BreakerModel breaker;
    unsigned under_way = 0;
  };
  struct Call {
    Destination* to = nullptr;
    bool has_place = false;
    Duration deadline{};
    unsigned attempts = 0;
    BreakerModel::Permit permit = 0;
    Duration sent_at{};
  };

  [[nodiscard]] Next attempt(Call& call, Duration now);
  [[nodiscard]] Next after_result(const Call& call, const SendResult& result, Duration now) const;
  [[nodiscard]] Next after_failure(const Call& call, Duration now) const;
  [[nodiscard]] Wait wait_after(unsigned attempts) const;

  lab::Config config_;
  std::map<std::string, Destination> destinations_;
  std::map<CallId, Call> calls_;
};

}  // namespace judge
