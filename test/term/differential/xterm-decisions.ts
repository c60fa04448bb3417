import type { VtTerminal } from '../../../src/term/vt/vt-terminal.ts';
import { wideTail } from '../../../src/term/screen/row.ts';
import { styleFlag } from '../../../src/term/screen/style-table.ts';
import { widthOf } from '../../../src/term/unicode/code-points.ts';

type Screen = VtTerminal['vt']['screen'];

const UNDERLINE = 7 << 9;
const CSI = '\u001B[';

/** A place where xterm.js 6.0 and we differ on purpose, and how to recognize it before it happens. */
export interface Decision {
  readonly because: string;
  readonly applies: (sequence: string, ours: VtTerminal) => boolean;
  /** What both engines show differently. */
  readonly example: Example;
}

/** A sequence that falls under a decision, and what to write before and after it, on 6 by 3 cells. */
export interface Example {
  readonly before?: string;
  readonly sequence: string;
  readonly after?: string;
}

/** Sequences that fall under one of these are not compared with xterm.js. */
export const decisions: readonly Decision[] = [
  {
    because: 'with a pending wrap CBT does nothing in xterm.js: it stands past the end',
    applies: (sequence, { vt }) => vt.screen.pendingWrap && isCsi(sequence, /^[\d;]*Z$/),
    example: { before: 'abcdef', sequence: `${CSI}Z` },
  },
  {
    because:
      'without DECAWM no wrap is pending, but xterm.js stands past the end and erases nothing',
    applies: (sequence, { modes, vt }) =>
      vt.screen.pendingWrap && !modes.autoWrap && isCsi(sequence, /^\??0*(?:;[\d;]*)?[JK]$/),
    example: { before: `${CSI}?7labcdef`, sequence: `${CSI}K` },
  },
  {
    because: 'xterm.js takes SGR 59 for a white underline',
    applies: (sequence) => /[[;]59[;m]/.test(sequence),
    example: { before: `${CSI}4m`, sequence: `${CSI}59m`, after: 'a' },
  },
  {
    because: 'ICH in the middle of a wide character moves its second half alone in xterm.js',
    applies: (sequence, { vt }) =>
      isCsi(sequence, /^[\d;]*(?:@|'\}| A)$/) && touchesTail(vt.screen),
    example: { before: `漢字${CSI}1;2H`, sequence: `${CSI}@` },
  },
  {
    because: 'in origin mode xterm.js adds the top margin to every relative move',
    applies: (sequence, { modes, vt }) =>
      modes.origin && vt.screen.top > 0 && /\[[\d;]*[A-Ga-e`]$/.test(sequence),
    example: { before: `${CSI}2;3r${CSI}?6h`, sequence: `${CSI}2G` },
  },
  {
    because:
      'xterm.js has margins and tab stops for each screen; in xterm and here they are shared',
    applies: (sequence, { vt }) =>
      /\?(?:47|1047|1049)[hl]/.test(sequence) && (hasMargins(vt.screen) || hasOtherTabs(vt.screen)),
    example: { before: `${CSI}2;3r`, sequence: `${CSI}?1049h`, after: `${CSI}Ha\r\n\n\nb` },
  },
  {
    because:
      'DECRC keeps the underline and moves with the history in xterm.js, and forgets a pending wrap',
    applies: (sequence, { vt }) =>
      (sequence.includes('?1049h') && vt.screen.pendingWrap) ||
      (sequence.includes('?1049l') && !isRestorable(vt.screen)),
    example: {
      before: `${CSI}4:3m${CSI}?1049h${CSI}4m`,
      sequence: `${CSI}?1049l`,
      after: 'a',
    },
  },
  {
    because: 'IL and DL outside of the margins do nothing, but end a pending wrap in xterm.js',
    applies: (sequence, { vt }) => vt.screen.pendingWrap && /\[[\d;]*[LM]$/.test(sequence),
    example: { before: `${CSI}2;3rabcdef`, sequence: `${CSI}L`, after: 'x' },
  },
  {
    because:
      'in insert mode the blanks for a wide character cut in half get the whole rendition in xterm.js',
    applies: (sequence, { modes, vt }) =>
      modes.insert && isText(sequence) && (hasWide(sequence) || hasWideRow(vt.screen)),
    example: { before: `a漢${CSI}1;4H漢${CSI}1;2H${CSI}4;41h${CSI}4m`, sequence: 'xy' },
  },
  {
    because: 'without DECAWM xterm.js writes over half a wide character at the edge',
    applies: (sequence, { modes, vt }) =>
      !modes.autoWrap && isPrinting(sequence) && (hasWide(sequence) || hasWideRow(vt.screen)),
    example: { before: `${CSI}?7lab漢字`, sequence: 'x' },
  },
  {
    because:
      'SGR 0 ends the protection of DECSCA in xterm.js; in xterm and here it is no rendition',
    applies: (sequence, { vt }) =>
      (vt.screen.pen.flags & styleFlag.protected) !== 0 && /[[;]0?(?:;.*)?m$/.test(sequence),
    example: { before: `${CSI}1"q`, sequence: `${CSI}0m`, after: `a${CSI}0"q${CSI}?2K` },
  },
  {
    because: 'RIS leaves a hidden cursor hidden in xterm.js',
    applies: (sequence, { modes }) => sequence === '\u001Bc' && !modes.cursorVisible,
    example: { before: `${CSI}?25l`, sequence: '\u001Bc' },
  },
  {
    because: 'xterm.js takes a row for a continuation even after IL moved a blank one before it',
    applies: (sequence, { modes, cursor }) =>
      sequence === '\b' && modes.reverseWrap && cursor.x === 0,
    example: {
      before: `${CSI}?45habcdefgh${CSI}2H${CSI}L${CSI}3H`,
      sequence: '\b',
    },
  },
  {
    because: 'DECRC brings back all that DECSC saved, which xterm.js does in parts',
    applies: (sequence) => sequence === '\u001B8' || sequence.includes('?1048l'),
    example: {
      before: `${CSI}2;3r${CSI}?6h\u001B7${CSI}?6l`,
      sequence: '\u001B8',
      after: `${CSI}Ha`,
    },
  },
  {
    because: '"_" is a blank of DEC special graphics, and stays "_" in xterm.js',
    applies: (sequence, { vt }) => sequence.includes('_') && !vt.screen.charsets.isPlain,
    example: { before: '\u001B(0', sequence: 'q_q' },
  },
  {
    because: 'xterm.js has neither DECBI nor DECFI',
    applies: (sequence) => /^[69]/.test(sequence.slice(1)) && !isText(sequence),
    example: { before: `ab${CSI}H`, sequence: '\u001B6' },
  },
  {
    because: 'a colour of no known kind: we pass over its kind alone, xterm.js over more',
    applies: (sequence) => isCsi(sequence, /[345]8[;:](?![25](?:[;:]|m)).*m$/),
    example: { sequence: `${CSI}38;3;1m`, after: 'a' },
  },
  {
    because: 'xterm.js has national character sets; we have none, as xterm without DECNRCM',
    applies: (sequence) => /^[()*+][^0AB]|^[-./]/.test(sequence.slice(1)) && !isText(sequence),
    example: { sequence: '\u001B(K', after: '|' },
  },
  {
    because: 'DECALN takes the rendition along and leaves the margins in xterm.js',
    applies: (sequence, { vt }) =>
      sequence === '\u001B#8' && (!isPlain(vt.screen.pen) || hasMargins(vt.screen)),
    example: { before: `${CSI}41m`, sequence: '\u001B#8' },
  },
  {
    because: 'DECIC and DECDC begin at column 0 in xterm.js when a wrap is pending',
    applies: (sequence, { vt }) => vt.screen.pendingWrap && /'[}~]$/.test(sequence),
    example: { before: 'abcdef', sequence: `${CSI}'}` },
  },
  {
    because: 'DECSC does not keep a pending wrap in xterm.js',
    applies: (sequence, { vt }) =>
      vt.screen.pendingWrap && (sequence.startsWith('\u001B7') || sequence.includes('?1048h')),
    example: { before: 'abcdef', sequence: '\u001B7', after: `${CSI}H\u001B8x` },
  },
  {
    because: 'SD leaves unstyled blanks in xterm.js; ours have the background, as in xterm',
    applies: (sequence, { vt }) => sequence.endsWith('T') && vt.screen.pen.background !== 0,
    example: { before: `${CSI}41m`, sequence: `${CSI}T` },
  },
  {
    because: 'ill-formed UTF-8 is U+FFFD for each maximal part here, and nothing in xterm.js',
    applies: (sequence) => /[\uDC80-\uDCFF]/u.test(sequence),
    example: { sequence: '\uDC80a' },
  },
  {
    because: 'xterm.js knows IND, NEL and HTS as C1 controls, but not RI',
    applies: (sequence) => sequence === '\u008D',
    example: { before: 'a', sequence: '\u008D' },
  },
  {
    because: 'mode 2027 makes clusters one character each, and is not known to xterm.js',
    applies: (sequence, { modes }) =>
      modes.graphemeClusters && /[\u{1F1E6}-\u{1F1FF}]|\u200D|\uFE0F/u.test(sequence),
    example: { before: `${CSI}?2027h`, sequence: '❤️' },
  },
  {
    because:
      '?47 and ?1047 clear the alternate screen, with the background, when xterm.js enters it',
    applies: (sequence, { vt }) =>
      /\?(?:47|1047)h/.test(sequence) &&
      (vt.screen.pen.background !== 0 || vt.screen.alternate.rows().some((row) => row.used > 0)),
    example: { before: `${CSI}44m`, sequence: `${CSI}?47h` },
  },
];

/** The first decision that a sequence falls under. */
export function decisionFor(sequence: string, ours: VtTerminal): Decision | undefined {
  return decisions.find((decision) => decision.applies(sequence, ours));
}

function isCsi(sequence: string, body: RegExp): boolean {
  return sequence.startsWith('\u001B[') && body.test(sequence.slice(2));
}

function hasMargins(screen: Screen): boolean {
  return screen.top > 0 || screen.bottom < screen.height - 1;
}

function hasOtherTabs({ tabs }: Screen): boolean {
  return tabs.some((stop, x) => (stop === 1) !== (x > 0 && x % 8 === 0));
}

function isRestorable({ isAlternate, savedMain, pen }: Screen): boolean {
  if (!isAlternate || savedMain === undefined || savedMain.pendingWrap) return false;
  const { flags, underlineColor, link } = savedMain.pen;
  if (link !== pen.link) return false;
  return underlineColor === pen.underlineColor && (flags & UNDERLINE) === (pen.flags & UNDERLINE);
}

/** Text, or REP. */
function isPrinting(sequence: string): boolean {
  return isText(sequence) || sequence.endsWith('b');
}

function isText(sequence: string): boolean {
  return !sequence.startsWith('\u001B');
}

/** Whether a character of it takes two cells. */
export function hasWide(sequence: string): boolean {
  return Array.from(sequence).some((character) => widthOf(character.codePointAt(0) ?? 0) === 2);
}

function hasWideRow(screen: Screen): boolean {
  return Array.from({ length: screen.height }, (_, y) => y).some((y) => screen.grid.row(y).hasWide);
}

function isPlain(pen: Screen['pen']): boolean {
  const { foreground, background, flags, link } = pen;
  return foreground === 0 && background === 0 && flags === 0 && link === 0;
}

function touchesTail(screen: Screen): boolean {
  for (let y = 0; y < screen.height; y += 1) {
    if (screen.grid.row(y).codes[screen.x] === wideTail) return true;
  }
  return false;
}
