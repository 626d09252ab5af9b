import type { RankedCriterion } from "../model/evidence";
import { CriterionRow } from "./criterion_row";

export function CriteriaTable({ ranked, cause }: { ranked: RankedCriterion[]; cause: number | null }) {
  if (ranked.length === 0) return null;
  return (
    <section aria-labelledby="criteria">
      <h2 id="criteria">Points by criterion</h2>
      <ul class="criteria">
        {ranked.map((entry) => (
          <CriterionRow key={entry.index} ranked={entry} cause={cause} />
        ))}
      </ul>
    </section>
  );
}
