const CSI = '\u001B[';

/** Where a sequence comes upon the cursor. */
export interface CursorState {
  /** Behind the last column, as long as nothing is printed. */
  readonly pendingWrap: boolean;
  /** On the second cell of a wide character. */
  readonly isInsideWide: boolean;
}

/** A sequence that kitty or libvterm take otherwise by their design, and why. */
export interface Exclusion {
  readonly because: string;
  readonly applies: (sequence: string, cursor: CursorState) => boolean;
  /** What they and we show differently, on 6 by 3 cells: the output up to the sequence, and after it. */
  readonly example: {
    readonly before?: string;
    readonly sequence: string;
    readonly after?: string;
  };
}

const matches = (body: RegExp) => (sequence: string) => body.test(named(sequence));
const matchesPending = (body: RegExp) => (sequence: string, cursor: CursorState) =>
  cursor.pendingWrap && body.test(named(sequence));
const matchesInsideWide = (body: RegExp) => (sequence: string, cursor: CursorState) =>
  cursor.isInsideWide && body.test(named(sequence));

/** Left out where kitty and libvterm are asked. */
export const exclusions: readonly Exclusion[] = [
  {
    because: 'kitty lacks SL, SR, DECIC and DECDC',
    applies: matches(/\[[\d;]*(?: [@A]|'[}~])$/),
    example: { before: 'abc\r', sequence: `${CSI} @` },
  },
  {
    because: 'REP repeats what was printed before other sequences, too',
    applies: matches(/\[[\d;]*b$/),
    example: { before: `a${CSI}C`, sequence: `${CSI}2b` },
  },
  {
    because: 'both forget the pending wrap that DECSC has to keep',
    applies: matches(/^ESC7|\?1048/),
    example: { before: 'abcdef', sequence: '\u001B7', after: `${CSI}H\u001B8x` },
  },
  {
    because: 'DECSTR leaves their renditions',
    applies: matches(/!p$/),
    example: { before: `${CSI}31m`, sequence: `${CSI}!p`, after: 'x' },
  },
  {
    because: 'libvterm accepts margins of one row',
    applies: matches(/\[\d*;\d+r$/),
    example: { before: 'a\r\nb\r\nc', sequence: `${CSI}2;2r`, after: `${CSI}2H\n` },
  },
  {
    because: 'kitty pairs flags and widens emoji in every mode',
    applies: matches(/[\u{1F1E6}-\u{1F1FF}]|\u200D|\uFE0F/u),
    example: { sequence: '\u{1F1E9}\u{1F1EA}' },
  },
  {
    because: 'neither has reverse wrap',
    applies: matches(/\?45/),
    example: { sequence: `${CSI}?45h`, after: 'abcdefg\b\b' },
  },
  {
    because:
      'without DECAWM kitty pushes a wide character back from the edge, and libvterm wraps it',
    applies: matches(/\?7l/),
    example: { sequence: `${CSI}?7l`, after: 'abcde漢' },
  },
  {
    because: 'kitty leaves the background out of DECSED and DECSEL',
    applies: matches(/\?[\d;]*[JK]$/),
    example: { before: `${CSI}41m`, sequence: `${CSI}?J` },
  },
  {
    because: 'ED 3 clears the screen in kitty, too',
    applies: matches(/\[3J$/),
    example: { before: 'abc', sequence: `${CSI}3J` },
  },
  {
    because: 'libvterm lacks ?47, and kitty clears with it and with ?1047',
    applies: matches(/\?(?:47|1047)[hl]/),
    example: { before: 'ab', sequence: `${CSI}?47h`, after: 'c' },
  },
  {
    because: 'libvterm has no C1 controls in UTF-8',
    applies: matches(/[\u0080-\u009F]/),
    example: { before: 'ab', sequence: '\u0085', after: 'c' },
  },
  {
    because: 'kitty drops ill-formed UTF-8',
    applies: matches(/[\uDC80-\uDCFF]/u),
    example: { before: 'a', sequence: '\uDC80', after: 'b' },
  },
  {
    because: 'tabs end a pending wrap in kitty, not in xterm, xterm.js and libvterm',
    applies: matchesPending(/\t|\[[\d;]*I$/),
    example: { before: 'abcdef', sequence: '\t', after: 'x' },
  },
  {
    because:
      'ECH, ICH, DCH, IND and RI leave a pending wrap in them, and end it in xterm and xterm.js',
    applies: matchesPending(/ESC[DM]$|\[[\d;]*[X@P]$/),
    example: { before: 'abcdef', sequence: '\u001BM', after: 'g' },
  },
  {
    because: 'IL and DL do not move the cursor to the first column in libvterm',
    applies: matchesPending(/\[[\d;]*[LM]$/),
    example: { before: 'abcdef', sequence: `${CSI}L`, after: 'g' },
  },
  {
    because:
      'a pending wrap leaves the cursor behind the last column in kitty, in libvterm on a wide character',
    applies: matchesPending(/[\b]|\[[\d;]*[Dj]$/),
    example: { before: 'abcdef', sequence: `${CSI}D`, after: 'g' },
  },
  {
    because: 'DCH and ICH make one wide character of the halves of two',
    applies: matchesInsideWide(/\[[\d;]*[@P]$/),
    example: { before: `漢字${CSI}2G`, sequence: `${CSI}2P` },
  },
  {
    because: 'neither has DECBI and DECFI',
    applies: matches(/ESC[69]/),
    example: { before: 'abc\r', sequence: '\u001B6' },
  },
  {
    because:
      'a private marker among parameters ends a sequence in them, and spoils it up to its end in xterm',
    applies: matches(/\[[<=>?]?[\d;:]+[<=>?]/),
    example: { sequence: `${CSI}>4;?m` },
  },
];

/** Whether both take a sequence, where the cursor stands, as we do by design. */
export function isKnownToBoth(sequence: string, cursor: CursorState): boolean {
  return !exclusions.some(({ applies }) => applies(sequence, cursor));
}

function named(sequence: string): string {
  return sequence.replaceAll('\u001B', 'ESC');
}
