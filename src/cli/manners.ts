import type { ColourChoice } from './text/page.ts';

/** How to answer; known before the rest of the line is understood, for errors about it. */
export interface Manners {
  readonly isJson: boolean;
  readonly colour: ColourChoice;
  /** Without the daemon. */
  readonly isLocal: boolean;
}

/** Looks for `--json`, `--no-daemon` and `--colour` in stet's own words and for nothing else. */
export function mannersOf(argv: readonly string[]): Manners {
  const end = argv.indexOf('--');
  const flags = end === -1 ? argv : argv.slice(0, end);
  const at = flags.findLastIndex((word) => word.split('=')[0] === '--colour');
  const [, inline] = flags[at]?.split('=') ?? [];
  const colour = inline ?? flags[at + 1];
  const isExplicit = at !== -1 && (colour === 'always' || colour === 'never');
  return {
    isJson: flags.includes('--json'),
    colour: isExplicit ? colour : 'auto',
    isLocal: flags.includes('--no-daemon'),
  };
}
