import { useMemo } from "preact/hooks";
import { DisclosureContext, useOpenPlaces } from "../hooks/disclosure";
import { indexed, ReportContext } from "../hooks/report";
import { placeOf, rankCriteria, sharedCause } from "../model/evidence";
import type { Report } from "../model/report";
import { AboutGrading } from "./about_grading";
import { AllEvidence } from "./all_evidence";
import { ChosenCases, chosenPlace } from "./chosen_cases";
import { CriteriaTable } from "./criteria_table";
import { FailedBuilds } from "./failed_builds";
import { FreeViolations } from "./free_violations";
import { LostPoints } from "./lost_points";
import { Measurements } from "./measurements";
import { NotGraded } from "./not_graded";
import { OpenPoints } from "./open_points";
import { PageHeader } from "./page_header";
import { ParseProblems } from "./parse_problems";
import { Refusal } from "./refusal";
import { ScoreSummary } from "./score_summary";

/** Beyond these a print would be a book. */
const mostPrinted = 40;

export function Page({ report }: { report: Report }) {
  const index = useMemo(() => indexed(report), [report]);
  const ranked = useMemo(() => rankCriteria(report.criteria), [report]);
  const cause = sharedCause(report);
  const lostPlaces = ranked.flatMap(({ index: criterion, lost }) =>
    lost.filter(({ reason }) => reason.record !== cause).map((reason) => placeOf(criterion, reason.index)),
  );
  const telling = report.partial ? violatedPlaces(report) : lostPlaces;
  const disclosure = useOpenPlaces(telling.slice(0, 1), new Set(telling.slice(0, mostPrinted)));
  return (
    <ReportContext.Provider value={index}>
      <DisclosureContext.Provider value={disclosure}>
        <a class="skip" href="#content">
          Skip to the report
        </a>
        <PageHeader report={report} />
        <main id="content">
          {report.graded ? <Graded report={report} ranked={ranked} /> : <NotGraded report={report} />}
          <AboutGrading report={report} />
        </main>
      </DisclosureContext.Provider>
    </ReportContext.Provider>
  );
}

function violatedPlaces(report: Report): string[] {
  return report.cases.filter(({ verdict }) => verdict === "violated").map(({ record }) => chosenPlace(record));
}

function Graded({ report, ranked }: { report: Report; ranked: ReturnType<typeof rankCriteria> }) {
  if (report.refusal) return <Refusal report={report} />;
  if (report.partial) return <ChosenCases report={report} />;
  return (
    <>
      <ScoreSummary report={report} />
      <FailedBuilds report={report} />
      <CriteriaTable ranked={ranked} cause={sharedCause(report)} />
      <LostPoints ranked={ranked} cause={sharedCause(report)} />
      <OpenPoints ranked={ranked} />
      <FreeViolations report={report} />
      <Measurements report={report} />
      <AllEvidence report={report} />
      <ParseProblems report={report} />
    </>
  );
}
