const NAMED = `Enter Tab Shift+Tab Escape Space Backspace Delete Insert Home End PageUp PageDown
  Up Down Left Right F1 F2 F3 F4 F5 F6 F7 F8 F9 F10 F11 F12`.split(/\s+/);

const CONTROLS = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ', (letter) => `Ctrl+${letter}`);

/** Keys that a shell offers; there are many more combinations. */
export const keyNames: readonly string[] = [...NAMED, ...CONTROLS];
