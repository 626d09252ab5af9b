// What a value is known to be on one way through a breaker's code.
#pragma once

#include <optional>
#include <set>
#include <string>

#include "checks/roles/flow.hpp"

namespace assay::checks {

/// A constant in one form: numbers, enumerators and truth values by their number, a class
/// as "class:" and its USR, a function as "fn:" and its id, else the literal itself.
using Constant = std::string;

[[nodiscard]] Constant constant_of(const Literal& literal);

/// What a branch asks, as far as a breaker is concerned.
enum class TestKind {
  mode,   ///< whether a storage holds a constant
  time,   ///< whether a stored time lies behind now
  count,  ///< whether what was added up is large enough
  other,
};

/// Something that is true or false and not known yet.
struct Test {
  TestKind kind = TestKind::other;
  std::string storage;              ///< of a mode
  Constant constant;                ///< what the storage is compared with
  bool negated = false;             ///< true where the mode differs, the time is not over, the count not reached
  std::optional<Site> compare;
  std::set<std::string> storages;   ///< that take part: where the time or the count is
  std::set<Site> results;           ///< foreign calls whose results take part
  std::set<unsigned> parameters;    ///< of the function that the way began in
  bool relational_floating = false; ///< a floating number of the caller's is ordered: money, not an outcome
};

struct Known {
  std::optional<Constant> constant;
  std::string exact;                ///< the storage whose content at the start of the way it is
  std::optional<Test> test;
  std::set<std::string> storages;   ///< that it is computed from
  std::set<Site> results;
  std::set<unsigned> parameters;
  std::set<std::string> clocks;     ///< names of the clocks whose readings are in it
  bool exception = false;
  bool empty = true;                ///< nothing at all is known of it

  /// Takes another value's sources over; what it is exactly is lost where both are something.
  void mix(const Known& other);
  [[nodiscard]] static Known of(Constant constant);
};

/// The other truth value.
[[nodiscard]] Known negation(Known value);

/// The value as true or false: a storage's content becomes the test whether it is not 0.
[[nodiscard]] Known truth_of(Known value);

}  // namespace assay::checks
