// Which types may be events: those whose kinds a program tells apart.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "checks/roles/flow.hpp"

namespace assay::checks {

/// Types that are events together: a variant's alternatives, a hierarchy, or a class with a
/// field that says the kind.
struct EventFamily {
  std::set<std::string> records;        ///< USRs of the classes
  std::set<std::string> record_names;   ///< their qualified names
  std::set<std::string> requests;       ///< USRs of what a client that is not the submission's is given
  bool by_variant = false;
  bool by_hierarchy = false;
  bool by_any = false;

  /// An event, or a variant, pointer or optional of one; no container.
  [[nodiscard]] bool is_event(const Type& type) const;
  /// A container of events, whatever it nests.
  [[nodiscard]] bool is_container(const Type& type) const;
  [[nodiscard]] bool owns(const Facts& facts, const std::string& storage) const;

 private:
  [[nodiscard]] bool mentions(const Type& type) const;
};

/// Whether a value holds an event or a part of one, as its own function sees it.
[[nodiscard]] bool touches(const Flow& flow, const EventFamily& family, unsigned function, const Value& value);

/// Of a condition that tells kinds of events apart.
struct KindTest {
  unsigned condition = 0;
  bool choice = false;              ///< a switch; else an equality or a test of the type
  std::vector<unsigned> misses;     ///< the ways taken where the kind is another
};

/// The conditions of a function that tell kinds apart, in the order of the function.
[[nodiscard]] std::vector<KindTest> kind_tests(const Flow& flow, const EventFamily& family, unsigned function);

/// Whether a call tells the kinds apart by itself: std::visit, a virtual function of the
/// event, a function out of a table.
[[nodiscard]] bool dispatches(const Flow& flow, const EventFamily& family, Site call);

/// Everything that may be a family of events.
[[nodiscard]] std::vector<EventFamily> event_families(const Flow& flow);

/// Whether the type is one of the standard library's containers or views of a sequence.
[[nodiscard]] bool is_std_container(const Type& type);

/// Functions that are told of events hold none.
[[nodiscard]] bool holds_callables(const Type& type);

/// A queue, a stack: what is in it is taken out of it.
[[nodiscard]] bool is_std_queue(const Type& type);

}  // namespace assay::checks
