import type { Comparison } from "./report";

/** Each pair as a ratio, turned as the comparison's own is: more is better. */
export function pairRatios({ pairs, ratio }: Comparison): number[] {
  const direct = pairs
    .map(({ subject, baseline }) => (subject !== null && baseline !== null ? subject / baseline : Number.NaN))
    .filter((value) => Number.isFinite(value) && value > 0);
  if (ratio === null || direct.length === 0) return direct;
  const middle = [...direct].sort((a, b) => a - b)[direct.length >> 1] ?? 1;
  const isTurned = Math.abs(Math.log(1 / middle / ratio)) < Math.abs(Math.log(middle / ratio));
  return isTurned ? direct.map((value) => 1 / value) : direct;
}

export type Standing = "above" | "below" | "across" | "without a bar";

/** A bar is passed or failed only where the whole interval lies on one side of it. */
export function standing({ low, high, bar }: Comparison): Standing {
  if (bar === null || low === null || high === null) return "without a bar";
  if (low >= bar) return "above";
  return high < bar ? "below" : "across";
}

export const standingWords: Record<Standing, string> = {
  above: "passes: the whole interval is at or above the bar",
  below: "fails: the whole interval is below the bar",
  across: "undecided: the bar lies inside the interval",
  "without a bar": "measured, with no bar to pass",
};
