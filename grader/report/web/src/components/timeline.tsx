import { scaleLinear } from "d3-scale";
import { useMemo } from "preact/hooks";
import { useWidth } from "../hooks/size";
import { formatDuration } from "../model/format";
import type { Span, Step } from "../model/report";
import { colourStates } from "../model/spans";
import { stateColours } from "./step_geometry";
import { TimelineAxis } from "./timeline_axis";
import { TimelineLane } from "./timeline_lane";
import { TimelineSteps } from "./timeline_steps";

const margin = 8;
const laneHeight = 36;
const stepsHeight = 30;
const axisHeight = 20;
const mostLanes = 8;

interface Properties {
  steps: Step[];
  spans: Span[];
  positions: number[];
  current: Step | undefined;
  onTime: (time: number) => void;
}

/** All of a scenario's time at a glance, true to scale, and the slider that scrubs it. */
export function Timeline({ steps, spans, positions, current, onTime }: Properties) {
  const [box, width] = useWidth<HTMLDivElement>(600);
  const [start, end] = useMemo(() => extentOf(steps, spans), [steps, spans]);
  const lanes = useMemo(() => [...new Set(spans.map(({ lane }) => lane))], [spans]);
  const colours = useMemo(() => colourStates(spans, stateColours), [spans]);
  const x = scaleLinear([start, end], [margin, width - margin]);
  const shown = lanes.slice(0, mostLanes);
  const stepsTop = shown.length * laneHeight;
  const height = stepsTop + stepsHeight + axisHeight;
  const scrub = (event: PointerEvent) => {
    if (event.buttons !== 1 || !(event.currentTarget instanceof Element)) return;
    onTime(x.invert(event.clientX - event.currentTarget.getBoundingClientRect().left));
  };
  const now = current ? x(current.at_ns) : margin;
  return (
    <div class="timeline" ref={box}>
      <svg
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        aria-hidden="true"
        onPointerDown={scrub}
        onPointerMove={scrub}
      >
        {shown.map((lane, row) => (
          <TimelineLane
            key={lane}
            lane={lane}
            spans={spans.filter((span) => span.lane === lane)}
            colours={colours}
            x={x}
            top={row * laneHeight}
          />
        ))}
        <TimelineSteps steps={steps} positions={positions} x={x} top={stepsTop} height={stepsHeight} />
        <TimelineAxis x={x} top={stepsTop + stepsHeight} />
        <line class="cursor" x1={now} x2={now} y1={0} y2={stepsTop + stepsHeight} />
      </svg>
      {lanes.length > mostLanes && (
        <p class="muted">{lanes.length - mostLanes} more lanes with faults or states are in the list below.</p>
      )}
      <input
        type="range"
        class="scrub"
        aria-label="Virtual time"
        aria-valuetext={current ? formatDuration(current.at_ns) : ""}
        min={start}
        max={end}
        step="any"
        value={current?.at_ns ?? start}
        onInput={(event) => onTime(Number(event.currentTarget.value))}
      />
    </div>
  );
}

function extentOf(steps: Step[], spans: Span[]): [number, number] {
  let start = Number.POSITIVE_INFINITY;
  let end = Number.NEGATIVE_INFINITY;
  for (const { at_ns } of steps) {
    start = Math.min(start, at_ns);
    end = Math.max(end, at_ns);
  }
  for (const { from_ns, to_ns } of spans) {
    start = Math.min(start, from_ns);
    end = Math.max(end, to_ns);
  }
  return start < end ? [start, end] : [start, start + 1];
}
