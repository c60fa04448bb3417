import { StetError } from '../base/errors.ts';
import type { ResumeNote } from '../backends/backend.ts';
import type { Checkpoint, Pane, Problem } from '../model/checkpoint.ts';
import type { Call } from '../os/call.ts';
import { exactWords } from '../programs/agent-words.ts';
import type { LiveHosts } from './capture-hosts.ts';
import type { EngineContext } from './context.ts';

/**
 * Leaves in the hosts what would resume each conversation, for the user's own scripts. stet does
 * not read it back: a note may be old, and anybody can write one.
 * @returns why a host did not take it; the save is whole without
 */
export async function noteAgents(
  { backends }: EngineContext,
  { captures }: LiveHosts,
  { checkpoint, call }: { readonly checkpoint: Checkpoint; readonly call: Call },
): Promise<readonly Problem[]> {
  const problems: Problem[] = [];
  for (const { key, host, panes } of captures) {
    const backend = backends.find(({ kind }) => kind === host.kind);
    const notes = Object.entries(panes).flatMap(([id, { ref, resumeNote = '' }]) => {
      const note = noteOf(ref, checkpoint.panes[id]);
      return note.line === resumeNote ? [] : [{ ...note, former: resumeNote }];
    });
    try {
      await backend?.noteResumes?.(host.endpoint, notes, call);
    } catch (failure) {
      if (!(failure instanceof StetError)) throw failure;
      problems.push({ code: failure.code, subject: key, message: failure.message });
    }
  }
  return problems;
}

function noteOf(ref: string, pane: Pane | undefined): Omit<ResumeNote, 'former'> {
  const { conversation, program, restore } = pane ?? {};
  if (pane === undefined || conversation === undefined || (restore?.argv ?? []).length === 0) {
    return { ref, line: '', agent: '', conversation: '' };
  }
  const words = ['cd', program?.cwd ?? pane.cwd.path, '&&'];
  words.push(...exactWords(conversation, pane.restore.argv));
  const line = words.map((word) => (word === '&&' ? word : quoted(word))).join(' ');
  return { ref, line, agent: conversation.agent, conversation: conversation.id };
}

/** As any POSIX shell reads it back. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
