// What is known of a submission's code once its syntax trees are gone: plain values that
// the rules read. A name of a function or of a storage is Clang's USR, so that the facts
// of two translation units merge by name.
#pragma once

#include <compare>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/finding.hpp"

namespace assay::checks {

/// Where in the submission; `note` stays empty here.
using Place = core::Location;

/// How far a clock may be trusted to only move forward.
enum class ClockKind {
  monotonic,  ///< never set back: std::chrono::steady_clock, CLOCK_MONOTONIC
  wall,       ///< follows the time of day, and is set: system_clock, time()
  unknown,    ///< a clock, and it is not known which
};

/// Where a value may come from. Local variables are already replaced by what they hold.
enum class SourceKind {
  storage,    ///< what outlives a call: `symbol` is a field, global or captured variable
  parameter,  ///< of the own function, number `index`
  result,     ///< of the own function's call number `index`
  exception,  ///< whether the own function's call number `index` threw
  leaving,    ///< whether a throw of the submission's left the own function's call number `index`
  compare,    ///< the own function's comparison number `index`
  condition,  ///< the way taken at the own function's condition number `index`
  clock,      ///< a clock's reading: `index` is a ClockKind, `symbol` its name
  function,   ///< the function `symbol` itself: a lambda, a pointer to it
};

struct Source {
  SourceKind kind = SourceKind::storage;
  std::string symbol;
  unsigned index = 0;
  bool control = false;  ///< it decides which value there is, and is no part of the value
  friend auto operator<=>(const Source&, const Source&) = default;
};

/// Sorted, without repetitions.
using Value = std::vector<Source>;

/// That a condition of the own function went one way: 0 true, 1 false or thrown, for a
/// switch the number of the successor. A call that a throw may leave is such a condition
/// for what comes after it.
struct Guard {
  unsigned condition = 0;
  unsigned edge = 0;
  friend auto operator<=>(const Guard&, const Guard&) = default;
};

/// Every guard that something depends on, through all nestings and early exits.
using Guards = std::vector<Guard>;

struct Condition {
  Place at;
  Value value;
};

struct Compare {
  Place at;
  Value left;
  Value right;
  bool arithmetic = false;  ///< of built-in numbers, or a number taken as a truth value
  unsigned statement = 0;   ///< equal where two comparisons share a full expression
  Guards guards;
};

/// A lock that is held where a call is made.
struct HeldLock {
  std::string guard;  ///< the guard object, empty for a mutex locked by hand
  std::string mutex;  ///< what it locks, empty where not known
  Place at;           ///< where it was taken
  bool always = true; ///< on every way to the call
};

enum class CallKind {
  direct,
  virtual_dispatch,
  indirect,    ///< through a pointer, a std::function or another stored callable
  construction,
  destruction, ///< at the end of a scope
};

struct Call {
  Place at;
  CallKind kind = CallKind::direct;
  std::string callee;     ///< empty where indirect
  std::string name;       ///< for people: "Transport::send"
  Value callable;         ///< where indirect: what is called
  Value receiver;
  std::vector<Value> arguments;
  std::vector<std::string> guard_arguments;  ///< the lock object given as each argument, or empty
  std::vector<std::string> runs;  ///< functions that a callee of another's code is given to run
  bool runs_in_place = true;      ///< …before it returns, on this thread
  bool pure = false;              ///< the callee is pure virtual
  bool of_std = false;            ///< the callee is the standard library's
  bool gives_access = false;      ///< …and only hands on what it is given: std::move, std::get
  bool result_used = false;
  bool returns_void = false;
  bool returns_number = false;
  bool returns_time = false;      ///< a time or a duration
  bool takes_only_time = true;    ///< every argument is a time or a duration, or there is none
  bool forwards_time = false;     ///< an argument or the receiver is a time already
  std::optional<ClockKind> clock; ///< by the type of the result or by the known function
  std::string clock_name;
  bool in_try = false;
  Guards guards;
  std::vector<HeldLock> held;
  std::vector<std::string> released;  ///< locks of a caller that are let go of here
};

struct Write {
  Place at;
  std::string storage;
  Value value;
  bool accumulates = false;  ///< what was there goes on to matter: ++, +=, push_back
  bool initialises = false;  ///< in a constructor's initialisers or a declaration
  Guards guards;
};

struct Return {
  Place at;
  Value value;
  Guards guards;
};

/// A throw expression whose exception leaves the function.
struct Throw {
  Place at;
  Guards guards;
};

struct Parameter {
  std::optional<ClockKind> clock;  ///< where its type is a time of a known clock
  std::string clock_name;
  std::string guard;               ///< the key of a lock object that is handed in
};

/// A function with a body, or an instance of a template's.
struct Function {
  std::string id;
  std::string name;
  Place at;
  std::vector<Parameter> parameters;
  std::vector<std::string> overrides;
  bool is_constructor = false;
  bool damaged = false;  ///< read from a unit that has errors: parts of it may be missing
  std::vector<Condition> conditions;
  std::vector<Compare> compares;
  std::vector<Call> calls;
  std::vector<Write> writes;
  std::vector<Return> returns;
  std::vector<Return> outputs;  ///< what is written through reference and pointer parameters
  std::vector<Throw> throws;
  std::vector<std::string> unlocks;  ///< mutexes it lets go of without having taken them
};

struct Storage {
  std::string name;
  Place at;
  std::optional<ClockKind> clock;  ///< where its type is a time of a known clock
  std::string clock_name;
  bool shared_local = false;  ///< a local variable that a lambda refers to
};

/// The facts of a unit, or of several.
struct Facts {
  std::map<std::string, Function> functions;
  std::map<std::string, Storage> storages;
  bool incomplete = false;  ///< some function was too large or too broken to be read

  /// Adds the facts of another unit; a function that both have is kept once, as it was here.
  void merge(Facts other);
};

/// Brings a value into its form: sorted, without repetitions.
void normalise(Value& value);
void append(Value& value, const Value& more);

/// The same sources, as deciding which value there is.
[[nodiscard]] Value as_control(Value value);

}  // namespace assay::checks
