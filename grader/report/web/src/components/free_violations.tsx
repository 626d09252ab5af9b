import { freeViolations } from "../model/evidence";
import type { Report } from "../model/report";
import { EvidenceItem } from "./evidence_item";
import { reasonFor } from "../model/reason_for";
import { ShowMore } from "./show_more";

export function FreeViolations({ report }: { report: Report }) {
  const violations = freeViolations(report);
  if (violations.length === 0) return null;
  return (
    <section aria-labelledby="free">
      <h2 id="free">Also seen, at no cost</h2>
      <ShowMore
        entries={violations}
        first={10}
        what="pieces of evidence"
        render={(fact) => <EvidenceItem key={fact.record} place={`free-${fact.record}`} reason={reasonFor(fact)} />}
      />
    </section>
  );
}
