import { formatDuration } from "./format";
import type { HistoryOperation } from "./report";

/** "1.2 ms – 3 ms", or "from 1.2 ms on" of one that never returned. */
export function whenOf({ invoked_ns, returned_ns }: HistoryOperation): string {
  if (returned_ns === null) return `from ${formatDuration(invoked_ns)} on, never returned`;
  return `${formatDuration(invoked_ns)} – ${formatDuration(returned_ns)}`;
}

/** What it was, and what became of it. */
export function labelOf({ input, output }: HistoryOperation): string {
  return `${input} → ${output ?? "nobody knows"}`;
}
