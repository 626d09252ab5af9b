import { useId, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { useWidth } from "../hooks/size";
import { layOut } from "../model/lanes";
import type { Span, Step } from "../model/report";
import { colourStates } from "../model/spans";
import { LaneHeader } from "./lane_header";
import { StepRow } from "./step_row";
import { mostColumns, stateColours, widthOfColumn } from "./step_geometry";

const rowHeight = 46;
const rowsInView = 11;
const rowsBeyond = 6;

interface Properties {
  steps: Step[];
  spans: Span[];
  positions: number[];
  index: number; // in positions
  onSelect: (position: number) => void;
}

/** The sequence, a row a step. Only the rows in view are in the page. */
export function StepList({ steps, spans, positions, index, onSelect }: Properties) {
  const [box, width] = useWidth<HTMLDivElement>(600);
  const list = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const id = useId();
  const height = Math.min(rowsInView, Math.max(1, positions.length)) * rowHeight;
  const shown = useMemo(() => positions.flatMap((position) => steps[position] ?? []), [steps, positions]);
  const columns = useMemo(() => layOut(shown, spans, mostColumns(width), steps), [shown, spans, width, steps]);
  const colours = useMemo(() => colourStates(spans, stateColours), [spans]);
  const columnWidth = widthOfColumn(width, columns.columns.length);

  useLayoutEffect(() => {
    const element = list.current;
    if (!element) return;
    const wanted = index * rowHeight;
    const isAbove = wanted < element.scrollTop + rowHeight;
    const isBelow = wanted > element.scrollTop + height - 2 * rowHeight;
    if (isAbove || isBelow) element.scrollTop = Math.max(0, wanted - height / 2 + rowHeight / 2);
  }, [index, height, positions]);

  const first = Math.max(0, Math.floor(top / rowHeight) - rowsBeyond);
  const last = Math.min(positions.length, Math.ceil((top + height) / rowHeight) + rowsBeyond);
  const rows = [];
  for (let row = first; row < last; ++row) {
    const position = positions[row];
    const step = position === undefined ? undefined : steps[position];
    if (position === undefined || !step) continue;
    rows.push(
      <StepRow
        key={position}
        id={`${id}-${row}`}
        step={step}
        spans={spans}
        columns={columns}
        colours={colours}
        columnWidth={columnWidth}
        top={row * rowHeight}
        height={rowHeight}
        isCurrent={row === index}
        number={row + 1}
        count={positions.length}
        onSelect={() => onSelect(position)}
      />,
    );
  }
  return (
    <div class="step-list" ref={box}>
      <LaneHeader columns={columns.columns} columnWidth={columnWidth} />
      <div
        ref={list}
        class="step-scroll"
        role="listbox"
        aria-label="Steps"
        tabIndex={0}
        aria-activedescendant={positions.length > 0 ? `${id}-${index}` : undefined}
        style={{ height: `${height}px` }}
        onScroll={(event) => setTop(event.currentTarget.scrollTop)}
      >
        <div class="step-rows" role="presentation" style={{ height: `${positions.length * rowHeight}px` }}>
          {rows}
        </div>
      </div>
    </div>
  );
}
