import { join } from 'node:path';
import { folderIn, runs } from '../agent-home.ts';
import type { Agent, Place } from '../agent.ts';
import { argvProbe, UUID } from '../probe-argv.ts';
import { registryProbe } from '../registry.ts';
import { filesBelow, filesWhere } from '../transcript.ts';

/** pi (@mariozechner/pi-coding-agent): only an extension or its words tell the session. */
export const pi: Agent = {
  name: 'pi',
  command: 'pi',
  evidence: 'real',
  detect: (process) =>
    runs(process, /(^|\/)(pi|pi-coding-agent\/dist\/cli\.js)$/) &&
    !process.argv.some((word) =>
      /^(-p|--print|--mode|--export|install|remove|update|list)$/.test(word),
    ),
  variables: ['PI_CODING_AGENT_DIR', 'STET_AGENT_DIR'],
  probes: [registryProbe('pi'), argvProbe(['--session'], UUID)],
  flags: {
    valued: [
      '--provider',
      '--model',
      '--thinking',
      '--tools',
      '-t',
      '--extension',
      '-e',
      '--skill',
      '--theme',
      '--session-dir',
      '--system-prompt',
      '--append-system-prompt',
    ],
    bare: ['--no-tools', '--no-extensions', '--no-skills', '--verbose', '--no-themes', '--offline'],
    once: [
      '--session',
      '--continue',
      '-c',
      '--resume',
      '-r',
      '--no-session',
      '--fork',
      '--name',
      '-n',
    ],
  },
  exists: async (id, place) => sessions(id, place).length > 0,
  resume: (id, { command, flags }) => [command, ...flags, '--session', id],
  fresh: (_, { command, flags }) => [command, ...flags],
  protect: async (id, place) => sessions(id, place),
  exitHint: /pi --session ([0-9a-f-]{36})/,
};

/** sessions/PROJECT/TIME_ID.jsonl */
function sessions(id: string, { environment, archive }: Place): readonly string[] {
  const home = folderIn(environment, 'PI_CODING_AGENT_DIR', '.pi', 'agent');
  return filesWhere(filesBelow(join(home, 'sessions'), archive), (name) =>
    name.endsWith(`_${id}.jsonl`),
  );
}
