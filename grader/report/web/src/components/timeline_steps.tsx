import type { ScaleLinear } from "d3-scale";
import { useMemo } from "preact/hooks";
import type { Step } from "../model/report";

interface Properties {
  steps: Step[];
  positions: number[];
  x: ScaleLinear<number, number>;
  top: number;
  height: number;
}

const binWidth = 3;

/** How many steps happen when, a bar for each few pixels, and the step that decided. */
export function TimelineSteps({ steps, positions, x, top, height }: Properties) {
  const [left, right] = x.range() as [number, number];
  const [start, end] = x.domain() as [number, number];
  const bins = useMemo(() => {
    const counts = new Map<number, number>();
    for (const position of positions) {
      const at = x(steps[position]?.at_ns ?? 0);
      const bin = Math.floor((at - left) / binWidth);
      counts.set(bin, (counts.get(bin) ?? 0) + 1);
    }
    return [...counts];
  }, [steps, positions, left, right, start, end]);
  const most = Math.max(1, ...bins.map(([, count]) => count));
  const culprit = steps.find((step) => step.culprit);
  const base = top + height;
  return (
    <g>
      {bins.map(([bin, count]) => {
        const size = 5 + ((height - 14) * Math.log1p(count)) / Math.log1p(most);
        return (
          <rect key={bin} class="step-bar" x={left + bin * binWidth - 1} y={base - size} width={binWidth - 1} height={size} />
        );
      })}
      {culprit && <polygon class="culprit-mark" points={triangle(x(culprit.at_ns), top + 1)} />}
    </g>
  );
}

function triangle(x: number, y: number): string {
  return `${x - 5},${y} ${x + 5},${y} ${x},${y + 8}`;
}
