import { readFileSync, readdirSync } from 'node:fs';
import { generatedStreams } from './streams.ts';

/** What a program writes to a terminal. */
export interface Corpus {
  readonly name: string;
  readonly columns: number;
  readonly rows: number;
  readonly bytes: Uint8Array;
}

const folder = new URL('fixtures/corpora/', import.meta.url);

/**
 * What vim, htop, mc, less, tmux, git, gcc, vttest, the agents claude, codex, gemini and opencode,
 * and others wrote, each on a terminal of its own size.
 */
export const recordings: readonly Corpus[] = readdirSync(folder)
  .filter((file) => file.endsWith('.vt'))
  .map((file) => {
    const [, name = file, columns = '80', rows = '24'] = /^(.*)-(\d+)x(\d+)\.vt$/.exec(file) ?? [];
    const bytes = new Uint8Array(readFileSync(new URL(file, folder)));
    return { name, columns: Number(columns), rows: Number(rows), bytes };
  });

/** The recordings, and the generated streams. */
export const corpora: readonly Corpus[] = [...recordings, ...generatedStreams];
