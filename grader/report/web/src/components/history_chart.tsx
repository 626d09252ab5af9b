import { scaleLinear } from "d3-scale";
import type { TargetedKeyboardEvent } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { useWidth } from "../hooks/size";
import { type HistoryLayout, clampZoom, mostZoom, zoomToRead } from "../model/history";
import type { History, HistoryOperation } from "../model/report";
import { HistoryBar } from "./history_bar";
import { axisHeight, barHeight, gapOfLanes, legible, rowHeight, widthOfNames } from "./history_geometry";
import { HistoryLinks } from "./history_links";
import { TimelineAxis } from "./timeline_axis";
import { ZoomControls } from "./zoom_controls";

interface Properties {
  operations: HistoryOperation[];
  links: History["links"];
  layout: HistoryLayout;
  current: number;
  zoom: number | null; // null: as it takes to read the conflict
  onZoom: (zoom: number) => void;
  onKeyDown: (event: KeyboardEvent) => void;
  onSelect: (index: number) => void;
  onPoint: (index: number | null) => void;
}

/** Lanes of bars that scroll sideways below each other's time; the lanes' names stay in view. */
export function HistoryChart(properties: Properties) {
  const { operations, links, layout, current, onZoom, onKeyDown, onSelect, onPoint } = properties;
  const [box, width] = useWidth<HTMLDivElement>(600);
  const scroll = useRef<HTMLDivElement>(null);
  const id = useId();
  const names = widthOfNames(width);
  const laneGap = gapOfLanes(links.length > 0);
  const plain = Math.max(80, width - names - 2);
  const zoom = clampZoom(properties.zoom ?? zoomToRead(layout, operations, plain, legible), plain);
  const x = scaleLinear(layout.extent, [6, plain * zoom - 6]);
  const yOf = (row: number, lane: number) => row * rowHeight + lane * laneGap + laneGap;
  const height = layout.rows * rowHeight + (layout.lanes.length + 1) * laneGap;
  const here = layout.bars[current];

  useLayoutEffect(() => {
    const element = scroll.current;
    if (!element || !here) return;
    const [from, to] = [x(here.from), x(here.to)];
    const [left, right] = [element.scrollLeft, element.scrollLeft + plain];
    if (from >= left && Math.min(to, from + legible) <= right) return;
    element.scrollLeft = Math.max(0, (from + Math.min(to, from + plain)) / 2 - plain / 2);
  }, [current, zoom, plain]);

  return (
    <div class="history-box" ref={box}>
      <ZoomControls zoom={zoom} most={clampZoom(mostZoom, plain)} onZoom={onZoom} />
      <div
        ref={scroll}
        class="history-scroll"
        role="listbox"
        aria-label="Operations"
        aria-orientation="horizontal"
        tabIndex={0}
        aria-activedescendant={`${id}-${current}`}
        style={{ "--names": `${names}px` }}
        onKeyDown={(event: TargetedKeyboardEvent<HTMLDivElement>) => onKeyDown(event)}
      >
        <div class="history-names" role="presentation" style={{ width: `${names}px` }}>
          {layout.lanes.map(({ name, top, rows }, lane) => (
            <span key={name} class="history-name" aria-hidden="true" style={{ top: `${yOf(top, lane)}px`, height: `${rows * rowHeight}px` }}>
              <span>{name}</span>
            </span>
          ))}
        </div>
        <div
          class="history-lanes"
          role="presentation"
          style={{ width: `${plain * zoom}px`, height: `${height + axisHeight}px` }}
          onPointerLeave={() => onPoint(null)}
        >
          {layout.lanes.map(({ name, top, rows }, lane) => (
            <span
              key={name}
              class={lane % 2 === 0 ? "history-lane" : "history-lane history-lane-odd"}
              aria-hidden="true"
              style={{ top: `${yOf(top, lane) - laneGap / 2}px`, height: `${rows * rowHeight + laneGap}px` }}
            />
          ))}
          {layout.bars.map((bar) => {
            const operation = operations[bar.index];
            if (!operation) return null;
            return (
              <HistoryBar
                key={bar.index}
                id={`${id}-${bar.index}`}
                operation={operation}
                left={x(bar.from)}
                width={x(bar.to) - x(bar.from)}
                top={yOf(bar.row, bar.lane) + (rowHeight - barHeight) / 2}
                isCurrent={bar.index === current}
                number={bar.index + 1}
                count={operations.length}
                onSelect={() => onSelect(bar.index)}
                onPoint={() => onPoint(bar.index)}
              />
            );
          })}
          <svg class="history-over" aria-hidden="true" width={plain * zoom} height={height + axisHeight}>
            <HistoryLinks links={links} layout={layout} x={x} yOf={yOf} />
            <TimelineAxis x={x} top={height} />
          </svg>
        </div>
      </div>
    </div>
  );
}
