import { counted } from "../model/format";
import { reasonFor } from "../model/reason_for";
import type { Report } from "../model/report";
import { EvidenceItem } from "./evidence_item";
import { FailedBuilds } from "./failed_builds";
import { ShowMore } from "./show_more";

/** The address in the page of a case that was asked for. */
export function chosenPlace(record: number): string {
  return `case-${record}`;
}

/** Of a run that asked for some cases only there is nothing to score. */
export function ChosenCases({ report }: { report: Report }) {
  const violated = report.cases.filter(({ verdict }) => verdict === "violated").length;
  return (
    <>
      <FailedBuilds report={report} />
      <section aria-labelledby="chosen">
        <h2 id="chosen">
          {counted(report.cases.length, "case")} asked for, {violated} violated
        </h2>
        <ShowMore
          entries={report.cases}
          first={50}
          what="cases"
          render={(fact) => <EvidenceItem key={fact.record} place={chosenPlace(fact.record)} reason={reasonFor(fact)} />}
        />
      </section>
    </>
  );
}
