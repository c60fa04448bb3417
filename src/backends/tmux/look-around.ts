import type { Call } from '../../os/call.ts';
import { clientsQuestion } from './clients.ts';
import { type Bindings, bindingsQuestion } from './key-bindings.ts';
import { listPanes, type PaneRow } from './list-panes.ts';
import { buffersQuestion } from './paste-buffers.ts';
import { answerTo, type Question, runQuietly, type Server } from './run-script.ts';
import { globalSettings, type GlobalsOf } from './settings.ts';

/** What a server says of itself as a whole. */
export interface FirstLook {
  readonly rows: readonly PaneRow[];
  readonly clients: ReadonlyMap<number, string>;
  readonly globalsOf: GlobalsOf;
  readonly bindings: Bindings;
  /** The names of paste buffers, oldest first. */
  readonly buffers: readonly string[];
}

/** All that can be asked before anyone knows what is there, in one script. */
export async function lookAround(server: Server, call: Call): Promise<FirstLook> {
  const questions = {
    rows: listPanes(call),
    clients: clientsQuestion,
    globalsOf: globalSettings,
    bindings: bindingsQuestion,
    buffers: buffersQuestion,
  };
  const commands = Object.values(questions).flatMap((question) => question.commands);
  const { outputs } = await runQuietly(server, commands, call);
  let at = 0;
  const next = <T>(question: Question<T>): T => {
    const from = at;
    at += question.commands.length;
    return answerTo(question, outputs.slice(from, at));
  };
  return {
    rows: next(questions.rows),
    clients: next(questions.clients),
    globalsOf: next(questions.globalsOf),
    bindings: next(questions.bindings),
    buffers: next(questions.buffers),
  };
}
