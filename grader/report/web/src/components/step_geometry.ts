/** How many colours the style sheet has for states. */
export const stateColours = 6;

const narrowest = 20; // CSS pixels of a column that can still be told from the next
const widest = 92;

/** How wide the columns may be together. */
function room(width: number): number {
  return width < 560 ? width * 0.42 : width * 0.52;
}

export function mostColumns(width: number): number {
  return Math.max(3, Math.min(16, Math.floor(room(width) / narrowest)));
}

export function widthOfColumn(width: number, columns: number): number {
  return Math.max(narrowest, Math.min(widest, Math.floor(room(width) / Math.max(1, columns))));
}

/** Whether names stand upright above their columns. */
export function isUpright(columnWidth: number): boolean {
  return columnWidth < 76;
}
