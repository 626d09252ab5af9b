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
  // The kinds below are details: a search drops them unless it asks for them.
  literal,    ///< a constant: `symbol` is its text, see Literal
  operation,  ///< the own function's operation number `index`
  local,      ///< the own function's local variable or parameter number `index` in `locals`
};

/// The text of a literal source: a string's content after '"', an integer or floating
/// number's value, "true", "false", "nullptr", or an enumerator's or constant's qualified
/// name after '#', followed by '=' and its value where it is a number: "#State::open=1"; the
/// class that a dynamic_cast or typeid names: "#dynamic_cast<shop::Paid>", "#typeid<shop::Paid>".
using Literal = std::string;

/// Whether a source only adds detail to a value, and is no origin of it.
[[nodiscard]] constexpr bool is_detail(SourceKind kind) { return kind >= SourceKind::literal; }

struct Source {
  SourceKind kind = SourceKind::storage;
  std::string symbol;
  unsigned index = 0;
  bool control = false;  ///< it decides which value there is, and is no part of the value
  friend auto operator<=>(const Source&, const Source&) = default;
};

/// Sorted, without repetitions.
using Value = std::vector<Source>;

/// A type as the rules need it: without references, pointers and cv-qualifiers, which are
/// told apart by the flags.
struct Type {
  std::string name;                    ///< canonical and qualified, template arguments included
  std::string record;                  ///< USR of the class or enumeration, empty for others
  std::string class_name;              ///< its qualified name without template arguments: "std::vector"
  std::vector<std::string> arguments;  ///< USRs of the classes among the template arguments, nested ones too:
                                       ///< the alternatives of a variant, what a unique_ptr or vector holds
  std::vector<std::string> argument_names;  ///< their qualified names, in the same order
  bool is_const = false;               ///< the value itself, or what is referred or pointed to
  bool is_reference = false;
  bool is_pointer = false;
  bool is_callable = false;            ///< std::function, a pointer to a function, a lambda, a template's callable
  bool is_enum = false;
  bool is_bool = false;
  bool is_number = false;              ///< an arithmetic type but bool
  bool is_floating = false;
  bool is_signed = false;
  unsigned bits = 0;                   ///< of a number
  bool is_atomic = false;
  bool is_time = false;                ///< a duration or a time of std::chrono
  bool is_mutex = false;               ///< by its shape, see LockShapes
  bool is_guard = false;               ///< a lock object
  bool is_unknown = false;             ///< stands in for a type whose declaration was not given
};

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

enum class ConditionKind {
  branch,   ///< if, ?:, && and ||
  loop,     ///< while, for, do, range-based for
  choice,   ///< switch
  leaving,  ///< a call that an exception may leave
  handling, ///< which handler of a try block catches
};

struct Condition {
  Place at;
  Value value;
  ConditionKind kind = ConditionKind::branch;
  /// Of a switch, by edge: the case's literal, "default", or "" where no label covers the value.
  std::vector<std::string> labels;
};

enum class CompareKind { equal, not_equal, less, less_equal, greater, greater_equal, three_way, truth };

struct Compare {
  Place at;
  Value left;
  Value right;
  CompareKind kind = CompareKind::equal;
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
  destruction,   ///< at the end of a scope
  allocation,    ///< a new expression; `type` is what is made
  deallocation,  ///< a delete expression
};

struct Call {
  Place at;
  CallKind kind = CallKind::direct;
  std::string callee;     ///< empty where indirect
  std::string name;       ///< for people: "Transport::send"
  std::string qualified;  ///< "std::this_thread::sleep_for", "rd_kafka_consumer_poll"; empty where indirect
  std::string simple;     ///< the last part of `qualified`: "sleep_for", "operator[]"
  std::string record;     ///< qualified name of the class of the object called, as declared by the callee
  Type type;              ///< of the result, of what is constructed or allocated
  Type receiver_type;     ///< static type of the object called
  std::vector<Type> argument_types;
  unsigned statement = 0;  ///< equal where facts of a function share a full expression; 0: none
  std::optional<unsigned> into_local;  ///< of a construction: the local variable that it initialises
  std::string into_storage;            ///< …or the field or longer-lived variable
  bool is_const = false;  ///< the callee is a const member function
  bool unresolved = false;   ///< the callee's declaration was not given, or depends on a template's parameters
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

/// A built-in arithmetic operation, or one of std::chrono's or of a submission's operators.
enum class OperationKind { add, subtract, multiply, divide, modulo, shift_left, shift_right, bit_and, bit_or, bit_xor, negate, logical_not };

struct Operation {
  Place at;
  OperationKind kind = OperationKind::add;
  Value left;
  Value right;      ///< empty for a negation
  Type type;        ///< of the result
  bool assigns = false;  ///< +=, *=, ++ and their like
  unsigned statement = 0;  ///< as of a Call
  Guards guards;
};

/// A key and a value that are given together: `set("k", v)`, `conf["k"] = v`, `{"k", v}`.
struct Setting {
  Place at;
  std::string key;
  Value value;
  Value object;              ///< what is configured, as far as known
  std::optional<unsigned> call;  ///< the call that it is an argument of
  Guards guards;
};

/// A local variable or parameter, by number in `Function::locals`.
struct Local {
  std::string name;
  Place at;
  Type type;
  bool is_parameter = false;
  bool is_constant = false;     ///< const or constexpr
};

/// A write to a plain local variable; to what lives longer see Write.
struct LocalWrite {
  Place at;
  unsigned local = 0;
  Value value;
  bool accumulates = false;
  bool initialises = false;
  Guards guards;
  Value target;              ///< what is written to, as a value: of `e.at` what `e` is; not of an initialiser
  unsigned statement = 0;  ///< as of a Call
};

struct Handler {
  Place at;
  std::string type;        ///< qualified name of the class caught, empty for catch (...)
  bool catches_all = false;
  bool is_empty = false;   ///< no statement in it
  bool rethrows = false;   ///< a throw expression stands in it
  unsigned block = 0;      ///< where it begins
};

enum class StepKind { call, write, local_write, compare, operation, leave, raise, setting };

/// What a block does next: the n-th call, write, … of the function; `leave` is the n-th of
/// `returns` and `raise` the n-th of `raises`.
struct Step {
  StepKind kind = StepKind::call;
  unsigned index = 0;
  friend auto operator<=>(const Step&, const Step&) = default;
};

struct Edge {
  unsigned to = 0;
  bool exceptional = false;  ///< taken when a call throws
};

/// A stretch of the control flow without branches; the number of each successor is the
/// `edge` of a Guard on `condition`.
struct Block {
  std::vector<Step> steps;             ///< in the order of evaluation
  std::vector<std::optional<Edge>> successors;  ///< none: cannot be taken
  std::optional<unsigned> condition;   ///< that the block ends with
  std::vector<HeldLock> held;          ///< where it ends
};

struct Write {
  Place at;
  std::string storage;
  Value value;
  bool accumulates = false;  ///< what was there goes on to matter: ++, +=, push_back
  bool initialises = false;  ///< in a constructor's initialisers or a declaration
  Guards guards;
  std::vector<HeldLock> held;
  Value target;              ///< as of a LocalWrite
  unsigned statement = 0;  ///< as of a Call
};

struct Return {
  Place at;
  Value value;
  Guards guards;
  unsigned statement = 0;  ///< as of a Call
};

/// A throw expression whose exception leaves the function.
struct Throw {
  Place at;
  Guards guards;
};

/// Any throw expression.
struct Raise {
  Place at;
  Type type;              ///< of what is thrown; without a name for `throw;`
  Value value;
  bool leaves = false;    ///< no handler of the own function may catch it
  Guards guards;
};

enum class Access { public_access, protected_access, private_access };

struct Parameter {
  std::string name;
  Type type;
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
  bool damaged = false;  ///< parts of it could not be read: an error, an expression that was not understood
  std::string qualified;    ///< qualified name: "shop::Cart::add"
  std::string simple;       ///< the last part of it
  std::string record;       ///< USR of the class whose member it is; a lambda's own is not told
  std::string enclosing;    ///< of a lambda: the id of the function that it stands in
  Type result;
  Access access = Access::public_access;
  bool is_lambda = false;
  bool is_const = false;
  bool is_static = false;
  bool is_virtual = false;
  bool is_destructor = false;
  bool is_coroutine = false;
  bool from_template = false;  ///< an instance of a template
  std::vector<Local> locals;
  std::vector<LocalWrite> local_writes;
  std::vector<Operation> operations;
  std::vector<Setting> settings;
  std::vector<Handler> handlers;
  std::vector<Raise> raises;
  std::vector<Block> blocks;   ///< by number; empty where the graph could not be made
  unsigned entry = 0;
  unsigned exit = 0;
  std::vector<Condition> conditions;
  std::vector<Compare> compares;
  std::vector<Call> calls;
  std::vector<Write> writes;
  std::vector<Return> returns;
  std::vector<Return> outputs;  ///< what is written through reference and pointer parameters
  std::vector<Throw> throws;
  std::vector<std::string> unlocks;  ///< mutexes it lets go of without having taken them
};

/// A member function as declared, with or without a body.
struct Method {
  std::string id;
  std::string name;
  Access access = Access::public_access;
  Type result;
  std::vector<Parameter> parameters;
  bool is_const = false;
  bool is_static = false;
  bool is_virtual = false;
  bool is_pure = false;
  bool is_constructor = false;
  bool is_implicit = false;
};

struct Storage {
  std::string name;
  Place at;
  std::optional<ClockKind> clock;  ///< where its type is a time of a known clock
  std::string clock_name;
  bool shared_local = false;  ///< a local variable that a lambda refers to
  std::string owner;          ///< USR of the class whose field it is
  Type type;
  Access access = Access::public_access;
  bool is_field = false;
  bool is_static = false;     ///< a static field, a static local or a global variable
  bool is_mutable = false;
  Value initial;              ///< literals of its own initialiser, and the functions that a global one names
};

/// A class or enumeration that is written in the submission.
struct Class {
  std::string name;
  std::string qualified;
  Place at;
  std::vector<std::string> bases;       ///< USRs
  std::vector<std::string> base_names;  ///< qualified, known or not
  std::vector<std::string> fields;      ///< ids of storages, in order; static ones too
  std::vector<Method> methods;
  std::vector<std::string> enumerators; ///< of an enumeration
  bool is_enum = false;
  bool is_abstract = false;
  bool is_aggregate = false;
  bool is_lambda = false;
  bool damaged = false;                 ///< a base or field of it could not be read
};

/// The facts of a unit, or of several.
struct Facts {
  std::map<std::string, Function> functions;
  std::map<std::string, Storage> storages;
  std::map<std::string, Class> classes;
  std::vector<std::string> missing_headers;  ///< as included, that were not found and for which no model stands in
  bool incomplete = false;  ///< some function was too large or too broken to be read

  /// Adds the facts of another unit; a function that both have is kept once, as it was here.
  void merge(Facts other);
};

/// Whether two facts of a function are parts of one full expression: `m[k] = v`, `n += f()`.
[[nodiscard]] bool share_statement(const auto& a, const auto& b) { return a.statement != 0 && a.statement == b.statement; }

/// Brings a value into its form: sorted, without repetitions.
void normalise(Value& value);
void append(Value& value, const Value& more);

/// Whether a value has an origin, details left aside.
[[nodiscard]] bool has_origin(const Value& value);

/// The literals in a value.
[[nodiscard]] std::vector<Literal> literals_of(const Value& value);

/// The content of a string literal; nothing for another literal.
[[nodiscard]] std::optional<std::string> text_of(const Literal& literal);

/// The value of a number or of an enumerator or constant with a number's value.
[[nodiscard]] std::optional<double> number_of(const Literal& literal);

/// The same sources, as deciding which value there is.
[[nodiscard]] Value as_control(Value value);

}  // namespace assay::checks
