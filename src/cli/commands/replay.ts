import { StetError } from '../../base/errors.ts';
import type { Command, Given, Outcome } from '../command.ts';
import { playRecording } from '../recording/play-recording.ts';
import { readRecording } from '../recording/read-recording.ts';
import { absolutePath } from '../text/absolute-path.ts';
import { usageError } from '../usage-error.ts';

export const replay: Command = {
  name: 'replay',
  group: 'Sessions',
  summary: 'Play a recording in this terminal',
  details: [
    'Plays asciicasts of version 2, those of others too: what could change more than the screen, ask the terminal or set the clipboard is left out.',
    'Where no person looks it prints everything at once.',
  ],
  doing: 'playing',
  arguments: [{ name: 'FILE', text: 'The recording', isRequired: true, completion: 'file' }],
  flags: [
    { name: 'speed', value: 'X', text: 'Twice as fast with 2, at half the speed with 0.5' },
    { name: 'idle-limit', value: 'S', text: 'Wait at most so many seconds between two moments' },
  ],
  options: [],
  examples: [
    { line: 'stet replay session.cast', text: 'As it happened' },
    { line: 'stet replay session.cast --speed 4 --idle-limit 1', text: 'Without the boring parts' },
  ],
  run: async (given, { world }): Promise<Outcome> => {
    const path = absolutePath(world.cwd, given.words[0] ?? '');
    const speed = factorOf(given, 'speed', 1);
    const idleLimitMs = factorOf(given, 'idle-limit', Infinity) * 1000;
    const recording = readRecording(await textOf(path));
    const played = await playRecording(recording, { speed, idleLimitMs, world });
    return { data: played, lines: () => [], content: '' };
  },
};

async function textOf(path: string): Promise<string> {
  // loaded on demand: no other command reads a file
  const { readFile } = await import('node:fs/promises');
  return readFile(path, 'utf8').catch((cause: unknown) => {
    throw new StetError('RECORDING_INVALID', `Cannot read ${JSON.stringify(path)}`, { cause });
  });
}

function factorOf({ values }: Given, flag: string, standard: number): number {
  const text = values(flag).at(-1);
  if (text === undefined) return standard;
  const factor = /^\d{1,6}(?:\.\d{1,6})?$/.test(text) ? Number(text) : 0;
  if (factor > 0) return factor;
  throw usageError(
    `Cannot use ${JSON.stringify(text)} for --${flag}`,
    'It takes a number over 0, such as 2 or 0.5',
  );
}
