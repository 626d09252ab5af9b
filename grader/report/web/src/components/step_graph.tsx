import type { Columns } from "../model/lanes";
import type { Span, Step } from "../model/report";
import { faultsAt, statesAt } from "../model/spans";

interface Properties {
  step: Step;
  spans: Span[];
  columns: Columns;
  colours: Map<string, number>;
  columnWidth: number;
  height: number;
}

/** One row of the chart: the lanes' lines, what lasts at this time behind them, and the step. */
export function StepGraph({ step, spans, columns, colours, columnWidth, height }: Properties) {
  const centre = (lane: string) => ((columns.columnOf.get(lane) ?? 0) + 0.5) * columnWidth;
  const band = Math.min(columnWidth - 4, 30);
  const from = centre(step.lane);
  const to = step.to === null ? from : centre(step.to);
  const middle = height / 2;
  return (
    <svg class="step-graph" width={columns.columns.length * columnWidth} height={height} aria-hidden="true">
      {faultsAt(spans, step.at_ns).map((span, index) => (
        <rect key={index} class="fault" x={centre(span.lane) - band / 2} y={0} width={band} height={height} />
      ))}
      {columns.columns.map((_, index) => (
        <line key={index} class="lifeline" x1={(index + 0.5) * columnWidth} x2={(index + 0.5) * columnWidth} y1={0} y2={height} />
      ))}
      {[...statesAt(spans, step.at_ns).values()].map((span) => (
        <rect
          key={span.lane}
          class={`state state-${colours.get(span.what) ?? 0}`}
          x={centre(span.lane) - 5}
          y={0}
          width={10}
          height={height}
        />
      ))}
      {to !== from && <Arrow from={from} to={to} y={middle} />}
      <circle class="step-dot" cx={from} cy={middle} r={step.culprit ? 6.5 : 4.5} />
    </svg>
  );
}

function Arrow({ from, to, y }: { from: number; to: number; y: number }) {
  const back = to > from ? -7 : 7;
  return (
    <>
      <line class="step-arrow" x1={from} x2={to + back} y1={y} y2={y} />
      <polygon class="step-head" points={`${to},${y} ${to + back},${y - 4.5} ${to + back},${y + 4.5}`} />
    </>
  );
}
