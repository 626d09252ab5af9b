/** Rubric points are exact decimals with two places; here they are whole hundredths. */
export type Hundredths = number;

export function toHundredths(points: string): Hundredths {
  const [, sign = "", whole = "0", fraction = ""] = /^(-?)(\d+)(?:\.(\d{1,2}))?$/.exec(points) ?? [];
  const size = Number(whole) * 100 + Number(fraction.padEnd(2, "0"));
  return sign === "-" ? -size : size;
}

/** Without trailing zeros: "12", "7.5", "0.25". */
export function formatPoints(hundredths: Hundredths): string {
  return String(hundredths / 100);
}

export function withUnit(hundredths: Hundredths): string {
  return `${formatPoints(hundredths)} ${hundredths === 100 ? "point" : "points"}`;
}

export interface Shares {
  earned: Hundredths;
  open: Hundredths;
  lost: Hundredths;
  possible: Hundredths;
}

/** earned + lost + open = possible. */
export function sharesOf(score: { earned: string; open: string; possible: string }): Shares {
  const earned = toHundredths(score.earned);
  const open = toHundredths(score.open);
  const possible = toHundredths(score.possible);
  return { earned, open, lost: possible - earned - open, possible };
}
