import { loadState, readSize } from './state/terminal-state.ts';
import type { SealedPage, Terminal, TerminalOptions } from './terminal.ts';
import { VtTerminal } from './vt/vt-terminal.ts';
import { XtermTerminal } from './xterm/xterm-terminal.ts';

/** The engines behind the interface: stet's own, and @xterm/headless as a second opinion. */
export type Engine = 'vt' | 'xterm';

/** A new terminal with an empty screen. */
export function openTerminal(options: TerminalOptions, engine: Engine = 'vt'): Terminal {
  return engine === 'vt' ? new VtTerminal(options) : new XtermTerminal(options);
}

/**
 * A terminal as it was when `save` was called, ready for the next byte. `pages` are those of its
 * history that it was saved without. Throws CHECKPOINT_CORRUPT when the bytes are no saved terminal.
 */
export function restoreTerminal(
  bytes: Uint8Array,
  options: Omit<TerminalOptions, 'size'>,
  pages: readonly SealedPage[] = [],
): Terminal {
  const terminal = new VtTerminal({ ...options, size: readSize(bytes) });
  loadState(terminal, bytes, pages);
  return terminal;
}
