import { useDisclosure } from "../hooks/disclosure";
import { useReport } from "../hooks/report";
import type { Evidence } from "../model/evidence";
import { formatPoints, toHundredths, withUnit } from "../model/points";
import type { Reason } from "../model/report";
import { BuildDetail } from "./build_detail";
import { CaseDetail } from "./case_detail";
import { FindingDetail } from "./finding_detail";
import { VerdictMark } from "./verdict_mark";

/** One piece of evidence: a line that says what it is and cost, and all of it on a click. */
export function EvidenceItem({ place, reason }: { place: string; reason: Reason }) {
  const { isOpen, toggle } = useDisclosure();
  const { evidence } = useReport();
  const known = reason.record === null ? undefined : evidence.get(reason.record);
  const expanded = isOpen(place);
  const lost = toHundredths(reason.lost);
  return (
    <div class="evidence" id={place}>
      <button
        type="button"
        class="evidence-summary"
        aria-expanded={expanded}
        aria-controls={`${place}-detail`}
        onClick={() => toggle(place)}
      >
        <VerdictMark verdict={reason.verdict} />
        <span class="evidence-text">
          <span class="evidence-title">{titleOf(known) || reason.summary || reason.evidence}</span>
          <span class="evidence-name mono">{reason.evidence}</span>
        </span>
        {lost > 0 && (
          <span class="evidence-cost bad">
            <span aria-hidden="true">−{formatPoints(lost)}</span>
            <span class="visually-hidden">cost {withUnit(lost)}</span>
          </span>
        )}
        <span class="chevron" aria-hidden="true" />
      </button>
      <div id={`${place}-detail`} class="evidence-detail" hidden={!expanded}>
        {expanded && <Detail known={known} reason={reason} />}
      </div>
    </div>
  );
}

function titleOf(known: Evidence | undefined): string {
  switch (known?.kind) {
    case "case":
      return known.fact.title;
    case "finding":
      return known.fact.message;
    default:
      return "";
  }
}

const noReason =
  "No reason was recorded. That is a defect of the lab or of the grader: tell the person who runs it.";

function Detail({ known, reason }: { known: Evidence | undefined; reason: Reason }) {
  const summary = <p class="prose">{reason.summary || (known ? "" : noReason)}</p>;
  switch (known?.kind) {
    case "case":
      return (
        <>
          {reason.evidence.startsWith("metric:") && summary}
          <CaseDetail judged={known.fact} />
        </>
      );
    case "finding":
      return <FindingDetail finding={known.fact} />;
    case "build":
      return <BuildDetail build={known.fact} />;
    default:
      return summary;
  }
}
