import type { OutputResult } from '../../protocol/session-answers.ts';
import type { Notice } from '../../protocol/answers.ts';
import type { Command, Desk, Given, Outcome } from '../command.ts';
import { sessionFlag, sessionOf } from '../sessions/target.ts';
import { decodeBase64 } from '../text/base64.ts';
import { sizeOf } from '../text/counts.ts';
import { PlainText } from '../text/plain-text.ts';

export const output: Command = {
  name: 'output',
  group: 'Sessions',
  summary: 'Show what a session wrote, also after it ended',
  details: [
    'By itself as text, the way it was rendered; with --ansi exactly the bytes that the program wrote.',
    'The newest 2 MiB are kept, or what "stet spawn --retain" said. Every byte is counted: total_bytes, retained_bytes, dropped_bytes.',
  ],
  doing: 'reading',
  isForPrograms: true,
  arguments: [],
  flags: [
    sessionFlag,
    { name: 'ansi', text: 'The bytes themselves, with everything in them' },
    { name: 'follow', text: 'Go on as more comes, until the program ends' },
    { name: 'since', value: 'NEXT', text: 'Only what came after the answer with this "next"' },
  ],
  options: [],
  examples: [
    { line: 'stet output -s build | grep -i error', text: 'Search what it printed' },
    { line: 'stet output -s server --follow', text: 'Like "tail -f"' },
    { line: 'stet output --since 4096 --json', text: 'What is new, and where it ends' },
  ],
  run: async (given, desk): Promise<Outcome> =>
    given.isSet('follow') ? await follow(given, desk) : await showOutput(given, desk),
};

async function showOutput(given: Given, desk: Desk): Promise<Outcome> {
  const answer = await desk.ask('session.output', {
    session: sessionOf(given, desk),
    ansi: given.isSet('ansi'),
    since: given.values('since').at(-1) ?? '',
    overrides: given.overrides,
  });
  const { format, content } = answer;
  return {
    data: answer,
    lines: () => [],
    content: format === 'ansi' ? decodeBase64(content) : withLineEnd(content),
    notices: droppedNotice(answer),
  };
}

/** Prints as it comes; there is nothing left to say at the end. */
async function follow(given: Given, desk: Desk): Promise<Outcome> {
  const { write, signal } = desk.world;
  const plain = new PlainText();
  const isRaw = given.isSet('ansi');
  const client = await desk.client();
  let written = Promise.resolve();
  const show = (bytes: Uint8Array): void => {
    const content = isRaw ? bytes.slice() : plain.read(bytes);
    written = written.then(async () => write(content));
  };
  const since = given.values('since').at(-1) ?? '';
  await client.follow({ session: sessionOf(given, desk), since }, show, signal);
  await written;
  return { data: { ended: true }, lines: () => [], content: '' };
}

function withLineEnd(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}

function droppedNotice(answer: OutputResult): readonly Notice[] {
  if (!answer.truncated) return [];
  const [kept, total] = [sizeOf(answer.retained_bytes), sizeOf(answer.total_bytes)];
  return [
    {
      code: 'OUTPUT_TRUNCATED',
      message: `The newest ${kept} of ${total} were kept`,
      fix: 'Start it with "stet spawn --retain BYTES" to keep more',
    },
  ];
}
