/** Which mouse events the program asked for: DECSET 9, 1000, 1002 or 1003. */
export type MouseProtocol = 'none' | 'press' | 'click' | 'drag' | 'motion';

/** How mouse events are written: plain bytes, DECSET 1005, 1006, 1015 or 1016. */
export type MouseEncoding = 'default' | 'utf8' | 'sgr' | 'urxvt' | 'sgr-pixels';

/** Everything a program has switched on or off, as it is now. Names and defaults as in xterm's ctlseqs. */
export interface TerminalModes {
  /** DECCKM (?1): arrow keys send SS3 instead of CSI. Default off. */
  readonly applicationCursorKeys: boolean;
  /** DECKPAM/DECKPNM and ?66: the keypad sends SS3 sequences. Default off. */
  readonly applicationKeypad: boolean;
  /** DECBKM (?67): Backspace sends BS instead of DEL. Default off. */
  readonly backspaceSendsBs: boolean;
  /** LNM (20): Enter sends CR LF, and LF also returns the carriage. Default off. */
  readonly newLine: boolean;
  /** XTMODKEYS 4: 0 off, 1 only ambiguous keys, 2 all keys. Default 0. */
  readonly modifyOtherKeys: 0 | 1 | 2;
  /** Kitty keyboard flags of the active screen, 0 to 31. Default 0: legacy encoding. */
  readonly kittyKeyboard: number;
  /** Default none: the program wants no mouse. */
  readonly mouse: MouseProtocol;
  readonly mouseEncoding: MouseEncoding;
  /** ?1007: the wheel sends arrow keys on the alternate screen. Default on. */
  readonly alternateScroll: boolean;
  /** ?2004: a paste is wrapped in CSI 200~ and CSI 201~. Default off. */
  readonly bracketedPaste: boolean;
  /** ?1004: focus changes are reported. Default off. */
  readonly focusEvents: boolean;
  /** IRM (4): printing shifts the rest of the line. Default off. */
  readonly insert: boolean;
  /** DECOM (?6): rows count from the top margin. Default off. */
  readonly origin: boolean;
  /** DECAWM (?7). Default on. */
  readonly autoWrap: boolean;
  /** ?45: Backspace at the left edge goes to the end of a wrapped row above. Default off. */
  readonly reverseWrap: boolean;
  /** DECSCNM (?5): the whole screen is shown inverted. Default off. */
  readonly reverseVideo: boolean;
  /** DECLRMM (?69): left and right margins can be set. Default off. */
  readonly leftRightMargins: boolean;
  /** DECTCEM (?25). Default on. */
  readonly cursorVisible: boolean;
  /** ?47, ?1047 or ?1049: the alternate screen is shown. Default off. */
  readonly alternateScreen: boolean;
  /** ?2026: the program is in the middle of an update. Ends by itself after one second. */
  readonly synchronizedOutput: boolean;
  /** ?2027: a cell holds a grapheme cluster of Unicode 16. Default off: a cell per code point. */
  readonly graphemeClusters: boolean;
  /** ?2031: the program wants to hear about light and dark. Default off. */
  readonly colorSchemeUpdates: boolean;
  /** ?2048: the program wants to hear about resizes in its input. Default off. */
  readonly resizeReports: boolean;
}

/** The modes of a terminal that was just switched on. */
export const initialModes: TerminalModes = {
  applicationCursorKeys: false,
  applicationKeypad: false,
  backspaceSendsBs: false,
  newLine: false,
  modifyOtherKeys: 0,
  kittyKeyboard: 0,
  mouse: 'none',
  mouseEncoding: 'default',
  alternateScroll: true,
  bracketedPaste: false,
  focusEvents: false,
  insert: false,
  origin: false,
  autoWrap: true,
  reverseWrap: false,
  reverseVideo: false,
  leftRightMargins: false,
  cursorVisible: true,
  alternateScreen: false,
  synchronizedOutput: false,
  graphemeClusters: false,
  colorSchemeUpdates: false,
  resizeReports: false,
};
