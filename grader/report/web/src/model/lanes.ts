import type { Span, Step } from "./report";

/** A column of the chart: one lane, or several that differ only in a number. */
export interface Column {
  name: string;
  lanes: number; // how many it stands for
}

export interface Columns {
  columns: Column[];
  columnOf: Map<string, number>; // by lane
}

/** Who acts of itself stands left, who has states beside it, then who has faults, then who is acted upon first. */
function ranks(steps: Step[], spans: Span[]): Map<string, number> {
  const order = new Map<string, number>();
  const put = (lane: string, rank: number) => {
    if (!order.has(lane)) order.set(lane, rank);
  };
  for (const span of spans) if (span.kind === "state") put(span.lane, 1);
  for (const span of spans) if (span.kind === "fault") put(span.lane, 2);
  for (const step of steps) {
    put(step.lane, 0);
    if (step.to !== null) put(step.to, 3);
  }
  return order;
}

function withoutNumber(lane: string): string {
  return lane.replace(/\s*\d+$/, "");
}

function inOrder(steps: Step[], spans: Span[], all: Step[]): string[] {
  const rank = ranks(all, spans);
  const seen = new Set<string>();
  for (const step of steps) {
    seen.add(step.lane);
    if (step.to !== null) seen.add(step.to);
  }
  for (const span of spans) seen.add(span.lane);
  const lanes = [...seen];
  return lanes.sort((a, b) => (rank.get(a) ?? 0) - (rank.get(b) ?? 0)); // stable: else as they appear
}

/**
 * The columns for these steps out of `all`, at most `most`: lanes that differ in a number share
 * one where there are more.
 */
export function layOut(steps: Step[], spans: Span[], most: number, all = steps): Columns {
  const lanes = inOrder(steps, spans, all);
  const nameOf = (lane: string) => (lanes.length > most ? withoutNumber(lane) || lane : lane);
  const columns: Column[] = [];
  const byName = new Map<string, number>();
  const columnOf = new Map<string, number>();
  for (const lane of lanes) {
    const name = nameOf(lane);
    let index = byName.get(name);
    if (index === undefined && columns.length < most) {
      index = columns.push({ name, lanes: 0 }) - 1;
      byName.set(name, index);
    }
    index ??= most - 1;
    const column = columns[index];
    if (column) {
      column.lanes += 1;
      if (!byName.has(name)) column.name = "others";
    }
    columnOf.set(lane, index);
  }
  return { columns, columnOf };
}
