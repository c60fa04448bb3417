import { join } from 'node:path';
import { folderIn, runs } from '../agent-home.ts';
import type { Agent, Environment, Place } from '../agent.ts';
import { argvProbe, UUID } from '../probe-argv.ts';
import { lockProbe } from './lock.ts';
import { logProbe } from './log.ts';

/** GitHub Copilot CLI (@github/copilot): a lock in the folder of the session it has open. */
export const copilot: Agent = {
  name: 'copilot',
  command: 'copilot',
  evidence: 'real',
  detect: (process) =>
    runs(process, /(^|\/)(copilot|copilot\/(npm-loader|index)\.js)$/) &&
    !process.argv.some((word) => /^(-p|--prompt|--acp|mcp|plugin|login|update)$/.test(word)),
  variables: ['COPILOT_HOME', 'XDG_CONFIG_HOME', 'XDG_STATE_HOME'],
  probes: [lockProbe(homeOf), logProbe(homeOf), argvProbe(['--resume', '--session-id'], UUID)],
  flags: {
    valued: [
      '--model',
      '--add-dir',
      '--agent',
      '--allow-tool',
      '--deny-tool',
      '--allow-url',
      '--deny-url',
      '--available-tools',
      '--excluded-tools',
      '--log-dir',
      '--log-level',
      '--additional-mcp-config',
      '--disable-mcp-server',
      '--effort',
    ],
    bare: [
      '--allow-all',
      '--allow-all-tools',
      '--allow-all-paths',
      '--allow-all-urls',
      '--banner',
      '--no-color',
      '--no-custom-instructions',
      '--no-auto-update',
      '--disable-builtin-mcps',
      '--screen-reader',
      '--yolo',
      '--experimental',
    ],
    once: [
      '--resume',
      '-r',
      '--continue',
      '-c',
      '--session-id',
      '-i',
      '--interactive',
      '--name',
      '-n',
    ],
  },
  exists: async (id, { environment, archive }) =>
    archive.names(join(homeOf(environment), 'session-state', id)).includes('events.jsonl'),
  resume: (id, { command, flags }) => [command, ...flags, `--resume=${id}`],
  fresh: (id, { command, flags }) => [
    command,
    ...flags,
    ...(id === '' ? [] : [`--session-id=${id}`]),
  ],
  protect: async (id, { environment, archive }: Place) => {
    const folder = join(homeOf(environment), 'session-state', id);
    return archive
      .names(folder)
      .filter((name) => /\.(jsonl|yaml)$/.test(name))
      .map((name) => join(folder, name));
  },
  exitHint: /copilot --resume[= ]([0-9a-f-]{36})/,
};

function homeOf(environment: Environment): string {
  return folderIn(environment, 'COPILOT_HOME', '.copilot');
}
