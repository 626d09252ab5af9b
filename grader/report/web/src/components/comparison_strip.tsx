import type { ScaleLinear } from "d3-scale";
import { formatFigure } from "../model/format";
import type { Comparison } from "../model/report";

interface Properties {
  comparison: Comparison;
  ratios: number[];
  x: ScaleLinear<number, number>;
  width: number;
}

const top = 18; // for the marks' names
const dots = 34;
const interval = dots + 16;
const axis = interval + 14;
const height = axis + 20;

/** Dots for the pairs, below them the median in its interval; the bar and the baseline cross both. */
export function ComparisonStrip({ comparison, ratios, x, width }: Properties) {
  const { ratio, low, high, bar } = comparison;
  return (
    <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      <Reference value={1} name="baseline" x={x} other={bar} />
      {bar !== null && <Reference value={bar} name="bar" x={x} other={1} />}
      {ratios.map((value, index) => (
        <circle key={index} class="pair-dot" cx={x(value)} cy={top + 4 + ((index * 7) % 3) * 6} r={3.5} />
      ))}
      {low !== null && high !== null && (
        <>
          <line class="interval" x1={x(low)} x2={x(high)} y1={interval} y2={interval} />
          <line class="interval" x1={x(low)} x2={x(low)} y1={interval - 5} y2={interval + 5} />
          <line class="interval" x1={x(high)} x2={x(high)} y1={interval - 5} y2={interval + 5} />
        </>
      )}
      {ratio !== null && <circle class="median" cx={x(ratio)} cy={interval} r={5.5} />}
      <line class="axis" x1={x.range()[0] ?? 0} x2={x.range()[1] ?? width} y1={axis} y2={axis} />
      {x.ticks(Math.max(2, Math.floor(width / 120))).map((tick) => (
        <text key={tick} class="axis-text" x={x(tick)} y={axis + 15} text-anchor="middle">
          {formatFigure(tick)}×
        </text>
      ))}
    </svg>
  );
}

interface ReferenceProperties {
  value: number;
  name: string;
  x: ScaleLinear<number, number>;
  other: number | null;
}

/** A line across the plot, its name on the side away from the other one. */
function Reference({ value, name, x, other }: ReferenceProperties) {
  const [left, right] = x.range() as [number, number];
  const at = x(value);
  const isLeftOfOther = other !== null && value < other;
  const anchor = at < left + 50 ? "start" : at > right - 50 || isLeftOfOther ? "end" : "start";
  return (
    <g>
      <line class={`reference reference-${name}`} x1={at} x2={at} y1={2} y2={axis} />
      <text class="axis-text" x={at + (anchor === "end" ? -5 : 5)} y={11} text-anchor={anchor}>
        {name}
      </text>
    </g>
  );
}
