import type { ScaleLinear } from "d3-scale";
import type { Span } from "../model/report";
import { clipped } from "../model/visible";

interface Properties {
  lane: string;
  spans: Span[];
  colours: Map<string, number>;
  x: ScaleLinear<number, number>;
  top: number;
}

const characterWidth = 6.4; // of the style sheet's small text
const labelHeight = 13;
const bandHeight = 18;

/** A lane's states as a ribbon, its faults as bands. */
export function TimelineLane({ lane, spans, colours, x, top }: Properties) {
  const [left, right] = x.range() as [number, number];
  const most = Math.floor((right - left) / characterWidth);
  return (
    <g transform={`translate(0 ${top})`}>
      <text class="timeline-lane" x={left} y={labelHeight - 3}>
        {clipped(lane, most)}
      </text>
      <line class="lifeline" x1={left} x2={right} y1={labelHeight + bandHeight / 2} y2={labelHeight + bandHeight / 2} />
      {spans.map((span, index) => (
        <Band key={index} span={span} colour={colours.get(span.what) ?? 0} x={x} />
      ))}
    </g>
  );
}

function Band({ span, colour, x }: { span: Span; colour: number; x: ScaleLinear<number, number> }) {
  const from = x(span.from_ns);
  const width = Math.max(2, x(span.to_ns) - from);
  const room = Math.floor((width - 8) / characterWidth);
  return (
    <g>
      <rect
        class={span.kind === "fault" ? "fault" : `state state-${colour}`}
        x={from}
        y={labelHeight}
        width={width}
        height={bandHeight}
      >
        <title>{span.what}</title>
      </rect>
      {room >= 3 && (
        <text class="timeline-band" x={from + 4} y={labelHeight + 13}>
          {clipped(span.what, room - (span.what.length > room ? 1 : 0))}
        </text>
      )}
    </g>
  );
}
