import { isUndecided, placeOf, type RankedCriterion } from "../model/evidence";
import { withUnit } from "../model/points";
import { EvidenceItem } from "./evidence_item";
import { ShowMore } from "./show_more";

/** Neither earned nor lost: undecided, not looked at, or for a person to give. */
export function OpenPoints({ ranked }: { ranked: RankedCriterion[] }) {
  const open = ranked.filter(({ shares }) => shares.open > 0);
  if (open.length === 0) return null;
  return (
    <section aria-labelledby="open">
      <h2 id="open">Open points</h2>
      <p class="lead">Neither earned nor lost.</p>
      {open.map((entry) => (
        <OpenCriterion key={entry.index} ranked={entry} />
      ))}
    </section>
  );
}

function OpenCriterion({ ranked: { criterion, index, shares } }: { ranked: RankedCriterion }) {
  const undecided = criterion.reasons
    .map((reason, position) => ({ reason, position }))
    .filter(({ reason }) => isUndecided(reason));
  return (
    <article class="open-criterion">
      <header>
        <h3>{criterion.title || criterion.id}</h3>
        <p class="open-points">{withUnit(shares.open)}</p>
      </header>
      {undecided.length === 0 && <p>A person decides these.</p>}
      <ShowMore
        entries={undecided}
        first={10}
        what="pieces of evidence"
        render={({ reason, position }) => (
          <EvidenceItem key={position} place={`open-${placeOf(index, position)}`} reason={reason} />
        )}
      />
    </article>
  );
}
