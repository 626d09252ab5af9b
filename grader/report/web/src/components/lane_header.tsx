import type { Column } from "../model/lanes";
import { isUpright } from "./step_geometry";

/** The names above the columns; the rows name their lanes again, in words. */
export function LaneHeader({ columns, columnWidth }: { columns: Column[]; columnWidth: number }) {
  return (
    <div class={isUpright(columnWidth) ? "lane-header lane-header-upright" : "lane-header"} aria-hidden="true">
      {columns.map(({ name, lanes }, index) => (
        <span key={index} class="lane-name" style={{ width: `${columnWidth}px` }}>
          <span>
            {name}
            {lanes > 1 && ` (${lanes})`}
          </span>
        </span>
      ))}
    </div>
  );
}
