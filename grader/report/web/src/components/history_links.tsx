import type { ScaleLinear } from "d3-scale";
import type { HistoryLayout } from "../model/history";
import type { History } from "../model/report";
import { rowHeight } from "./history_geometry";

interface Properties {
  links: History["links"];
  layout: HistoryLayout;
  x: ScaleLinear<number, number>;
  yOf: (row: number, lane: number) => number;
}

const longestLabel = 28;

/** Arrows from what has to come first to what has to come after it. */
export function HistoryLinks({ links, layout, x, yOf }: Properties) {
  const centre = (index: number): [number, number] | null => {
    const bar = layout.bars[index];
    return bar ? [(x(bar.from) + x(bar.to)) / 2, yOf(bar.row, bar.lane) + rowHeight / 2] : null;
  };
  return (
    <g class="history-links">
      {links.map(({ from, to, what }, index) => {
        const start = centre(from);
        const end = centre(to);
        if (!start || !end) return null;
        const [[x1, y1], [x2, y2]] = [start, end];
        // Bowed to its left, so that an arrow back does not lie on the one there.
        const length = Math.max(1, Math.hypot(x2 - x1, y2 - y1));
        const bow = Math.min(60, Math.max(34, length / 4));
        const middle = [(x1 + x2) / 2 + ((y2 - y1) / length) * bow, (y1 + y2) / 2 - ((x2 - x1) / length) * bow] as const;
        const away = Math.atan2(y2 - middle[1], x2 - middle[0]);
        const label = what.length > longestLabel ? `${what.slice(0, longestLabel)}…` : what;
        const isLeft = middle[0] < (x1 + x2) / 2 - 1;
        return (
          <g key={index}>
            <path d={`M${x1},${y1} Q${middle[0]},${middle[1]} ${x2},${y2}`} />
            <polygon points={head(x2, y2, away)} />
            <text x={(x1 + 2 * middle[0] + x2) / 4 + (isLeft ? -5 : 5)} y={(y1 + 2 * middle[1] + y2) / 4 + 4} text-anchor={isLeft ? "end" : "start"}>
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
