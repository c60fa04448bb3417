import { restoreTerminal } from '../../term/open-terminal.ts';
import type { Terminal } from '../../term/terminal.ts';

/** The main screen while the other one is shown, as it comes back when that is left. */
export function mainScreen(terminal: Terminal): Terminal {
  const copy = restoreTerminal(terminal.save({ sealedPages: false }) ?? new Uint8Array(), {});
  // CAN ends whatever sequence the program is in the middle of.
  copy.write(Buffer.from('\u0018\u001B[?1049l'));
  return copy;
}
