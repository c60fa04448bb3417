import { openTerminal, restoreTerminal } from '../../term/open-terminal.ts';
import type { Terminal } from '../../term/terminal.ts';

/**
 * The main screen while the other one is shown, as it comes back when that is left; empty where the
 * engine does not tell.
 */
export function mainScreen(terminal: Terminal): Terminal {
  const saved = terminal.save({ sealedPages: false });
  if (saved === undefined) return openTerminal({ size: terminal.size });
  const copy = restoreTerminal(saved, {});
  // CAN ends whatever sequence the program is in the middle of.
  copy.write(Buffer.from('\u0018\u001B[?1049l'));
  return copy;
}
