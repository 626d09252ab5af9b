import type { Step } from "./report";

export interface StepFilter {
  lane: string; // empty: all
  text: string;
}

/** The positions of the steps that the filter lets through. */
export function matching(steps: Step[], filter: StepFilter): number[] {
  const text = filter.text.trim().toLocaleLowerCase();
  const positions: number[] = [];
  steps.forEach((step, position) => {
    if (filter.lane !== "" && step.lane !== filter.lane && step.to !== filter.lane) return;
    if (text !== "" && !`${step.lane} ${step.to ?? ""} ${step.what}`.toLocaleLowerCase().includes(text)) return;
    positions.push(position);
  });
  return positions;
}

/** Where to begin reading: the step that decided the verdict, or the last. */
export function decisiveStep(steps: Step[]): number {
  const culprit = steps.findIndex((step) => step.culprit);
  return culprit >= 0 ? culprit : steps.length - 1;
}

/** The last of `positions` whose step is not after `time`; else the first. */
export function positionAt(steps: Step[], positions: number[], time: number): number {
  let low = 0;
  let high = positions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const step = steps[positions[middle] ?? 0];
    if (step && step.at_ns <= time) low = middle + 1;
    else high = middle;
  }
  return positions[Math.max(0, low - 1)] ?? 0;
}

/** The one of `positions` that is `position`, or else the nearest before it, or the first. */
export function nearestIndex(positions: number[], position: number): number {
  let nearest = 0;
  for (let index = 0; index < positions.length; ++index) {
    if ((positions[index] ?? 0) <= position) nearest = index;
    else break;
  }
  return nearest;
}
