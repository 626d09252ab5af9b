import type { Span } from "./report";

/** The faults that last at this time. */
export function faultsAt(spans: Span[], time: number): Span[] {
  return spans.filter((span) => span.kind === "fault" && span.from_ns <= time && time <= span.to_ns);
}

/** By lane, the state that was entered last before or at this time. */
export function statesAt(spans: Span[], time: number): Map<string, Span> {
  const states = new Map<string, Span>();
  for (const span of spans) {
    if (span.kind !== "state" || span.from_ns > time || time > span.to_ns) continue;
    const other = states.get(span.lane);
    if (!other || other.from_ns <= span.from_ns) states.set(span.lane, span);
  }
  return states;
}

/** A colour's number for each state, in the order in which the states first appear. */
export function colourStates(spans: Span[], colours: number): Map<string, number> {
  const numbers = new Map<string, number>();
  for (const { kind, what } of spans) {
    if (kind === "state" && !numbers.has(what)) numbers.set(what, numbers.size % colours);
  }
  return numbers;
}
