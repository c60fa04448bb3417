import { join } from 'node:path';
import * as z from 'zod';
import { runs } from '../agent-home.ts';
import type { Agent, Environment, Place } from '../agent.ts';
import { argvProbe, UUID } from '../probe-argv.ts';
import { pidFileProbe } from '../probe-pid-file.ts';
import { filesTwoBelow } from '../transcript.ts';

/** `procStart` is "BOOT_ID:TICKS". */
const Session = z
  .object({ sessionId: z.string().regex(UUID), procStart: z.string().regex(/^.+:\d+$/) })
  .transform(({ sessionId, procStart }) => {
    const cut = procStart.lastIndexOf(':');
    return { id: sessionId, bootId: procStart.slice(0, cut), startTime: procStart.slice(cut + 1) };
  });

/** Qwen Code (@qwen-code/qwen-code), which notes what each of its processes shows. */
export const qwen: Agent = {
  name: 'qwen',
  command: 'qwen',
  evidence: 'real',
  detect: (process) =>
    runs(process, /(^|\/)(qwen|qwen-code\/(dist\/)?(cli|cli-entry|index)\.js)$/) &&
    !process.argv.some((word) => /^(-p|--prompt|mcp|extensions|--acp|serve)$/.test(word)),
  variables: ['QWEN_HOME', 'QWEN_RUNTIME_DIR'],
  probes: [
    pidFileProbe({
      path: ({ process: { environment, epoch } }) =>
        join(homeOf(environment), 'sessions', `${epoch.pid}.json`),
      schema: Session,
      via: 'session file',
      isCertain: false,
    }),
    argvProbe(['--resume', '-r', '--session-id'], UUID),
  ],
  flags: {
    valued: [
      '-m',
      '--model',
      '--approval-mode',
      '--allowed-tools',
      '-e',
      '--extensions',
      '--include-directories',
      '--add-dir',
      '--allowed-mcp-server-names',
      '--auth-type',
      '--system-prompt',
      '--append-system-prompt',
    ],
    bare: [
      '-d',
      '--debug',
      '-s',
      '--sandbox',
      '-y',
      '--yolo',
      '--screen-reader',
      '--checkpointing',
      '--bare',
      '--safe-mode',
    ],
    once: [
      '-r',
      '--resume',
      '--session-id',
      '-c',
      '--continue',
      '-i',
      '--prompt-interactive',
      '--fork-session',
    ],
  },
  exists: async (id, place) => chats(id, place).length > 0,
  resume: (id, { command, flags }) => [command, ...flags, '--resume', id],
  fresh: (id, { command, flags }) => [
    command,
    ...flags,
    ...(id === '' ? [] : ['--session-id', id]),
  ],
  protect: async (id, place) => chats(id, place),
  exitHint: /qwen --resume ([0-9a-f-]{36})/,
};

function homeOf(environment: Environment): string {
  const own = environment.get('QWEN_HOME') ?? '';
  return own === '' ? join(environment.get('HOME') ?? '/', '.qwen') : own;
}

/** projects/PROJECT/chats/ID.jsonl */
function chats(id: string, { environment, archive }: Place): readonly string[] {
  return filesTwoBelow(join(homeOf(environment), 'projects'), archive).get(`${id}.jsonl`) ?? [];
}
