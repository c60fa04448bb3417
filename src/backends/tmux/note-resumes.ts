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
  const commands = notes.flatMap(({ ref, line, agent, conversation }) => [
    setOption(ref, '@stet_resume', line),
    setOption(ref, '@opencode_session', agent === 'opencode' ? conversation : ''),
  ]);
  await runQuietly({ socket: address }, commands, call);
}

function setOption(ref: string, name: string, value: string): string {
  return value === ''
    ? `set-option -q -p -u -t ${ref} ${name}`
    : `set-option -q -p -t ${ref} ${name} ${word(value)}`;
}
