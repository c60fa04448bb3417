import { encodeText } from '../base/lossless-text.ts';
import { CSI } from './input/sequences.ts';
import type { TerminalModes } from './modes.ts';

/** A paste, ready to send. */
export interface Paste {
  readonly bytes: Uint8Array;
  /** Was the text wrapped, so that the program knows a paste from typing? */
  readonly isBracketed: boolean;
  /** Control characters that became spaces. */
  readonly replaced: number;
}

/**
 * Text as a terminal pastes it. Bracketed by CSI 200 ~ and CSI 201 ~ only under ?2004 (ctlseqs,
 * "Bracketed Paste Mode"), with its line ends kept; otherwise every line end is a CR, as Enter is
 * (kitty's paste_text). The control characters that xterm does not paste (disallowedPasteControls:
 * BS, DEL, ENQ, EOT, ESC, NUL and those of stty) become spaces, and so do C1 controls; so the text
 * can neither end the paste early nor send a signal.
 */
export function encodePaste(text: string, modes: TerminalModes): Paste {
  let replaced = 0;
  const harmless = text.replaceAll(NOT_PASTED, () => {
    replaced += 1;
    return ' ';
  });
  const isBracketed = modes.bracketedPaste;
  const sent = isBracketed
    ? `${CSI}200~${harmless}${CSI}201~`
    : harmless.replaceAll(/\r\n|\n/g, '\r');
  return { bytes: encodeText(sent), isBracketed, replaced };
}

/**
 * NUL, ^C, ^D, ENQ, BS, ^O, ^Q, ^R, ^S, ^U, ^V, ^W, ^Z, ESC, ^\, DEL and C1; and the lone
 * surrogates that stand for the bytes 0x80 to 0x9F of text that is not UTF-8.
 */
const NOT_PASTED =
  // eslint-disable-next-line no-control-regex -- control characters are what this file is about
  /[\0\u0003-\u0005\b\u000F\u0011-\u0013\u0015-\u0017\u001A-\u001C\u007F-\u009F\uDC80-\uDC9F]/gu;
