const ESC = '\u001B';
const MOUSE = [9, 1000, 1002, 1003, 1005, 1006, 1015, 1016];
const FOCUS_PASTE_SYNC_COLOURS_SIZE = [1004, 2004, 2026, 2031, 2048];

/** Keeps the terminal's title and starts at the top; what stood there has been scrolled away. */
export const TAKE_OVER = `${ESC}[22;0t${ESC}[H`;

/**
 * Undoes what any program may have switched on: first on its alternate screen, where it has a
 * keyboard mode of its own, then on the main one. Ends on a fresh line at the bottom.
 */
export const GIVE_BACK = [
  `${ESC}[<99u`,
  `${ESC}[?1049l`,
  `${ESC}[<99u`,
  `${ESC}[>4m`,
  modesOff([...MOUSE, ...FOCUS_PASTE_SYNC_COLOURS_SIZE]),
  `${ESC}[!p${ESC}[?7h${ESC}[?25h`,
  `${ESC}[0 q${ESC}(B${ESC}[m`,
  `${ESC}]104${ESC}\\${ESC}]110${ESC}\\${ESC}]111${ESC}\\${ESC}]112${ESC}\\`,
  `${ESC}[23;0t`,
  `${ESC}[r${ESC}[999;1H\r\n`,
].join('');

function modesOff(modes: readonly number[]): string {
  return modes.map((mode) => `${ESC}[?${mode}l`).join('');
}
