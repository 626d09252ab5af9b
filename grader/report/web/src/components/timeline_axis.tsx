import type { ScaleLinear } from "d3-scale";
import { formatLongDuration } from "../model/format";

/** Round times below the timeline. */
export function TimelineAxis({ x, top }: { x: ScaleLinear<number, number>; top: number }) {
  const [left, right] = x.range() as [number, number];
  const ticks = x.ticks(Math.max(2, Math.floor((right - left) / 110)));
  return (
    <g transform={`translate(0 ${top})`}>
      <line class="axis" x1={left} x2={right} y1={0} y2={0} />
      {ticks.map((tick) => (
        <g key={tick} transform={`translate(${x(tick)} 0)`}>
          <line class="axis" y2={4} />
          <text class="axis-text" y={16} text-anchor={anchorAt(x(tick), left, right)}>
            {formatLongDuration(tick)}
          </text>
        </g>
      ))}
    </g>
  );
}

function anchorAt(x: number, left: number, right: number): "start" | "middle" | "end" {
  if (x < left + 24) return "start";
  return x > right - 24 ? "end" : "middle";
}
