// The faults in force, and how often each kind acted. Used by the proxy's thread alone.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "proxy/fault.hpp"
#include "proxy/proxy.hpp"

namespace assay::kit::proxy {

/// One direction of one connection, as far as faults tell them apart.
struct Flow {
  double place = 0;  ///< the connection's, in [0, 1): a fault meets it if its share is larger
  Direction direction = Direction::both;
};

class FaultTable {
 public:
  FaultId add(Fault fault) {
    active_.emplace_back(++last_, std::move(fault));
    return last_;
  }
  void remove(FaultId id) {
    std::erase_if(active_, [id](const auto& entry) { return entry.first == id; });
  }
  void remove_all() { active_.clear(); }

  [[nodiscard]] bool empty() const { return active_.empty(); }
  [[nodiscard]] bool holds(FaultId id) const {
    return std::ranges::any_of(active_, [id](const auto& entry) { return entry.first == id; });
  }

  template <typename K>
  struct Found {
    FaultId id = 0;
    K kind;
  };

  /// The fault of this kind that acts on the flow. A flow of both directions, that is, a
  /// whole connection, is met by one of either.
  template <typename K>
  [[nodiscard]] std::optional<Found<K>> find(const Flow& flow) const {
    for (const auto& [id, fault] : active_) {
      const K* kind = std::get_if<K>(&fault.kind);
      if (kind != nullptr && flow.place < fault.share && meets(fault.direction, flow.direction)) {
        return Found<K>{id, *kind};
      }
    }
    return std::nullopt;
  }

  /// One of this kind has acted.
  template <typename K>
  void acted() {
    ++fired_[std::string(name_of(K{}))];
  }
  [[nodiscard]] const std::map<std::string, std::uint64_t>& fired() const { return fired_; }

 private:
  static bool meets(Direction fault, Direction flow) {
    return fault == Direction::both || flow == Direction::both || fault == flow;
  }

  std::vector<std::pair<FaultId, Fault>> active_;  // in the order of adding
  FaultId last_ = 0;
  std::map<std::string, std::uint64_t> fired_;
};

}  // namespace assay::kit::proxy
