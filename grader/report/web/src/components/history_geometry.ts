/** Sizes of the chart of a history, in CSS pixels. */
export const rowHeight = 32;
export const barHeight = 26;
export const axisHeight = 22;

/** Between lanes; arrows and what they say need room. */
export function gapOfLanes(hasLinks: boolean): number {
  return hasLinks ? 34 : 8;
}

/** How long a bar of the conflict should be to be read. */
export const legible = 130;

export function widthOfNames(width: number): number {
  return width < 480 ? 68 : 96;
}
