import type { Call } from '../../os/call.ts';
import type { ResumeNote } from '../backend.ts';
import { word } from './command-language.ts';
import { runQuietly } from './run-script.ts';

/** Pane options: `@stet_resume` for any agent, and `@opencode_session` as scripts know it. */
export async function noteResumes(
  address: string,
  notes: readonly ResumeNote[],
  call: Call,
): Promise<void> {
  if (notes.length === 0) return;
  const commands = notes.flatMap((note) => [
    setOption(note.ref, '@stet_resume', note.line),
    ...noteSession(note),
  ]);
  await runQuietly({ socket: address }, commands, call);
}

/** What a script of the user's left on a pane without opencode is not ours to take away. */
function noteSession({ ref, agent, conversation, former }: ResumeNote): readonly string[] {
  const option = '@opencode_session';
  if (agent === 'opencode' && conversation !== '') return [setOption(ref, option, conversation)];
  const [own] = /\bses_\w+/.exec(former) ?? [];
  if (own === undefined) return [];
  const isOurs = word(`#{==:#{${option}},${own}}`);
  return [`if-shell -F -t ${ref} ${isOurs} ${word(setOption(ref, option, ''))}`];
}

function setOption(ref: string, name: string, value: string): string {
  return value === ''
    ? `set-option -q -p -u -t ${ref} ${name}`
    : `set-option -q -p -t ${ref} ${name} ${word(value)}`;
}
