import type { History, HistoryOperation } from "./report";

/** A lane of the chart: a client, with as many rows as it has operations at once. */
export interface HistoryLane {
  name: string;
  top: number; // its first row
  rows: number;
}

/** Where an operation is drawn. */
export interface Bar {
  index: number; // of the operation
  lane: number;
  row: number; // of all rows
  from: number;
  to: number;
}

export interface HistoryLayout {
  lanes: HistoryLane[];
  bars: Bar[]; // in the order of the operations
  rows: number;
  extent: [number, number];
}

const mostRowsOfALane = 4;
const byNumber = new Intl.Collator("en", { numeric: true });

/** The time from the first invocation to the last moment that anything is known of. */
function extentOf(operations: HistoryOperation[]): [number, number] {
  let start = Number.POSITIVE_INFINITY;
  let end = Number.NEGATIVE_INFINITY;
  for (const { invoked_ns, returned_ns } of operations) {
    start = Math.min(start, invoked_ns);
    end = Math.max(end, invoked_ns, returned_ns ?? invoked_ns);
  }
  if (!(start < end)) return [start === Number.POSITIVE_INFINITY ? 0 : start, end === Number.NEGATIVE_INFINITY ? 1 : end + 1];
  return [start, end + (end - start) / 40]; // so that one which never returned is seen to go on
}

/** What overlaps within a lane, as after an answer that was lost, has rows of its own. */
export function layOutHistory(operations: HistoryOperation[]): HistoryLayout {
  const extent = extentOf(operations);
  const names = [...new Set(operations.map(({ lane }) => lane))].sort(byNumber.compare);
  const numberOf = new Map(names.map((name, number) => [name, number]));
  const ends: number[][] = names.map(() => []);
  const placed = operations.map((operation, index) => {
    const lane = numberOf.get(operation.lane) ?? 0;
    const from = operation.invoked_ns;
    const to = Math.max(from, operation.returned_ns ?? extent[1]);
    const rows = ends[lane] ?? [];
    let row = rows.findIndex((end) => end <= from);
    if (row < 0) row = Math.min(rows.length, mostRowsOfALane - 1);
    rows[row] = Math.max(rows[row] ?? to, to);
    return { index, lane, row, from, to };
  });
  let rows = 0;
  const lanes = names.map((name, number) => {
    const lane = { name, top: rows, rows: ends[number]?.length ?? 1 };
    rows += lane.rows;
    return lane;
  });
  const bars = placed.map((bar) => ({ ...bar, row: (lanes[bar.lane]?.top ?? 0) + bar.row }));
  return { lanes, bars, rows, extent };
}

/** Where to begin: the first operation of the conflict, or the last of all. */
export function decisiveOperation({ operations }: History): number {
  const first = operations.findIndex(({ conflict }) => conflict);
  return first >= 0 ? first : Math.max(0, operations.length - 1);
}

/** The next operation of the conflict after (or before) one, going round. */
export function nextConflict(operations: HistoryOperation[], index: number, direction: 1 | -1): number {
  for (let step = 1; step <= operations.length; ++step) {
    const at = (((index + direction * step) % operations.length) + operations.length) % operations.length;
    if (operations[at]?.conflict) return at;
  }
  return index;
}

/** In the next lane that way, the operation nearest in time; else the same one. */
export function beside(layout: HistoryLayout, index: number, direction: 1 | -1): number {
  const here = layout.bars[index];
  if (!here) return index;
  const middle = (here.from + here.to) / 2;
  let nearest = index;
  let least = Number.POSITIVE_INFINITY;
  for (const bar of layout.bars) {
    if (bar.lane !== here.lane + direction) continue;
    const distance = Math.max(0, bar.from - middle, middle - bar.to);
    if (distance < least) {
      least = distance;
      nearest = bar.index;
    }
  }
  return nearest;
}

export const mostZoom = 64;
const widest = 24_000; // CSS pixels, well below what browsers can lay out

/** By what the whole has to be stretched so that the conflict's bars can be read. */
export function zoomToRead(layout: HistoryLayout, operations: HistoryOperation[], width: number, wanted: number): number {
  const [start, end] = layout.extent;
  const lengths = layout.bars
    .filter(({ index }) => operations[index]?.conflict)
    .map(({ from, to }) => ((to - from) / (end - start)) * width);
  const shortest = Math.min(...lengths.filter((length) => length > 0));
  if (!Number.isFinite(shortest)) return 1;
  return clampZoom(2 ** Math.ceil(Math.log2(wanted / shortest)), width);
}

export function clampZoom(zoom: number, width: number): number {
  return Math.max(1, Math.min(zoom, mostZoom, Math.floor(widest / Math.max(1, width))));
}
