import { tally } from "../model/evidence";
import { counted } from "../model/format";
import { formatPoints, sharesOf } from "../model/points";
import type { Report } from "../model/report";
import { PointsBar } from "./points_bar";

export function ScoreSummary({ report }: { report: Report }) {
  if (!report.score) return null;
  const shares = sharesOf(report.score);
  return (
    <section class="score" aria-labelledby="score">
      <h2 id="score" class="score-sum">
        <span class="score-earned">{formatPoints(shares.earned)}</span>
        <span class="score-possible"> of {formatPoints(shares.possible)} points</span>
      </h2>
      <PointsBar shares={shares} large />
      <ul class="legend">
        <li class="legend-earned">{formatPoints(shares.earned)} earned</li>
        {shares.lost > 0 && <li class="legend-lost">{formatPoints(shares.lost)} lost</li>}
        {shares.open > 0 && <li class="legend-open">{formatPoints(shares.open)} open</li>}
      </ul>
      <p class="tally">
        {tally(report)
          .map(({ of, unit, counts, all }) => `${of}: ${counts.satisfied} of ${counted(all, unit)} satisfied`)
          .join(" · ")}
      </p>
    </section>
  );
}
