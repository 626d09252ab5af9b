import { useDisclosure } from "../hooks/disclosure";
import { placeOf, type RankedCriterion } from "../model/evidence";
import { formatPoints, withUnit } from "../model/points";
import { CriterionReasons } from "./criterion_reasons";
import { PointsBar } from "./points_bar";
import { VerdictMark } from "./verdict_mark";

/** The evidence for lost points is told below and linked to; all other evidence opens in the row. */
export function CriterionRow({ ranked, cause }: { ranked: RankedCriterion; cause: number | null }) {
  const { criterion, index, shares, lost } = ranked;
  const { isOpen, toggle } = useDisclosure();
  const place = `criterion-${index}`;
  const content = (
    <>
      <VerdictMark verdict={criterion.verdict} />
      <span class="criterion-title">
        {criterion.title || criterion.id}
        {criterion.band && <span class="band">{criterion.band}</span>}
      </span>
      <PointsBar shares={shares} />
      <span class="criterion-points">
        {formatPoints(shares.earned)} / {formatPoints(shares.possible)}
      </span>
      <span class="criterion-change">
        {shares.lost > 0 && <span class="bad">−{formatPoints(shares.lost)}</span>}
        {shares.open > 0 && <span class="open-points">{formatPoints(shares.open)} open</span>}
      </span>
    </>
  );
  if (shares.lost > 0) {
    return (
      <li>
        <a class="criterion-row" href={`#${evidenceAddress(ranked, cause)}`}>
          {content}
          <span class="visually-hidden">, {withUnit(shares.lost)} lost: show the evidence</span>
        </a>
      </li>
    );
  }
  const expanded = isOpen(place);
  return (
    <li id={place}>
      <button type="button" class="criterion-row" aria-expanded={expanded} onClick={() => toggle(place)}>
        {content}
      </button>
      {expanded && <CriterionReasons ranked={ranked} skip={lost.map((reason) => reason.index)} />}
    </li>
  );
}

function evidenceAddress({ index, lost }: RankedCriterion, cause: number | null): string {
  const own = lost.find(({ reason }) => cause === null || reason.record !== cause);
  if (own) return placeOf(index, own.index);
  return lost.length > 0 ? "cause" : `lost-${index}`;
}
