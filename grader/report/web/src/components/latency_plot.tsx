import { useWidth } from "../hooks/size";
import { formatDuration } from "../model/format";
import type { Latencies } from "../model/report";
import { LatencyLines } from "./latency_lines";

/** Latencies by percentile, the submission's beside the baseline's. */
export function LatencyPlot({ profile }: { profile: Latencies }) {
  const [box, width] = useWidth<HTMLDivElement>(600);
  return (
    <figure class="plot">
      <figcaption>
        <span class="plot-title">{profile.title || "Latency by percentile"}</span>
        <span class="plot-keys">
          <span class="key key-subject">yours</span> <span class="key key-baseline">baseline</span>
        </span>
      </figcaption>
      <div ref={box} class="plot-box">
        <LatencyLines profile={profile} width={width} />
      </div>
      <div class="table-box" role="region" aria-label={`${profile.title} in figures`} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">Percentile</th>
              <th scope="col">Yours</th>
              <th scope="col">Baseline</th>
            </tr>
          </thead>
          <tbody>
            {profile.points.map(({ percentile, subject_ns, baseline_ns }, index) => (
              <tr key={index}>
                <td>p{percentile ?? "?"}</td>
                <td>{formatDuration(subject_ns)}</td>
                <td>{formatDuration(baseline_ns)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </figure>
  );
}
