import type { AgentLaunch, FlagTable } from './agent.ts';

/**
 * What of an agent's words holds for another start: its flags, without the conversation, the
 * prompt and everything else that was meant for once. When it cannot be told whether a word is a
 * flag's value or a prompt, both are left out: a prompt must never be sent a second time.
 */
export function launchOf(argv: readonly string[], command: string, table: FlagTable): AgentLaunch {
  const [executable = command, ...words] = withoutInterpreter(argv);
  const flags: string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const next = words[at + 1];
    const hasValue = next !== undefined && !next.startsWith('-');
    const taken = table.subcommands?.[word];
    if (taken !== undefined) {
      flags.push(...words.slice(at, at + 1 + taken));
      at += taken;
      continue;
    }
    const kind = kindOf(word, table);
    if (kind === 'prompt') continue;
    if (kind === 'end') break;
    if (kind === 'valued' && next !== undefined) flags.push(word, next);
    if (kind === 'bare' || kind === 'joined' || (kind === 'unknown' && !hasValue)) flags.push(word);
    if (kind === 'valued' || (hasValue && (kind === 'once' || kind === 'unknown'))) at += 1;
  }
  return { command: executable, flags };
}

type Kind = 'valued' | 'bare' | 'joined' | 'once' | 'unknown' | 'prompt' | 'end';

function kindOf(word: string, { valued, bare, once }: FlagTable): Kind {
  if (word === '--') return 'end';
  if (!word.startsWith('-')) return 'prompt';
  if (valued.includes(word)) return 'valued';
  if (bare.includes(word)) return 'bare';
  const [name = ''] = word.split('=', 1);
  if (once.includes(name)) return name === word ? 'once' : 'prompt';
  return word.includes('=') ? 'joined' : 'unknown';
}

/** `node …/codex` is what the system shows of `codex`. */
function withoutInterpreter(argv: readonly string[]): readonly string[] {
  if (!/(^|\/)(node|bun|deno|python[\d.]*)$/.test(argv[0] ?? '')) return argv;
  const script = argv.findIndex((word, at) => at > 0 && !word.startsWith('-'));
  return script === -1 ? argv : argv.slice(script);
}
