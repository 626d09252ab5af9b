// How values and decisions reach each other across functions and translation units.
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "checks/engine/facts.hpp"

namespace assay::checks {

/// A source in the function that it belongs to.
struct Origin {
  unsigned function = 0;
  Source source;
  friend auto operator<=>(const Origin&, const Origin&) = default;
};

using Origins = std::set<Origin>;

/// The n-th call, write or comparison of a function.
struct Site {
  unsigned function = 0;
  unsigned index = 0;
  friend auto operator<=>(const Site&, const Site&) = default;
};

/// One way of a branch, or one target of a call that is dispatched at run time.
struct Decision {
  unsigned function = 0;
  bool dispatch = false;   ///< `index` is a call and `edge` the function it went to
  unsigned index = 0;      ///< else a condition, and `edge` its way
  unsigned edge = 0;
  friend auto operator<=>(const Decision&, const Decision&) = default;
};

using Decisions = std::set<Decision>;

/// What a search follows beside the plain flow of values through calls.
struct Follow {
  bool control = false;    ///< what decides which value there is
  bool storage = false;    ///< what was written to the storages met
  bool execution = false;  ///< what decides whether those writes happen
  bool details = false;    ///< literals, operations and local variables are origins too, see is_detail()
};

/// A call that runs a function, as seen from the function.
struct Caller {
  Site call;
  bool in_place = true;    ///< before the call returns, on its thread
  bool by_callee = false;  ///< the callee is foreign and runs what it was given
  bool dispatched = false; ///< the call may go to other functions as well
};

/// The facts with their cross references.
class Flow {
 public:
  explicit Flow(const Facts& facts);

  [[nodiscard]] const Facts& facts() const { return facts_; }
  [[nodiscard]] const Function& function(unsigned index) const { return *functions_[index]; }
  [[nodiscard]] unsigned function_count() const { return static_cast<unsigned>(functions_.size()); }
  [[nodiscard]] const Call& call(Site site) const { return function(site.function).calls[site.index]; }
  [[nodiscard]] const Write& write(Site site) const { return function(site.function).writes[site.index]; }
  [[nodiscard]] const Compare& compare(Site site) const { return function(site.function).compares[site.index]; }

  /// The functions of the submission that a call may run as its callee.
  [[nodiscard]] const std::vector<unsigned>& targets(Site call) const;
  /// The functions of the submission that a call gives its foreign callee to run.
  [[nodiscard]] const std::vector<unsigned>& handed(Site call) const;
  /// Whether a throw of the submission's may end a call; where it is caught is not looked at.
  [[nodiscard]] bool may_throw(Site call) const;
  [[nodiscard]] const std::vector<Caller>& callers(unsigned function) const { return callers_[function]; }
  [[nodiscard]] const std::vector<Site>& writes_to(const std::string& storage) const;
  [[nodiscard]] const std::map<std::string, std::vector<Site>>& writes() const { return writes_; }

  /// Every decision that something under `guards` depends on, in its function and up all
  /// ways of calls to it.
  [[nodiscard]] Decisions decisions(unsigned function, const Guards& guards) const;
  [[nodiscard]] Decisions decisions(Site write) const { return decisions(write.function, this->write(write).guards); }

  /// Everything that a value comes from. A clock's reading is an origin of its own.
  [[nodiscard]] Origins reach(unsigned function, const Value& value, Follow follow) const;
  [[nodiscard]] Origins reach(const Decision& decision, Follow follow) const;
  [[nodiscard]] Origins reach(const Decisions& decisions, Follow follow) const;

 private:
  class Search;
  void link_calls();
  void find_throwing();
  void link(Site call, bool resolve_indirect);
  void add_target(Site call, unsigned target, Caller caller);
  [[nodiscard]] std::vector<unsigned> implementations(const std::string& callee, bool dispatched) const;
  [[nodiscard]] Value value_of(const Decision& decision) const;

  const Facts& facts_;
  std::vector<const Function*> functions_;
  std::map<std::string, unsigned> by_id_;
  std::map<std::string, std::vector<unsigned>> overriders_;
  std::map<Site, std::vector<unsigned>> targets_;
  std::map<Site, std::vector<unsigned>> handed_;
  std::vector<std::vector<Caller>> callers_;
  std::set<unsigned> throwing_;
  std::map<std::string, std::vector<Site>> writes_;
};

/// The storages among origins.
[[nodiscard]] std::set<std::string> storages_in(const Origins& origins);

/// The literals among origins; a search finds them with `details`.
[[nodiscard]] std::vector<Literal> literals_in(const Origins& origins);

}  // namespace assay::checks
