// What a judge knows of calls that overlap in real time, to tell a report that the live host
// can have written from one that the program made up.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "wire/frame.hpp"

namespace assay::kit {

class LiveLedger {
 public:
  /// `most_foreign`: a foreign thread is reported once, so there are no more of them than threads.
  explicit LiveLedger(unsigned most_foreign) : foreign_left_(most_foreign) {}

  /// The judge lets this call begin; false if it has begun and not ended.
  [[nodiscard]] bool begins(wire::CallId call, std::uint64_t token);

  /// The judge lets this call go on; false if it does not wait for that.
  [[nodiscard]] bool goes_on(wire::CallId call, std::uint64_t token);

  /// Takes a report in, and says what is wrong with it where no host writes one like that.
  [[nodiscard]] std::optional<std::string> take_in(const wire::Report& report);

  /// Calls that neither wait for the judge nor have ended.
  [[nodiscard]] unsigned running() const { return running_; }

 private:
  struct Call {
    std::uint64_t token = 0;
    bool runs = true;
  };
  std::map<wire::CallId, Call> calls_;  ///< those that have not ended
  unsigned running_ = 0;
  unsigned foreign_left_;
};

}  // namespace assay::kit
