import { join } from 'node:path';
import { runs } from '../agent-home.ts';
import type { Agent, Place } from '../agent.ts';
import { argvProbe, UUID } from '../probe-argv.ts';
import { registryProbe } from '../registry.ts';
import { filesTwoBelow, filesWhere } from '../transcript.ts';

/** Gemini CLI (@google/gemini-cli): only a hook or its words tell the session. */
export const gemini: Agent = {
  name: 'gemini',
  command: 'gemini',
  evidence: 'real',
  detect: (process) =>
    runs(process, /(^|\/)(gemini|gemini\.js|gemini-cli\/(dist|bundle)\/(index|gemini)\.js)$/) &&
    !process.argv.some((word) => /^(-p|--prompt|mcp|extensions|skills|hooks)$/.test(word)),
  variables: [
    'GEMINI_CLI_HOME',
    'GEMINI_CLI_SYSTEM_DEFAULTS_PATH',
    'STET_GEMINI_OBSERVER',
    'STET_AGENT_DIR',
  ],
  probes: [registryProbe('gemini'), argvProbe(['--resume', '-r', '--session-id'], UUID)],
  flags: {
    valued: [
      '-m',
      '--model',
      '--approval-mode',
      '--allowed-tools',
      '-e',
      '--extensions',
      '--include-directories',
      '--allowed-mcp-server-names',
      '--policy',
    ],
    bare: [
      '-d',
      '--debug',
      '-s',
      '--sandbox',
      '-y',
      '--yolo',
      '--screen-reader',
      '--experimental-acp',
    ],
    once: ['-r', '--resume', '--session-id', '-i', '--prompt-interactive', '-w', '--worktree'],
  },
  exists: canResume,
  damage: async (id, place) =>
    (await canResume(id, place)) === undefined
      ? 'another gemini deleted the start of its transcript, which gemini refuses since'
      : undefined,
  resume: (id, { command, flags }) => [command, ...flags, '--resume', id],
  fresh: (id, { command, flags }) => [
    command,
    ...flags,
    ...(id === '' ? [] : ['--session-id', id]),
  ],
  // Resuming and leaving without a word has deleted sessions (google-gemini/gemini-cli#29198).
  protect: async (id, place) => chats(id, place),
  exitHint: /gemini --resume ['"]?([0-9a-f-]{36})/,
};

/** A message of either side, as a line of its own. */
const MESSAGE = /^\{"id":"[^"]*","timestamp":"[^"]*","type":"(user|gemini)"/m;

/**
 * A chat without a message cannot be resumed, nor one whose first line is gone: gemini 0.61 deletes
 * what has no message yet, also under another gemini, which then writes on without that line.
 */
async function canResume(id: string, place: Place): Promise<boolean | undefined> {
  const files = chats(id, place).map(async (file) => place.archive.text(file));
  const texts = await Promise.all(files);
  const own = new RegExp(`"sessionId": *"${id}"`);
  if (texts.some((text) => own.test(text) && isSaid(text))) return true;
  return texts.some((text) => !own.test(text)) ? undefined : false;
}

/** Older chats are one object, not one for each line. */
function isSaid(text: string): boolean {
  return !text.includes('\n{') || MESSAGE.test(text);
}

/** tmp/PROJECT/chats/session-TIME-FIRST8.json(l): only the start of the id is in the name. */
function chats(id: string, { environment, archive }: Place): readonly string[] {
  const home = environment.get('GEMINI_CLI_HOME') ?? environment.get('HOME') ?? '/';
  const own = new RegExp(`-${id.slice(0, 8)}\\.jsonl?$`);
  return filesWhere(filesTwoBelow(join(home, '.gemini', 'tmp'), archive), (name) => own.test(name));
}
