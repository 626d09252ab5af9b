// What the proxy remembers of its requests.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "dynamodb/faults.hpp"
#include "dynamodb/request.hpp"

namespace assay::kit::dynamodb {

/// A request and what became of it.
struct Exchange {
  Request request;
  Decision decision;               ///< what was decided of it
  std::vector<std::string> fired;  ///< names of the faults that had an effect on it, `name_of`
  std::optional<Clock::time_point> forwarded;  ///< when the engine got it; nothing: it never did
  unsigned engine_status = 0;      ///< of the engine's answer; 0: none yet, or never forwarded
  std::optional<Clock::time_point> answered;   ///< when the answer was sent
  unsigned status = 0;             ///< of what the subject was sent; 0: nothing
  std::string error;               ///< type of the error that it was sent, or lost
  double capacity = 0;             ///< units, as the engine counts them
  std::uint64_t items = 0;         ///< that the answer holds
  std::uint64_t scanned = 0;       ///< ScannedCount
  std::uint64_t unprocessed = 0;   ///< parts of a batch that came back
  bool has_more = false;           ///< there is a LastEvaluatedKey
  bool ended = false;              ///< nothing more will come of it
  std::shared_ptr<const std::string> answer;  ///< what it was sent, or what was lost; null where it is not kept

  /// The engine did it, whatever the subject was told.
  [[nodiscard]] bool took_effect() const { return engine_status == 200; }
};

/// What a record keeps at most.
struct RecordLimits {
  std::size_t exchanges = 200'000;  ///< a connection that would bring one more is closed
  std::size_t bytes = std::size_t{128} << 20;  ///< of all that is kept but bodies; likewise
  std::size_t bodies = std::size_t{64} << 20;  ///< bytes of requests' and answers' bodies; more are not kept
};

/// Thread-safe.
class Record {
 public:
  explicit Record(RecordLimits limits) : limits_(limits) {}

  /// False where no more fits. Numbers only grow.
  [[nodiscard]] bool begin(Request request);

  /// Applies `change` to the exchange of this request, unless it was cleared since. It adds nothing large:
  /// the size is taken by `begin`, `decide` and `keep_answer`.
  template <typename Change>
  void update(std::uint64_t number, const Change& change) {
    const std::lock_guard lock(mutex_);
    if (Exchange* found = find(number)) change(*found);
  }
  void decide(std::uint64_t number, const Decision& decision);
  void keep_answer(std::uint64_t number, const std::string& body);
  void fired(std::uint64_t number, const Fault& fault);

  [[nodiscard]] std::vector<Exchange> all(std::uint64_t after = 0) const;
  [[nodiscard]] std::map<std::string, std::uint64_t> fired() const;
  void clear();

 private:
  [[nodiscard]] Exchange* find(std::uint64_t number);

  const RecordLimits limits_;
  mutable std::mutex mutex_;
  std::vector<Exchange> exchanges_;  ///< by request number
  std::map<std::string, std::uint64_t> fired_;
  std::size_t bytes_ = 0;
  std::size_t body_bytes_ = 0;
};

}  // namespace assay::kit::dynamodb
