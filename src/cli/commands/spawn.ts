import { StetError } from '../../base/errors.ts';
import type { RequestOf, ResultOf } from '../../protocol/methods.ts';
import type { Command, Desk, Given, Outcome } from '../command.ts';
import { numberOf } from '../sessions/read-number.ts';
import { readSize } from '../sessions/read-size.ts';
import { spawnEnvironment } from '../sessions/spawn-environment.ts';
import { absolutePath } from '../text/absolute-path.ts';
import { printable } from '../text/printable.ts';
import { usageError } from '../usage-error.ts';

const MOST_RETAINED = 256 * 1024 * 1024;

export const spawn: Command = {
  name: 'spawn',
  group: 'Sessions',
  summary: 'Start a program in a new session',
  details: [
    'Flags stand before the program: its name and every word after it are passed on untouched.',
    'One may also end the line: a last "--name NAME" is stet\'s, unless --name stands before the program too, or "--" does.',
    'Without --name the session is called $STET_SESSION or "default", or gets a new name when that one is taken.',
    'The program runs where you are and gets your environment, without what describes your own terminal.',
  ],
  doing: 'starting',
  isForPrograms: true,
  startsProgram: true,
  closingFlag: 'name',
  arguments: [
    {
      name: 'CMD',
      text: 'The program and its words, passed on as they are',
      isRequired: true,
      isRepeatable: true,
      completion: 'program',
    },
  ],
  flags: [
    { name: 'name', short: 'n', value: 'NAME', text: 'What to call the session' },
    {
      name: 'cwd',
      value: 'DIR',
      completion: 'folder',
      text: 'Where it runs; by itself where you are',
    },
    { name: 'env', value: 'NAME=VALUE', isRepeatable: true, text: 'Set a variable; repeatable' },
    { name: 'size', value: 'COLSxROWS', text: 'The size of its terminal; by itself 80x24' },
    { name: 'term', value: 'TERM', text: 'What $TERM says; by itself xterm-256color' },
    {
      name: 'policy',
      value: 'POLICY',
      choices: ['run', 'prompt', 'shell', 'never'],
      text: 'What a restore does with its program; by itself as the lists of programs say',
    },
    {
      name: 'record',
      value: 'FILE',
      completion: 'file',
      text: 'Record it to a file (asciicast v2) from the start',
    },
    {
      name: 'retain',
      value: 'BYTES',
      text: 'How much of its output to keep; by itself 2097152 (2 MiB)',
    },
  ],
  options: [],
  examples: [
    { line: 'stet spawn htop --name monitoring', text: 'A session with a name' },
    { line: 'stet spawn --size 120x40 --cwd src vim main.ts', text: 'Larger, and somewhere else' },
    { line: 'stet spawn -- docker run --name web nginx', text: 'Here --name is for docker' },
  ],
  run: async (given, desk): Promise<Outcome> => {
    const spawned = await spawnSession(given, desk);
    return {
      data: spawned,
      lines: ({ paint }) => [
        `Started ${paint('bold', printable(spawned.name))}  ${spawned.session_id}  process ${spawned.pid}`,
      ],
    };
  },
};

/** A name that only the environment gave, and that is taken, is no reason to fail. */
async function spawnSession(given: Given, desk: Desk): Promise<ResultOf<'session.spawn'>> {
  const asked = given.values('name').at(-1);
  const usual = desk.world.env['STET_SESSION'] ?? '';
  const request = requestFrom(given, desk);
  if (asked !== undefined) return await desk.ask('session.spawn', { ...request, name: asked });
  try {
    return await desk.ask('session.spawn', { ...request, name: usual });
  } catch (failure) {
    const isTaken = failure instanceof StetError && failure.code === 'SESSION_EXISTS';
    if (usual === '' || !isTaken) throw failure;
    return await desk.ask('session.spawn', request);
  }
}

function requestFrom(given: Given, { world }: Desk): RequestOf<'session.spawn'> {
  const { words, values, overrides } = given;
  const env = values('env');
  const broken = env.find((pair) => !/^[^=]+=/.test(pair));
  if (broken !== undefined) {
    throw usageError(`Cannot set ${JSON.stringify(broken)}`, 'Write --env NAME=VALUE');
  }
  const size = values('size').at(-1);
  const record = values('record').at(-1);
  const policy = values('policy').at(-1);
  const asked = policy === undefined ? env : [...env, `STET_PANE_POLICY=${policy}`];
  const retainBytes = numberOf(given, 'retain', { max: MOST_RETAINED });
  return {
    argv: [...words],
    cwd: absolutePath(world.cwd, values('cwd').at(-1) ?? '.'),
    env: [...spawnEnvironment(world.env, asked)],
    term: values('term').at(-1) ?? '',
    record: record === undefined ? '' : absolutePath(world.cwd, record),
    ...(size === undefined ? {} : { size: readSize([size]) }),
    ...(retainBytes === undefined ? {} : { retainBytes }),
    overrides,
  };
}
