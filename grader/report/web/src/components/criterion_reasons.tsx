import { placeOf, type RankedCriterion } from "../model/evidence";
import { counted } from "../model/format";
import { EvidenceItem } from "./evidence_item";

/** What a criterion drew on, but for `skip`. */
export function CriterionReasons({ ranked, skip }: { ranked: RankedCriterion; skip: number[] }) {
  const { criterion, index } = ranked;
  const shown = criterion.reasons.map((reason, position) => ({ reason, position }));
  const others = shown.filter(({ position }) => !skip.includes(position));
  return (
    <div class="reasons">
      {others.length === 0 && <p class="muted">A person decides these points.</p>}
      {others.map(({ reason, position }) => (
        <EvidenceItem key={position} place={placeOf(index, position)} reason={reason} />
      ))}
      {criterion.reasons_omitted > 0 && (
        <p class="muted">and {counted(criterion.reasons_omitted, "more piece", "more pieces")} of evidence</p>
      )}
    </div>
  );
}
