import { extent } from "d3-array";
import { type ScaleLogarithmic, type ScalePoint, scaleLog, scalePoint } from "d3-scale";
import { line } from "d3-shape";
import { formatDuration } from "../model/format";
import type { Latencies } from "../model/report";

const height = 190;
const left = 62;
const right = 26;
const bottom = 26;
const top = 10;

interface Mark {
  percentile: string;
  value: number;
}

/** Percentiles are beside each other, as the tail matters as much as the middle; latency is logarithmic. */
export function LatencyLines({ profile, width }: { profile: Latencies; width: number }) {
  const named = profile.points.map((point) => ({ ...point, percentile: `p${point.percentile ?? "?"}` }));
  const values = named.flatMap(({ subject_ns, baseline_ns }) => [subject_ns, baseline_ns]).filter((value) => value > 0);
  const [least = 1, most = 10] = extent(values);
  const x = scalePoint(
    named.map(({ percentile }) => percentile),
    [left + 10, Math.max(left + 20, width - right)],
  );
  const y = scaleLog([least / 1.3, most * 1.3], [height - bottom, top]);
  const baseline = named.map(({ percentile, baseline_ns }) => ({ percentile, value: baseline_ns }));
  const subject = named.map(({ percentile, subject_ns }) => ({ percentile, value: subject_ns }));
  return (
    <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      {fewTicks(y).map((tick) => (
        <g key={tick}>
          <line class="grid" x1={left} x2={width - right} y1={y(tick)} y2={y(tick)} />
          <text class="axis-text" x={left - 6} y={y(tick) + 4} text-anchor="end">
            {formatDuration(tick)}
          </text>
        </g>
      ))}
      {named.map(({ percentile }) => (
        <text key={percentile} class="axis-text" x={x(percentile)} y={height - 8} text-anchor="middle">
          {percentile}
        </text>
      ))}
      <Series name="baseline" marks={baseline} x={x} y={y} />
      <Series name="subject" marks={subject} x={x} y={y} />
    </svg>
  );
}

/** Powers of ten where there are two of them, else three round values. */
function fewTicks(y: ScaleLogarithmic<number, number>): number[] {
  const all = y.ticks(4);
  const powers = all.filter((tick) => Number.isInteger(Math.round(Math.log10(tick) * 1e6) / 1e6));
  if (powers.length >= 2) return powers;
  const stride = Math.max(1, Math.ceil(all.length / 4));
  return all.filter((_, index) => index % stride === 0);
}

interface SeriesProperties {
  name: "subject" | "baseline";
  marks: Mark[];
  x: ScalePoint<string>;
  y: ScaleLogarithmic<number, number>;
}

function Series({ name, marks, x, y }: SeriesProperties) {
  const drawn = marks.filter(({ value }) => value > 0);
  const path = line<Mark>(
    ({ percentile }) => x(percentile) ?? 0,
    ({ value }) => y(value),
  )(drawn);
  return (
    <g class={`series series-${name}`}>
      {path && <path d={path} />}
      {drawn.map(({ percentile, value }) => (
        <circle key={percentile} cx={x(percentile)} cy={y(value)} r={4} />
      ))}
    </g>
  );
}
