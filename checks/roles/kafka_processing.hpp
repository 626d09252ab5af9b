// Where the messages that were fetched are processed.
#pragma once

#include <map>
#include <set>
#include <vector>

#include "checks/roles/kafka_vocabulary.hpp"
#include "checks/roles/order.hpp"

namespace assay::checks::kafka {

class Processing {
 public:
  Processing(const Flow& flow, const Vocabulary& vocabulary) : flow_(flow), vocabulary_(vocabulary) {}

  /// Where a function works with a message or what it carries: calls of the submission's own
  /// functions and of other libraries, and what is kept of it; where there are none, output.
  [[nodiscard]] std::vector<Point> uses(unsigned function) const;
  /// The calls among them.
  [[nodiscard]] std::vector<Site> calls(unsigned function) const;
  /// Whether a call is given a message or what it carries.
  [[nodiscard]] bool is_given_message(Site call) const;

 private:
  struct Found {
    std::vector<Point> strong, weak;
    std::vector<Site> strong_calls, weak_calls;
  };
  const Found& found(unsigned function) const;
  [[nodiscard]] bool carries(unsigned function, const Value& value) const;
  bool carries(unsigned function, const Value& value, std::set<unsigned>& asked) const;
  [[nodiscard]] bool is_accessor(Site call) const;

  const Flow& flow_;
  const Vocabulary& vocabulary_;
  mutable std::map<unsigned, Found> found_;
};

}  // namespace assay::checks::kafka
