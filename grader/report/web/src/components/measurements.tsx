import { isLost } from "../model/evidence";
import type { Report } from "../model/report";
import { ComparisonPlot } from "./comparison_plot";
import { LatencyPlot } from "./latency_plot";

/** What was measured, also where it cost nothing; on paper only that, as the rest stands above. */
export function Measurements({ report }: { report: Report }) {
  const measured = report.cases.filter(({ comparisons, latencies }) => comparisons.length + latencies.length > 0);
  if (measured.length === 0) return null;
  const told = new Set(report.criteria.flatMap(({ reasons }) => reasons.filter(isLost).map(({ record }) => record)));
  const allTold = measured.every(({ record }) => told.has(record));
  return (
    <section class={allTold ? "told-above" : undefined} aria-labelledby="measured">
      <h2 id="measured">Measured</h2>
      <p class="lead">
        In alternating pairs with the lab’s baseline within the same run; a ratio above 1 is better than the baseline.
      </p>
      <div class="plots">
        {measured.map((judged) => (
          <article key={judged.record} class={told.has(judged.record) ? "measured-case told-above" : "measured-case"}>
            <h3>{judged.title || judged.name}</h3>
            {judged.comparisons.map((comparison, index) => (
              <ComparisonPlot key={index} comparison={comparison} />
            ))}
            {judged.latencies.map((profile, index) => (
              <LatencyPlot key={index} profile={profile} />
            ))}
          </article>
        ))}
      </div>
    </section>
  );
}
