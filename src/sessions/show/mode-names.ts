import type { TerminalModes } from '../../term/modes.ts';

/** What a program switched on, by names that do not change; the defaults are left out. */
export function modeNames(modes: TerminalModes): readonly string[] {
  return named.filter(([, isOn]) => isOn(modes)).map(([name]) => name);
}

const named: readonly (readonly [string, (modes: TerminalModes) => boolean])[] = [
  ['alternate-screen', (modes) => modes.alternateScreen],
  ['application-cursor-keys', (modes) => modes.applicationCursorKeys],
  ['application-keypad', (modes) => modes.applicationKeypad],
  ['bracketed-paste', (modes) => modes.bracketedPaste],
  ['focus-events', (modes) => modes.focusEvents],
  ['mouse-press', (modes) => modes.mouse === 'press'],
  ['mouse-click', (modes) => modes.mouse === 'click'],
  ['mouse-drag', (modes) => modes.mouse === 'drag'],
  ['mouse-motion', (modes) => modes.mouse === 'motion'],
  ['kitty-keyboard', (modes) => modes.kittyKeyboard !== 0],
  ['modify-other-keys', (modes) => modes.modifyOtherKeys !== 0],
  ['synchronized-output', (modes) => modes.synchronizedOutput],
  ['grapheme-clusters', (modes) => modes.graphemeClusters],
  ['color-scheme-updates', (modes) => modes.colorSchemeUpdates],
  ['resize-reports', (modes) => modes.resizeReports],
  ['insert', (modes) => modes.insert],
  ['origin', (modes) => modes.origin],
  ['no-wrap', (modes) => !modes.autoWrap],
  ['reverse-video', (modes) => modes.reverseVideo],
  ['new-line', (modes) => modes.newLine],
];
