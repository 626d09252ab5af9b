// What the extraction tells of a function: read from real code, each fact by itself.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>

#include "checks/engine/parse.hpp"
#include "checks/roles/order.hpp"
#include "util/temporary_directory.hpp"

namespace assay::checks {
namespace {

using testing::ElementsAre;
using testing::Eq;

class Extraction : public testing::Test {
 protected:
  /// The facts of one file.
  Facts read(const std::string& text) {
    auto folder = util::TemporaryDirectory::create();
    EXPECT_TRUE(folder) << folder.error().message;
    const auto file = folder->path() / "a.cpp";
    std::ofstream(file, std::ios::binary) << text;
    auto unit = parse_unit({file, {"-std=c++20"}}, SourceScope(folder->path(), {}));
    for (const auto& problem : unit.problems) ADD_FAILURE() << problem.location.line << ": " << problem.message;
    return std::move(unit.facts);
  }

  const Function& function(const Facts& facts, const std::string& simple) {
    const auto found = std::ranges::find_if(facts.functions, [&](const auto& entry) { return entry.second.simple == simple; });
    if (found == facts.functions.end()) throw std::runtime_error("no function " + simple);
    return found->second;
  }

  const Call& call(const Function& function, const std::string& qualified) {
    const auto found = std::ranges::find(function.calls, qualified, &Call::qualified);
    if (found == function.calls.end()) throw std::runtime_error("no call of " + qualified);
    return *found;
  }

  unsigned call_number(const Function& function, const std::string& qualified) {
    return static_cast<unsigned>(&call(function, qualified) - function.calls.data());
  }
};

bool mentions(const Value& value, SourceKind kind, const std::string& symbol) {
  return std::ranges::any_of(value, [&](const Source& source) { return source.kind == kind && source.symbol == symbol; });
}

TEST_F(Extraction, TellsLiteralsThroughConversionsAndConstants) {
  const auto facts = read(R"(
    #include <chrono>
    #include <limits>
    #include <string>
    enum class Mode { shut, ajar = 7 };
    constexpr int most = 60 * 1000;
    void take(int, double, bool, const void*, Mode, std::string, std::chrono::milliseconds, unsigned long, int);
    void f() {
      using namespace std::chrono_literals;
      take(5, 2.5, true, nullptr, Mode::ajar, "text", 250ms, std::numeric_limits<unsigned long>::max(), most);
    })");
  const auto& arguments = call(function(facts, "f"), "take").arguments;
  ASSERT_EQ(arguments.size(), 9U);
  const std::vector<std::string> expected{"5", "2.5", "true", "nullptr", "#Mode::ajar=7", "\"text", "250", "18446744073709551615",
                                          "#most=60000"};
  for (std::size_t i = 0; i < expected.size(); ++i) EXPECT_THAT(literals_of(arguments[i]), testing::Contains(expected[i])) << i;
}

TEST_F(Extraction, EndsWhereConstantsAreDefinedByEachOther) {
  const auto facts = read("extern const int b; const int a = b; const int b = a; void take(int); void f() { take(a); }");
  EXPECT_EQ(call(function(facts, "f"), "take").arguments.size(), 1U);
}

TEST_F(Extraction, TellsOperationsAndWhatTheyWorkOn) {
  const auto facts = read(R"(
    #include <chrono>
    void f(unsigned n) {
      std::chrono::milliseconds wait(10);
      wait *= 2;
      unsigned shifted = 1U << n;
      ++shifted;
      auto negative = -wait;
      (void)negative;
    })");
  const auto& operations = function(facts, "f").operations;
  std::vector<OperationKind> kinds;
  for (const auto& operation : operations) kinds.push_back(operation.kind);
  EXPECT_THAT(kinds, testing::UnorderedElementsAre(OperationKind::multiply, OperationKind::shift_left, OperationKind::add,
                                                   OperationKind::negate));
  const auto shift = std::ranges::find(operations, OperationKind::shift_left, &Operation::kind);
  EXPECT_EQ(shift->type.bits, 32U);
  EXPECT_FALSE(shift->type.is_signed);
  EXPECT_TRUE(mentions(shift->right, SourceKind::parameter, ""));
  EXPECT_TRUE(std::ranges::find(operations, OperationKind::multiply, &Operation::kind)->assigns);
}

TEST_F(Extraction, TellsWritesOfLocalVariables) {
  const auto facts = read("int g(); void f() { int n = 0; while (g() > n) { ++n; n = n + 2; } n = 1; }");
  const auto& f = function(facts, "f");
  std::vector<std::pair<bool, bool>> writes;
  for (const auto& write : f.local_writes) {
    EXPECT_EQ(f.locals.at(write.local).name, "n");
    writes.emplace_back(write.initialises, write.accumulates);
  }
  EXPECT_THAT(writes, testing::UnorderedElementsAre(std::pair(true, false), std::pair(false, true), std::pair(false, true),
                                                    std::pair(false, false)));
}

TEST_F(Extraction, TellsKeysAndValuesHoweverTheyAreGiven) {
  const auto facts = read(R"(
    #include <map>
    #include <string>
    struct Conf { bool set(const std::string&, const std::string&); };
    bool put(Conf*, const char* key, const char* value);
    void f(Conf& conf, std::string named) {
      conf.set("a", "1");
      put(&conf, "b", "2");
      std::map<std::string, std::string> table{{"c", "3"}, {"d", named}};
      table["e"] = "5";
      table.at("f") = "6";
    })");
  std::map<std::string, std::vector<Literal>> found;
  for (const auto& setting : function(facts, "f").settings) found[setting.key] = literals_of(setting.value);
  EXPECT_THAT(found["a"], ElementsAre("\"1"));
  EXPECT_THAT(found["b"], ElementsAre("\"2"));
  EXPECT_THAT(found["c"], ElementsAre("\"3"));
  EXPECT_THAT(found["d"], ElementsAre());
  EXPECT_TRUE(found.contains("d"));
  EXPECT_THAT(found["e"], ElementsAre("\"5"));
  EXPECT_THAT(found["f"], ElementsAre("\"6"));
}

TEST_F(Extraction, TellsWhatSharesAStatementWhereverItsLinesBreak) {
  const auto facts = read(R"(
    #include <map>
    #include <memory>
    int made();
    struct T {
      std::map<int, int> table; std::unique_ptr<int> kept;
      T() : kept(
        new int) {}
      void f(int k) { table
        [k] =
        made(); made(); }
    };)");
  const auto& f = function(facts, "f");
  ASSERT_EQ(f.writes.size(), 1U);
  EXPECT_TRUE(share_statement(f.writes[0], call(f, "std::map::operator[]")));
  std::vector<bool> shared;
  for (const auto& other : f.calls)
    if (other.qualified == "made") shared.push_back(share_statement(f.writes[0], other));
  EXPECT_THAT(shared, testing::UnorderedElementsAre(true, false));
  const auto& constructor = function(facts, "T");
  const auto smart = std::ranges::find(constructor.calls, "std::unique_ptr", &Call::record);
  ASSERT_NE(smart, constructor.calls.end());
  EXPECT_TRUE(share_statement(*smart, call(constructor, "new")));
  EXPECT_FALSE(smart->into_storage.empty());
}

TEST_F(Extraction, TellsHandlersAndWhatIsThrown) {
  const auto facts = read(R"(
    #include <stdexcept>
    void g();
    void f() {
      try { g(); }
      catch (const std::runtime_error&) {}
      catch (...) { throw; }
      throw std::logic_error("x");
    })");
  const auto& f = function(facts, "f");
  ASSERT_EQ(f.handlers.size(), 2U);
  const auto all = std::ranges::find(f.handlers, true, &Handler::catches_all);
  const auto some = std::ranges::find(f.handlers, false, &Handler::catches_all);
  EXPECT_TRUE(all->rethrows);
  EXPECT_FALSE(all->is_empty);
  EXPECT_EQ(some->type, "std::runtime_error");
  EXPECT_TRUE(some->is_empty);
  ASSERT_EQ(f.raises.size(), 2U);
  EXPECT_EQ(std::ranges::count_if(f.raises, [](const Raise& raise) { return raise.type.class_name == "std::logic_error"; }), 1);
}

TEST_F(Extraction, TellsTheLabelsOfASwitch) {
  const auto facts = read(R"(
    enum E { one, two, three };
    void a(); void b();
    void f(E e) { switch (e) { case one: a(); break; case two: b(); break; } }
    void g(int n) { switch (n) { case 4: a(); break; default: b(); } })");
  const auto& f = function(facts, "f");
  const auto choice = std::ranges::find(f.conditions, ConditionKind::choice, &Condition::kind);
  ASSERT_NE(choice, f.conditions.end());
  EXPECT_THAT(choice->labels, testing::UnorderedElementsAre("#E::one=0", "#E::two=1", ""));
  const auto& g = function(facts, "g");
  const auto other = std::ranges::find(g.conditions, ConditionKind::choice, &Condition::kind);
  EXPECT_THAT(other->labels, testing::UnorderedElementsAre("4", "default"));
}

TEST_F(Extraction, TellsClassesTheirFieldsAndTheirTypes) {
  const auto facts = read(R"(
    #include <memory>
    #include <mutex>
    #include <variant>
    #include <vector>
    namespace shop {
    struct Opened { const int id; };
    struct Closed {};
    using Event = std::variant<Opened, Closed>;
    class Account {
     public:
      virtual ~Account() = default;
      void apply(const Event& event);
      int total = 0;
     private:
      mutable std::mutex guard_;
      std::vector<std::unique_ptr<Event>> past_;
    };
    enum class Mode { on, off };
    })");
  const auto by_name = [&](const std::string& name) {
    const auto found = std::ranges::find_if(facts.classes, [&](const auto& entry) { return entry.second.qualified == name; });
    return found == facts.classes.end() ? nullptr : &found->second;
  };
  const auto* account = by_name("shop::Account");
  ASSERT_NE(account, nullptr);
  ASSERT_EQ(account->fields.size(), 3U);
  EXPECT_EQ(facts.storages.at(account->fields[0]).access, Access::public_access);
  EXPECT_TRUE(facts.storages.at(account->fields[1]).type.is_mutex);
  EXPECT_TRUE(facts.storages.at(account->fields[1]).is_mutable);
  const auto& past = facts.storages.at(account->fields[2]).type;
  EXPECT_EQ(past.class_name, "std::vector");
  EXPECT_THAT(past.argument_names, testing::IsSupersetOf({"std::unique_ptr", "std::variant", "shop::Opened", "shop::Closed"}));
  const auto apply = std::ranges::find(account->methods, "apply", &Method::name);
  ASSERT_NE(apply, account->methods.end());
  EXPECT_TRUE(apply->parameters.at(0).type.is_const);
  EXPECT_TRUE(apply->parameters.at(0).type.is_reference);
  ASSERT_NE(by_name("shop::Mode"), nullptr);
  EXPECT_THAT(by_name("shop::Mode")->enumerators, ElementsAre("on", "off"));
  EXPECT_TRUE(facts.storages.at(by_name("shop::Opened")->fields.at(0)).type.is_const);
}

TEST_F(Extraction, TellsWhatIsMadeWhereAndWhatIsDestroyed) {
  const auto facts = read(R"(
    #include <fstream>
    struct T { ~T(); };
    void f() { std::ofstream file("x"); auto* t = new T; delete t; })");
  const auto& f = function(facts, "f");
  const auto file = std::ranges::find_if(f.calls, [](const Call& c) { return c.type.class_name == "std::basic_ofstream"; });
  ASSERT_NE(file, f.calls.end());
  ASSERT_TRUE(file->into_local);
  EXPECT_EQ(f.locals.at(*file->into_local).name, "file");
  EXPECT_EQ(call(f, "new").kind, CallKind::allocation);
  EXPECT_EQ(call(f, "delete").kind, CallKind::deallocation);
}

TEST_F(Extraction, GivesTheOrderOfStepsAndTheLoops) {
  const auto facts = read(R"(
    bool more(); void work(); void commit(); void rare();
    void f() {
      while (more()) {
        work();
        if (more()) rare();
        commit();
      }
    })");
  const auto& f = function(facts, "f");
  const Order order(f);
  const auto at = [&](const std::string& name) { return *order.point_of(StepKind::call, call_number(f, name)); };
  ASSERT_EQ(order.loops().size(), 1U);
  EXPECT_THAT(order.loops_around(at("work")), ElementsAre(0U));
  EXPECT_TRUE(order.loops_around(order.exit()).empty());
  EXPECT_TRUE(order.dominates(at("work"), at("commit")));
  EXPECT_FALSE(order.dominates(at("rare"), at("commit")));
  EXPECT_TRUE(order.post_dominates(at("commit"), at("work")));
  EXPECT_FALSE(order.post_dominates(at("rare"), at("work")));
  EXPECT_TRUE(order.reaches(at("commit"), at("work")));
  EXPECT_FALSE(order.reaches(at("commit"), at("work"), {}, {.repeats = false}));
}

TEST_F(Extraction, LeavesTheWaysOfExceptionsAsideWhereAsked) {
  const auto facts = read(R"(
    void risky(); void done();
    void f() { try { risky(); done(); } catch (...) { throw; } })");
  const auto& f = function(facts, "f");
  const Order order(f);
  const auto risky = *order.point_of(StepKind::call, call_number(f, "risky"));
  const auto done = *order.point_of(StepKind::call, call_number(f, "done"));
  EXPECT_TRUE(order.post_dominates(done, risky));
  EXPECT_FALSE(order.post_dominates(done, risky, {.exceptions = true}));
}

}  // namespace
}  // namespace assay::checks
