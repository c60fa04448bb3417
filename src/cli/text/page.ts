/** How a text may look; colours are left out where nobody would see them. */
export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

export type Paint = (style: Style, text: string) => string;

/** Where lines for people are going to stand. */
export interface Page {
  readonly paint: Paint;
  readonly hasColour: boolean;
  /** Cells in a line; Infinity where lines have no end. */
  readonly columns: number;
  /** Milliseconds since 1970, for "3 hours ago". */
  readonly nowMs: number;
}

/** When to use colours: what `--colour` says. */
export type ColourChoice = 'auto' | 'always' | 'never';

const SGR: Readonly<Record<Style, number>> = {
  bold: 1,
  dim: 2,
  red: 31,
  green: 32,
  yellow: 33,
  cyan: 36,
};

/** The paint that colours, or the one that leaves every text as it is. */
export function paintFor(hasColour: boolean): Paint {
  if (!hasColour) return (_style, text) => text;
  return (style, text) => (text === '' ? '' : `\u001B[${SGR[style]}m${text}\u001B[0m`);
}

/**
 * Whether a stream gets colours: the flag first, then NO_COLOR (https://no-color.org), then
 * CLICOLOR_FORCE, then whether it is a terminal that knows colours.
 */
export function wantsColour(
  choice: ColourChoice,
  isTerminal: boolean,
  env: Readonly<Record<string, string | undefined>>,
): boolean {
  if (choice !== 'auto') return choice === 'always';
  if ((env['NO_COLOR'] ?? '') !== '') return false;
  if (!['', '0'].includes(env['CLICOLOR_FORCE'] ?? '')) return true;
  return isTerminal && env['TERM'] !== 'dumb';
}
