import type { RankedCriterion } from "../model/evidence";
import { withUnit } from "../model/points";
import { LostCriterion } from "./lost_criterion";

/** Criterion by criterion, the most costly first; what a failed build cost is said once. */
export function LostPoints({ ranked, cause }: { ranked: RankedCriterion[]; cause: number | null }) {
  const losing = ranked.filter(({ shares }) => shares.lost > 0);
  const isShared = ({ lost }: RankedCriterion) =>
    cause !== null && lost.length > 0 && lost.every(({ reason }) => reason.record === cause);
  const shared = losing.filter(isShared).reduce((sum, { shares }) => sum + shares.lost, 0);
  const own = losing.filter((entry) => !isShared(entry));
  if (losing.length === 0) return null;
  return (
    <section aria-labelledby="lost">
      <h2 id="lost">What cost points</h2>
      {shared > 0 && (
        <p id="cause" class="shared-cause">
          Nothing that needs the running program could be looked at. This alone cost {withUnit(shared)}.
        </p>
      )}
      {own.map((entry) => (
        <LostCriterion key={entry.index} ranked={entry} />
      ))}
    </section>
  );
}
