import { encodeText } from '../base/lossless-text.ts';
import { CSI } from './input/sequences.ts';
import type { TerminalModes } from './modes.ts';

/**
 * CSI I when the terminal gains the focus and CSI O when it loses it; empty unless the program
 * asked for focus events (?1004; ctlseqs, "FocusIn/FocusOut").
 */
export function encodeFocus(isFocused: boolean, modes: TerminalModes): Uint8Array {
  if (!modes.focusEvents) return new Uint8Array();
  return encodeText(`${CSI}${isFocused ? 'I' : 'O'}`);
}
