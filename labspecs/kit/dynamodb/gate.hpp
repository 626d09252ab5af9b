// Where requests wait for the judge to say which goes next.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "dynamodb/faults.hpp"

namespace assay::kit::dynamodb {

/// Thread-safe. Open at first: nothing waits.
class Gate {
 public:
  /// From now on each request parks when it comes, before a policy is asked.
  void close();

  /// Lets all go on, and later ones pass.
  void open();

  [[nodiscard]] bool is_closed() const;

  /// In order of client, then of arrival.
  [[nodiscard]] std::vector<Request> parked() const;
  [[nodiscard]] std::size_t parked_count() const;

  /// Lets this one go on, with this decision, or with the policy's where there is none. False if it
  /// is not parked.
  bool release(std::uint64_t number, std::optional<Decision> decision = std::nullopt);

  /// Waits until the request may go on. Nothing: as the policy decides. `parked_now` is called once it
  /// is seen in `parked`. For the proxy.
  std::optional<Decision> pass(const Request& request, const std::function<void()>& parked_now);

 private:
  struct Parked {
    const Request* request = nullptr;
    bool released = false;
    std::optional<Decision> decision;
  };
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  bool closed_ = false;
  std::map<std::uint64_t, Parked> parked_;
};

}  // namespace assay::kit::dynamodb
