import type { Screen } from './screen.ts';

/** The line that ran on into the row `y` ends above it: what stands there now begins another one. */
export function endLineAbove({ grid, main, scrollOut }: Screen, y: number): void {
  if (y > 0) grid.row(y - 1).wraps = false;
  else if (grid === main) scrollOut.endLine();
}
