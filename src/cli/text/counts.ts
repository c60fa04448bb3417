/** "1 pane", "12,431 lines". */
export function countOf(count: number, thing: string): string {
  return `${groupDigits(count)} ${thing}${count === 1 ? '' : 's'}`;
}

/** "7 windows, 30 tabs, 38 panes, 12,431 lines": what a checkpoint holds. */
export function contentsOf(held: {
  readonly windows: number;
  readonly tabs: number;
  readonly panes: number;
  readonly lines?: number;
}): string {
  return [
    countOf(held.windows, 'window'),
    countOf(held.tabs, 'tab'),
    countOf(held.panes, 'pane'),
    ...(held.lines === undefined ? [] : [countOf(held.lines, 'line')]),
  ].join(', ');
}

/** "12,431" wherever one is. */
export function groupDigits(count: number): string {
  return String(count).replaceAll(/\B(?=(?:\d{3})+$)/g, ',');
}

/** "18 B", "1.2 MB": decimal units. */
export function sizeOf(sizeBytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const power = Math.min(Math.floor(Math.log10(Math.max(sizeBytes, 1)) / 3), units.length - 1);
  const size = sizeBytes / 1000 ** power;
  return `${power === 0 ? size : size.toFixed(1)} ${units[power] ?? 'B'}`;
}
