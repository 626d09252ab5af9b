#include "report/history_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>

#include <nlohmann/json.hpp>

#include "history_grading.hpp"
#include "report/json.hpp"
#include "report/terminal.hpp"
#include "schema_validation.hpp"

namespace assay::report {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

core::OperationHistory small() {
  return {.title = "order-1",
          .why = "No order explains them.",
          .operations = {{"client 1", 1ms, 4ms, "append a at 0", "appended, now 1", true},
                         {"client 2", 2ms, std::nullopt, "append b at 0", "", true},
                         {"client 3", 5ms, 6ms, "load", "nothing", false}},
          .log = {{"order-1", 1, "a", "none", "placed", 0, true}, {"order-1", 2, "c", "", "", std::nullopt, false}}};
}

std::string told(const core::OperationHistory& history, const TerminalOptions& options = {}) {
  Page page(options);
  write_history(page, 2, history);
  return page.take();
}

TEST(HistoryText, ListsWhatConflictsAndWhatWasStoredThere) {
  EXPECT_EQ(told(small()),
            "  What cannot all be true:\n"
            "    1ms – 4ms  client 1  append a at 0 → appended, now 1\n"
            "    2ms – ?    client 2  append b at 0 → no answer that tells\n"
            "  No order explains them.\n"
            "\n"
            "  What was stored there:\n"
            "    order-1 1: a (none → placed)\n");
}

TEST(HistoryText, WritesAsciiWhereAsked) {
  const auto text = told(small(), {.unicode = false});
  EXPECT_THAT(text, HasSubstr("append a at 0 -> appended"));
  EXPECT_TRUE(std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; }));
}

TEST(HistoryText, CutsLongConflictsAndHostileText) {
  auto history = small();
  history.operations.assign(50, {"client\x1b[31m", 1ms, 4ms, std::string(10'000, 'x'), "y", true});
  history.log.assign(50, {"s", 1, std::string(10'000, 'z'), {}, {}, std::nullopt, true});
  const auto text = told(history);
  EXPECT_THAT(text, HasSubstr("and 38 more operations"));
  EXPECT_THAT(text, HasSubstr("and 42 more events"));
  EXPECT_THAT(text, Not(HasSubstr("\x1b")));
  EXPECT_LT(text.size(), 20'000U);
}

TEST(HistoryText, IsPartOfATerminalReport) {
  const auto text = to_terminal(sample::history_grading().report(), {});
  EXPECT_THAT(text, HasSubstr("What cannot all be true:"));
  EXPECT_THAT(text, HasSubstr("append e17 (OrderShipped) to order-1"));
}

json parsed() { return json::parse(to_json(sample::history_grading().report())); }

TEST(HistoryJson, ConformsToTheSchema) {
  EXPECT_EQ(sample::validate(to_json(sample::history_grading().report()), ASSAY_REPORT_SCHEMA), "conforms");
}

TEST(HistoryJson, TellsOperationsLinksAndLog) {
  const auto report = parsed();
  const auto& cases = report["cases"];
  const auto& history = cases[cases.size() - 3]["history"];
  EXPECT_EQ(history["operations"].size(), 48U);
  EXPECT_EQ(history["operations"][20]["returned_ns"], nullptr);
  EXPECT_EQ(history["operations"][20]["output"], nullptr);
  EXPECT_EQ(history["operations"][30]["conflict"], true);
  EXPECT_EQ(history["log"][0]["operation"], 1);
  EXPECT_EQ(history["log_omitted"], 3);
  EXPECT_EQ(cases[cases.size() - 2]["history"]["links"][1], json({{"from", 1}, {"to", 0}, {"what", "rw order-1"}}));
  EXPECT_EQ(cases[0]["history"], nullptr);
}

TEST(HistoryJson, DropsWhatLeadsToAnOperationThatIsNotThere) {
  auto grading = sample::history_grading();
  for (auto& record : grading.records) {
    auto* event = std::get_if<core::CaseFinished>(&record.event);
    if (event == nullptr || !event->result.history) continue;
    auto& history = *event->result.history;
    history.operations.resize(500, history.operations.front());
    history.links = {{0, 399, "kept"}, {0, 400, "dropped"}, {7'000, 0, "dropped"}};
    history.log = {{"s", 1, "e", {}, {}, 399, false}, {"s", 2, "e", {}, {}, 400, false}};
  }
  const auto text = to_json(grading.report());
  EXPECT_EQ(sample::validate(text, ASSAY_REPORT_SCHEMA), "conforms");
  const auto history = json::parse(text)["cases"].back()["history"];
  EXPECT_EQ(history["operations"].size(), 400U);
  EXPECT_EQ(history["operations_omitted"], 1'334);
  EXPECT_EQ(history["links"].size(), 1U);
  EXPECT_EQ(history["log"][0]["operation"], 399);
  EXPECT_EQ(history["log"][1]["operation"], nullptr);
}

}  // namespace
}  // namespace assay::report
