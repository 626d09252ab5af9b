#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "lab_folder.hpp"

namespace assay::spec {
namespace {

using core::CriterionRule;
using core::Points;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;
using testing::UnorderedElementsAre;

TEST(LoadRubric, ReadsEachRule) {
  const LabFolder folder;
  const auto rubric = load_lab(folder.path()).value().rubric;
  ASSERT_EQ(rubric.criteria.size(), 4U);
  EXPECT_EQ(rubric.possible(), Points{4000});
  const auto& states = rubric.criteria[0];
  EXPECT_EQ(states.id, "states");
  EXPECT_EQ(states.points, Points{1250});
  EXPECT_EQ(states.rule, CriterionRule::weighted);
  EXPECT_THAT(states.evidence, ElementsAre("case:public/Breaker.*", "case:hidden/*"));
  EXPECT_THAT(states.weights, UnorderedElementsAre(Pair("case:hidden/*", 3U)));
  const auto& design = rubric.criteria[1];
  EXPECT_EQ(design.points, Points{725});
  EXPECT_EQ(design.rule, CriterionRule::all_or_nothing);
  EXPECT_EQ(design.read, "README.md#design");
  const auto& speed = rubric.criteria[2];
  EXPECT_EQ(speed.rule, CriterionRule::bands);
  ASSERT_EQ(speed.bands.size(), 2U);
  EXPECT_EQ(speed.bands[0].title, "Excellent");
  EXPECT_EQ(speed.bands[0].at_least, 0.9);
  EXPECT_EQ(speed.bands[0].points, Points{1025});
  EXPECT_EQ(speed.bands[1].points, Points{});
  EXPECT_EQ(rubric.criteria[3].rule, CriterionRule::manual);
}

TEST(LoadRubric, TakesAFileOfItsOwnAgainstTheSameLab) {
  LabFolder folder;
  const auto lab = load_lab(folder.path()).value();
  folder.write("other.toml", "[rubric]\ntotal = 10\n[[criterion]]\nid = \"a\"\ntitle = \"A\"\npoints = 10\nrule = \"proportional\"\nevidence = [\"case:public/*\"]\n");
  EXPECT_EQ(load_rubric(folder.path() / "other.toml", lab).value().possible(), Points{1000});
  folder.edit("other.toml", "case:public/*", "case:other/*");
  EXPECT_THAT(load_rubric(folder.path() / "other.toml", lab).error().message, HasSubstr("other.toml:8:13: [criterion] evidence: no suite of lab.toml is 'other'"));
}

struct Edit {
  const char* from;
  const char* to;
  const char* problem;
};

class WrongRubric : public testing::TestWithParam<Edit> {};

TEST_P(WrongRubric, IsRefused) {
  LabFolder folder;
  folder.edit("rubric.toml", GetParam().from, GetParam().to);
  EXPECT_THAT(folder.problems(), HasSubstr(GetParam().problem));
}

INSTANTIATE_TEST_SUITE_P(
    LoadRubric, WrongRubric,
    testing::Values(
        Edit{"total = 40", "total = 40.01", "2:9: [rubric] total: the criteria's points sum to 40, not to 40.01"},
        Edit{"total = 40", "total = \"lots\"", "'lots' is not a number of points"},
        Edit{"total = 40", "totale = 40", "unknown key 'totale' in [rubric]; did you mean 'total'?"},
        Edit{"points = 12.5", "points = 12.505", "7:10: [criterion] points: '12.505' is not a number of points"},
        Edit{"points = 12.5", "points = 0", "[criterion] points: expected more than 0"},
        Edit{"points = 12.5", "points = -12.5", "'-12.5' is not a number of points"},
        Edit{"points = 12.5", "points = inf", "'inf' is not a number of points"},
        Edit{"points = 12.5", "points = true", "expected a number of points, found a boolean"},
        Edit{"id = \"design\"", "id = \"states\"", "another criterion is called 'states' already"},
        Edit{"\"case:public/Breaker.*\"", "\"case:secret/Breaker.*\"", "no suite of lab.toml is 'secret'; suites: public, hidden"},
        Edit{"\"case:public/Breaker.*\"", "\"test:public/x\"", "'test:public/x' is no evidence: expected case:<suite>/<name>"},
        Edit{"\"case:public/Breaker.*\"", "\"case:*/x\"", "must name one suite"},
        Edit{"\"case:public/Breaker.*\"", "\"case:hidden/*\"", "'case:hidden/*' is listed already"},
        Edit{"\"case:public/Breaker.*\"", "\"metric:public/A.B/c\"", "is a metric: only the rule bands goes by one"},
        Edit{"\"check:cb-*\"", "\"check:es-*\"", "17:13: [criterion] evidence: no enabled check of lab.toml is 'es-*'; enabled: cb-clock, cb-role"},
        Edit{"evidence = [\"check:cb-*\"]\n", "", "[criterion] evidence: is required"},
        Edit{"evidence = [\"check:cb-*\"]", "evidence = []", "[criterion] evidence: is required"},
        Edit{"evidence = [\"check:cb-*\"]", "evidence = \"check:cb-*\"", "expected an array of strings, found a string"},
        Edit{"{ \"case:hidden/*\" = 3 }", "{ \"case:hidden/A\" = 3 }", "'case:hidden/A' is not an entry of evidence"},
        Edit{"{ \"case:hidden/*\" = 3 }", "{ \"case:hidden/*\" = 0 }", "expected a whole number from 1 to 1000"},
        Edit{"{ \"case:hidden/*\" = 3 }", "{ \"case:hidden/*\" = 1001 }", "expected a whole number from 1 to 1000"},
        Edit{"weights = { \"case:hidden/*\" = 3 }\n", "", "[criterion] weights: is required by the rule weighted"},
        Edit{"rule = \"all-or-nothing\"", "rule = \"all-or-nothing\"\nweights = { \"check:cb-*\" = 2 }", "weights: is only for the rule weighted"},
        Edit{"rule = \"all-or-nothing\"", "rule = \"bands\"", "is not a metric: the rule bands goes by one"},
        Edit{"rule = \"manual\"", "rule = \"manual\"\nevidence = [\"check:cb-role\"]", "the rule manual draws on none"},
        Edit{"[\"metric:public/Speed.Calls/ratio\"]", "[\"metric:public/A/a\", \"metric:public/A/b\"]", "needs exactly one metric"},
        Edit{"[\"metric:public/Speed.Calls/ratio\"]", "[\"metric:public/*/ratio\"]", "must name one metric"},
        Edit{"at_least = 0.9\n", "", "[criterion.band] at_least: is required and missing"},
        Edit{"at_least = 0.9", "at_least = nan", "expected a finite number"},
        Edit{"at_least = 0.9\npoints = 10.25", "at_least = 0.9\npoints = 10", "the first band is worth the criterion's 10.25 points, found 10"},
        Edit{"title = \"Fair\"\npoints = 0", "title = \"Fair\"\npoints = 10.25", "expected less than the 10.25 of the band above"},
        Edit{"title = \"Fair\"", "title = \"Fair\"\nat_least = 0.1", "the last band takes the rest"},
        Edit{"title = \"Fair\"\npoints = 0", "title = \"Good\"\nat_least = 0.9\npoints = 5\n[[criterion.band]]\ntitle = \"Fair\"\npoints = 0",
             "expected less than the threshold of the band above"},
        Edit{"[[criterion.band]]\ntitle = \"Fair\"\npoints = 0", "", "needs at least two [[criterion.band]]"},
        Edit{"rule = \"manual\"\n", "rule = \"manual\"\n[[criterion.band]]\ntitle = \"x\"\npoints = 1\n", "band: is only for the rule bands"}));

TEST(LoadRubric, TakesWeightsAtTheEndsOfTheirRange) {
  LabFolder folder;
  folder.edit("rubric.toml", "{ \"case:hidden/*\" = 3 }", "{ \"case:hidden/*\" = 1000, \"case:public/Breaker.*\" = 1 }");
  EXPECT_EQ(folder.problems(), "none");
}

TEST(LoadRubric, ReadsDecimalsExactly) {
  // Doubles that are just under their decimal: 0.29 * 100 is 28.999…, 1.1 * 100 is 110.00…01.
  LabFolder folder;
  folder.edit("rubric.toml", "points = 12.5", "points = 0.29");
  folder.edit("rubric.toml", "points = \"7.25\"", "points = 19.46");
  EXPECT_EQ(folder.problems(), "none");
}

TEST(LoadRubric, IsNotBelowTheStartersCeiling) {
  LabFolder folder;
  folder.edit("lab.toml", "ceiling = 10", "ceiling = 40");
  EXPECT_EQ(folder.problems(), "none");
  folder.edit("lab.toml", "ceiling = 40", "ceiling = 40.01");
  EXPECT_EQ(folder.problems(), "rubric.toml:2:9: [rubric] total: is below the starter's ceiling of 40.01 in lab.toml");
}

TEST(LoadRubric, NeedsACriterion) {
  LabFolder folder;
  folder.write("rubric.toml", "[rubric]\ntotal = 0\n");
  EXPECT_THAT(folder.problems(), HasSubstr("rubric.toml:1:1: criterion: is required"));
}

}  // namespace
}  // namespace assay::spec
