// Control sequences that only move, print, erase or colour. What is not here asks the terminal
// for something, moves its window or reaches outside of it.
const SHOWING = /^[@-HJ-MPSTXZ\x60a-gm]$/;
const SHOWING_MODES = new Set([
  '1',
  '5',
  '6',
  '7',
  '12',
  '25',
  '47',
  '69',
  '1047',
  '1048',
  '1049',
  '2026',
]);

const CONTROL_STRING = String.raw`\u001B[PX^_\]][^\u0007\u001B]*(?:\u0007|\u001B\\)`;
const SEQUENCE = String.raw`\u001B\[[0-?]*[ -/]*[@-~]`;
const ESCAPE = String.raw`\u001B[ -/]*[0-OQ-WYZ\x60-~\\=>]`;
const ACTING = new RegExp(`${CONTROL_STRING}|${SEQUENCE}|${ESCAPE}`, 'g');
const UNFINISHED = /\u001B(?:[PX^_\]][^\u0007\u001B]*\u001B?|\[[0-?]*[ -/]*|[ -/]*)$/;
const LONGEST_UNFINISHED = 65_536;
// save and restore the cursor, line moves, tab stops, character sets, keypad, reset
const SHOWING_ESCAPE = /^\u001B(?:[78DEHMc=>]|[()*+][0AB])$/;
const HYPERLINK_OR_TITLE = /^\u001B\](?:0|1|2|8);/;

/**
 * Lets through of a recording what draws, and nothing that a terminal would answer, keep or do
 * something about: a recording may come from anybody.
 */
export class Harmless {
  #kept = '';

  read(output: string): string {
    const text = this.#kept + output;
    const [tail = ''] = UNFINISHED.exec(text) ?? [];
    const cut = tail.length > LONGEST_UNFINISHED ? text.length : text.length - tail.length;
    this.#kept = text.slice(cut);
    return text
      .slice(0, cut)
      .replaceAll(ACTING, (found) => (isShowing(found) ? found : ''))
      .replaceAll(/[\u0000-\u0006\u000E\u000F\u0010-\u001A\u001C-\u001F\u007F-\u009F]/g, '');
  }
}

function isShowing(sequence: string): boolean {
  if (sequence.startsWith('\u001B[')) return isShowingSequence(sequence.slice(2));
  if (/^\u001B[PX^_\]]/.test(sequence)) return HYPERLINK_OR_TITLE.test(sequence);
  return SHOWING_ESCAPE.test(sequence);
}

function isShowingSequence(body: string): boolean {
  const [parameters, final] = [body.slice(0, -1), body.slice(-1)];
  if (/^\?[\d;]+$/.test(parameters) && (final === 'h' || final === 'l')) {
    return parameters
      .slice(1)
      .split(';')
      .every((mode) => SHOWING_MODES.has(mode));
  }
  if (/^\d* $/.test(parameters) && final === 'q') return true;
  return /^[\d;:]*$/.test(parameters) && (SHOWING.test(final) || /^[hlrsu]$/.test(final));
}
