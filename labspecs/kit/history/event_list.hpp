#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace assay::kit::history {

/// A list of event ids that grows at its end. Lists that one came from share their elements with
/// it, so that a check can hold a thousand states of a long stream.
class EventList {
 public:
  EventList() = default;
  explicit EventList(const std::vector<std::string>& events);

  [[nodiscard]] std::uint64_t size() const;
  [[nodiscard]] std::size_t hash() const;
  [[nodiscard]] EventList with(const std::vector<std::string>& events) const;
  [[nodiscard]] std::vector<std::string> elements() const;

  /// Whether the first `count` (at most its size) are exactly these.
  [[nodiscard]] bool starts_with(std::uint64_t count, const std::vector<std::string>& events) const;

  /// Whether these stand after the first `position`.
  [[nodiscard]] bool holds_at(std::uint64_t position, const std::vector<std::string>& events) const;

  bool operator==(const EventList& other) const;

 private:
  struct Node;
  std::shared_ptr<const Node> last_;
};

}  // namespace assay::kit::history
