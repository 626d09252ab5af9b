import { placeOf, type RankedCriterion } from "../model/evidence";
import { counted } from "../model/format";
import { formatPoints, withUnit } from "../model/points";
import { EvidenceItem } from "./evidence_item";
import { ShowMore } from "./show_more";

export function LostCriterion({ ranked }: { ranked: RankedCriterion }) {
  const { criterion, index, shares, lost } = ranked;
  return (
    <article class="lost-criterion" id={`lost-${index}`}>
      <header>
        <h3>{criterion.title || criterion.id}</h3>
        <p class="lost-sum">
          <span class="bad">−{formatPoints(shares.lost)}</span> of {withUnit(shares.possible)}
          {criterion.band && ` · band ${criterion.band}`}
        </p>
      </header>
      {lost.length === 0 && (
        <p>
          No evidence was recorded for this loss. That is a defect of the lab or of the grader: tell the person who
          runs it.
        </p>
      )}
      <ShowMore
        entries={lost}
        first={20}
        what="pieces of evidence"
        render={({ reason, index: position }) => (
          <EvidenceItem key={position} place={placeOf(index, position)} reason={reason} />
        )}
      />
      {criterion.reasons_omitted > 0 && (
        <p class="muted">and {counted(criterion.reasons_omitted, "more piece", "more pieces")} of evidence</p>
      )}
      {criterion.read && (
        <p class="read">
          <span class="label">Read</span> {criterion.read}
        </p>
      )}
    </article>
  );
}
