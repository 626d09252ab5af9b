import type { ScaleLinear } from "d3-scale";
import type { Bar, HistoryLayout } from "../model/history";
import type { History } from "../model/report";
import { barHeight, rowHeight } from "./history_geometry";

interface Properties {
  links: History["links"];
  layout: HistoryLayout;
  x: ScaleLinear<number, number>;
  yOf: (row: number, lane: number) => number;
}

const longestLabel = 28;
const apart = 16;

/** Arrows from what has to come first to what has to come after it, from one bar's edge to the other's. */
export function HistoryLinks({ links, layout, x, yOf }: Properties) {
  return (
    <g class="history-links">
      {links.map(({ from, to, what }, index) => {
        const first = layout.bars[from];
        const second = layout.bars[to];
        if (!first || !second) return null;
        const [y1, y2] = [yOf(first.row, first.lane), yOf(second.row, second.lane)].map((top) => top + rowHeight / 2) as [number, number];
        const isDown = y2 >= y1;
        // Down on one side of where both are, and up on the other: an arrow back does not lie on the one there.
        const aside = (isDown ? -1 : 1) * (apart + 10 * (index >> 1));
        const shared = (Math.max(first.from, second.from) + Math.min(first.to, second.to)) / 2;
        const within = (bar: Bar) => Math.min(Math.max(x(shared) + aside, x(bar.from) + 4), Math.max(x(bar.to) - 4, x(bar.from) + 4));
        const edge = first.row === second.row ? 0 : ((isDown ? 1 : -1) * barHeight) / 2;
        const [start, end] = [[within(first), y1 + edge] as const, [within(second), y2 - edge] as const];
        const label = what.length > longestLabel ? `${what.slice(0, longestLabel)}…` : what;
        return (
          <g key={index}>
            <line x1={start[0]} y1={start[1]} x2={end[0]} y2={end[1]} />
            <polygon points={head(end[0], end[1], Math.atan2(end[1] - start[1], end[0] - start[0]))} />
            <text x={(start[0] + end[0]) / 2 + (isDown ? -8 : 8)} y={(start[1] + end[1]) / 2 + 4} text-anchor={isDown ? "end" : "start"}>
              {label}
            </text>
          </g>
        );
      })}
    </g>
  );
}

function head(x: number, y: number, direction: number): string {
  const corner = (turn: number) => `${x - 9 * Math.cos(direction + turn)},${y - 9 * Math.sin(direction + turn)}`;
  return `${x},${y} ${corner(0.45)} ${corner(-0.45)}`;
}
