// The judge's program: one suite of a lab. `judge CONFIGURATION [--gtest_filter=…]` runs it,
// `judge --cases` names what it has.
#include <gtest/gtest.h>
#include <sched.h>

#include <cstring>
#include <iostream>
#include <memory>
#include <string_view>

#include "judge/configuration.hpp"
#include "judge/patience.hpp"
#include "judge/reporter.hpp"
#include "judge/subject.hpp"
#include "sandbox/isolation.hpp"

namespace {

using namespace assay::kit;

// Prints the cases' names, a line each, and runs none.
constexpr std::string_view list_option = "--cases";

// One processor for the judge and its subjects: handing over within one is several
// times cheaper than waking another.
void pin_to(int cpu) {
  if (cpu < 0) return;
  cpu_set_t set;
  CPU_ZERO(&set);
  CPU_SET(static_cast<std::size_t>(cpu), &set);
  if (::sched_setaffinity(0, sizeof set, &set) != 0) {
    throw JudgeFault(std::string("pinning the judge to a processor: ") + std::strerror(errno));
  }
}

void list_cases(const testing::UnitTest& tests) {
  for (const auto& name : case_names(tests)) std::cout << name << '\n';
}

}  // namespace

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  // A grader's fault passes through the tests to here and ends the suite.
  testing::GTEST_FLAG(catch_exceptions) = false;
  if (argc != 2) {
    std::cerr << "usage: " << argv[0] << " CONFIGURATION [--gtest_filter=CASE] | " << list_option << '\n';
    return 2;
  }
  if (std::string_view(argv[1]) == list_option) {
    list_cases(*testing::UnitTest::GetInstance());
    return 0;
  }
  Reporter* reporter = nullptr;
  try {
    set_configuration(read_configuration(argv[1]));
    if (configuration().reduced_isolation) {
      assay::sandbox::choose_isolation(assay::sandbox::IsolationChoice::reduced);
    }
    pin_to(configuration().cpu);
    auto owned = std::make_unique<Reporter>(configuration().report_descriptor, configuration().suite);
    reporter = owned.get();
    testing::UnitTest& tests = *testing::UnitTest::GetInstance();
    tests.listeners().Append(owned.release());
    reporter->announce(tests);
    if (const auto whole = configuration().patience) {
      patience() = Patience(*whole, static_cast<unsigned>(tests.test_to_run_count()));
    }
    const int all_satisfied = RUN_ALL_TESTS();
    reporter->end();
    // What the cases find is in the report; to the grader an exit code says only that all
    // were run, and to a person who runs a judge by hand what it always says.
    return configuration().report_descriptor < 0 ? all_satisfied : 0;
  } catch (const NotAvailable& reason) {
    if (reporter != nullptr) reporter->unavailable(reason.what());
    std::cerr << reason.what() << "\n";
    return 4;
  } catch (const JudgeFault& fault) {
    if (reporter != nullptr) reporter->fault(fault.what(), dynamic_cast<const LabFault*>(&fault) != nullptr);
    std::cerr << fault.what() << "\n";
    return 4;
  }
}
