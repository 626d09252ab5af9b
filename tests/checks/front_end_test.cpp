// What is read of a unit: past headers that are not there, in templates that nobody uses, with
// libraries that are not installed.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>

#include "checks/engine/parse.hpp"
#include "util/temporary_directory.hpp"

namespace assay::checks {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::Field;
using testing::IsEmpty;

class FrontEnd : public testing::Test {
 protected:
  void SetUp() override {
    auto created = util::TemporaryDirectory::create();
    ASSERT_TRUE(created) << created.error().message;
    directory_.emplace(std::move(*created));
  }

  void write(const std::string& name, const std::string& text) {
    const auto path = directory_->path() / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
  }

  ParsedUnit parse(const std::string& name, std::vector<std::string> flags = {"-std=c++20"}) {
    return parse_unit({directory_->path() / name, std::move(flags)}, SourceScope(directory_->path(), {}));
  }

  ParsedUnit parse_text(const std::string& text) {
    write("a.cpp", text);
    return parse("a.cpp");
  }

  static const Function& function(const ParsedUnit& unit, const std::string& simple) {
    for (const auto& [id, candidate] : unit.facts.functions)
      if (candidate.simple == simple) return candidate;
    ADD_FAILURE() << "no function " << simple;
    static const Function none;
    return none;
  }

  std::optional<util::TemporaryDirectory> directory_;
};

TEST_F(FrontEnd, ReadsUsesOfALibraryThatIsNotThere) {
  const auto unit = parse_text(R"(
#include <courier/client.h>
#include <string>
namespace app {
class Sender : public courier::Listener {
 public:
  explicit Sender(courier::Client& client) : client_(client) {}
  void on_reply(const courier::Reply& reply) override { last_ = reply.text(); }
  bool send(const std::string& letter) {
    courier::Options options{{"retries", 3}};
    auto result = client_.post(letter, options).wait();
    if (result.code == courier::Code::kFailed) return false;
    courier::log("sent {}", letter);
    return courier::ok<int>(result) && client_.is_open();
  }
 private:
  courier::Client& client_;
  std::string last_;
};
}
)");
  EXPECT_THAT(unit.facts.missing_headers, ElementsAre("courier/client.h"));
  EXPECT_EQ(unit.problems.size(), 1U);
  for (const auto& [id, each] : unit.facts.functions) EXPECT_FALSE(each.damaged) << each.name;
  const auto& send = function(unit, "send");
  const auto post = std::ranges::find(send.calls, "post", &Call::simple);
  ASSERT_NE(post, send.calls.end());
  EXPECT_TRUE(post->unresolved);
  EXPECT_EQ(post->qualified, "courier::Client::post");
  EXPECT_TRUE(post->receiver_type.is_unknown);
}

TEST_F(FrontEnd, HoldsAnErrorAgainstItsFunctionOnly) {
  const auto unit = parse_text("int broken() { return missing(1); }\nint whole() { return 1; }\n");
  EXPECT_TRUE(function(unit, "broken").damaged);
  EXPECT_FALSE(function(unit, "whole").damaged);
}

TEST_F(FrontEnd, FindsAnOwnHeaderByTheEndOfItsPath) {
  write("lib/net/parcel.hpp", "struct Parcel { int weight; };\n");
  const auto unit = parse_text("#include \"vendor/net/parcel.hpp\"\nint weigh(Parcel parcel) { return parcel.weight; }\n");
  EXPECT_THAT(unit.facts.missing_headers, IsEmpty());
  EXPECT_FALSE(function(unit, "weigh").damaged);
}

TEST_F(FrontEnd, ReadsTheStandardLibraryBehindAMissingHeader) {
  const auto unit = parse_text("#include \"pch.h\"\nstd::string name() { std::vector<std::string> all{\"a\"}; return all.front(); }\n");
  EXPECT_FALSE(function(unit, "name").damaged);
}

TEST_F(FrontEnd, ReadsATemplateThatNobodyUses) {
  write("breaker.hpp", R"(#pragma once
#include <chrono>
template <class Clock = std::chrono::steady_clock> class Breaker {
 public:
  void trip() { opened_ = Clock::now(); }
  template <class F> auto run(F&& f) { return f(1); }
 private:
  typename Clock::time_point opened_;
};
)");
  const auto unit = parse("breaker.hpp");
  EXPECT_THAT(unit.problems, IsEmpty());
  const auto& trip = function(unit, "trip");
  EXPECT_FALSE(trip.damaged);
  EXPECT_TRUE(trip.from_template);
  EXPECT_THAT(trip.calls, Contains(Field(&Call::clock, std::optional(ClockKind::monotonic))));
  const auto& run = function(unit, "run");
  ASSERT_FALSE(run.damaged);
  const auto call = std::ranges::find(run.calls, CallKind::indirect, &Call::kind);
  ASSERT_NE(call, run.calls.end());
  EXPECT_TRUE(call->result_used);
  EXPECT_THAT(call->callable, Contains(Field(&Source::kind, SourceKind::parameter)));
}

TEST_F(FrontEnd, KnowsNothingOfTheClockThatATemplateIsGiven) {
  const auto unit = parse_text("#include <chrono>\ntemplate <class C> struct Timer { typename C::time_point at; void start() { at = C::now(); } };\n");
  const auto& start = function(unit, "start");
  EXPECT_FALSE(start.damaged);
  EXPECT_THAT(start.calls, Contains(Field(&Call::clock, std::optional(ClockKind::unknown))));
}

TEST_F(FrontEnd, TriesOtherTypesWhereAConceptWantsThem) {
  const auto unit = parse_text("#include <concepts>\ntemplate <std::integral T> T twice(T value) { return value + value; }\n");
  EXPECT_FALSE(function(unit, "twice").damaged);
}

TEST_F(FrontEnd, SaysThatATemplateCouldNotBeRead) {
  const auto unit = parse_text("template <class T> struct Odd { static_assert(sizeof(T) == 12345); int f() { return 1; } };\n"
                               "template <class T> requires (sizeof(T) == 12345) int g(T) { return 2; }\n");
  EXPECT_TRUE(function(unit, "g").damaged);
}

TEST_F(FrontEnd, KnowsLocksOfLibrariesThatAreNotInstalled) {
  const auto unit = parse_text(R"(
#include <absl/synchronization/mutex.h>
#include <boost/thread/mutex.hpp>
int work();
struct A { absl::Mutex mu; int f() { absl::MutexLock lock(&mu); return work(); } };
struct B { boost::mutex mu; int g() { boost::mutex::scoped_lock lock(mu); return work(); } };
)");
  EXPECT_THAT(unit.problems, IsEmpty());
  for (const char* name : {"f", "g"}) {
    const auto& locked = function(unit, name);
    const auto call = std::ranges::find(locked.calls, "work", &Call::simple);
    ASSERT_NE(call, locked.calls.end());
    EXPECT_EQ(call->held.size(), 1U) << name;
  }
}

TEST_F(FrontEnd, PrefersAnInstalledLibraryToItsModel) {
  write("include/fmt/format.h", "namespace fmt { struct Own {}; }\n");
  write("a.cpp", "#include <fmt/format.h>\nfmt::Own f() { return {}; }\n");
  const auto unit = parse("a.cpp", {"-std=c++20", "-I" + (directory_->path() / "include").string()});
  EXPECT_FALSE(function(unit, "f").damaged);
  EXPECT_THAT(unit.problems, IsEmpty());
}

TEST_F(FrontEnd, ReadsC) {
  write("a.c", "#include \"missing.h\"\nint twice(int class) { struct job *j = 0; return class * 2 + run_job(j); }\n");
  const auto unit = parse("a.c", {"-std=c++20"});
  EXPECT_FALSE(function(unit, "twice").damaged);
}

}  // namespace
}  // namespace assay::checks
