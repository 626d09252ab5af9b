#include <gtest/gtest.h>

#include "judge/scenario.hpp"
#include "judge/subject.hpp"

namespace {

using namespace assay;

TEST(Greeting, NamesWhoIsGreeted) {
  kit::judge_scenario({.title = "A greeting names who is greeted", .read = "README.md#the-greeting"},
                      [](kit::Recorder& recorder, std::uint64_t) {
                        kit::Subject subject;
                        recorder.step({}, "call 1", "greet(\"Ada\")");
                        const auto events = subject.invoke(1, "greet", "Ada");
                        if (events.size() != 1 || events[0].kind != kit::EventKind::returned ||
                            events[0].payload != "Hello, Ada!") {
                          throw kit::Violation{"it returns \"Hello, Ada!\"",
                                               events.empty() ? "it returned nothing" : "it gave \"" + events[0].payload + "\""};
                        }
                      });
}

}  // namespace
