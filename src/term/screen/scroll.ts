import { endLineAbove } from './end-line.ts';
import type { Row } from './row.ts';
import type { Screen } from './screen.ts';

/** A part of the screen, both ends included. */
export interface Region {
  readonly top: number;
  readonly bottom: number;
}

/** IND: down one row; at the bottom margin the region scrolls instead. */
export function index(screen: Screen): void {
  if (screen.y !== screen.bottom) {
    if (screen.y < screen.height - 1) screen.y += 1;
  } else if (!screen.hasColumnMargins) scrollOneUp(screen, screen.top, screen.bottom);
  else if (screen.x >= screen.left && screen.x <= screen.right) scrollUp(screen, screen, 1);
}

/** RI: up one row; at the top margin the region scrolls instead. */
export function reverseIndex(screen: Screen): void {
  if (screen.y === screen.top) {
    if (screen.x >= screen.left && screen.x <= screen.right) scrollDown(screen, screen, 1);
  } else if (screen.y > 0) screen.y -= 1;
}

/** Moves a region up; what leaves the top of the main screen becomes history. */
export function scrollUp(screen: Screen, region: Region, count: number): void {
  const steps = Math.min(count, region.bottom - region.top + 1);
  if (screen.hasColumnMargins) {
    moveColumns(screen, region, steps);
    return;
  }
  for (let step = 0; step < steps; step += 1) scrollOneUp(screen, region.top, region.bottom);
}

function scrollOneUp(screen: Screen, top: number, bottom: number): void {
  const { grid } = screen;
  const row = grid.row(top);
  if (top === 0 && grid === screen.main) leave(screen, row);
  else endLineAbove(screen, top);
  grid.rotateUp(top, bottom);
  row.clear(screen.blank);
}

function leave(screen: Screen, row: Row): void {
  if (screen.hidden.length > 0) screen.hidden = [];
  screen.scrollOut.push(row);
}

/** Moves a region down; what leaves its bottom is gone. */
export function scrollDown(screen: Screen, region: Region, count: number): void {
  const steps = Math.min(count, region.bottom - region.top + 1);
  if (screen.hasColumnMargins) {
    moveColumns(screen, region, -steps);
    return;
  }
  const { blank, grid } = screen;
  for (let step = 0; step < steps; step += 1) {
    grid.rotateDown(region.top, region.bottom).clear(blank);
  }
  grid.row(region.bottom).wraps = false;
  endLineAbove(screen, region.top);
}

/** The same between left and right margins: cells move from row to row (`steps` up, or down if negative). */
function moveColumns(screen: Screen, { top, bottom }: Region, steps: number): void {
  const { grid, left, blank } = screen;
  const end = screen.right + 1;
  const isUp = steps > 0;
  const height = bottom - top + 1;
  endLineAbove(screen, top);
  for (let offset = 0; offset < height; offset += 1) {
    const y = isUp ? top + offset : bottom - offset;
    const row = grid.row(y);
    const from = y + steps;
    row.wraps = false;
    if (from < top || from > bottom) row.erase(left, end, blank);
    else {
      const source = grid.row(from);
      source.release(left, left, blank);
      source.release(end, end, blank);
      row.copyCells(source, left, end);
    }
  }
}
