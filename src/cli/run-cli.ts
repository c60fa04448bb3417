import type { Client } from '../client/client.ts';
import type { MethodName, RequestOf, ResultOf } from '../protocol/methods.ts';
import { Scope } from '../base/scope.ts';
import type { CliIo } from './cli-io.ts';
import { type Clock, systemClock } from './clock.ts';
import { commandTable } from './command-table.ts';
import type { Command, Desk, Outcome } from './command.ts';
import { failureFrom, failureLines } from './failure.ts';
import { helpOutcome } from './help-text.ts';
import { type Manners, mannersOf } from './manners.ts';
import { noticeLines } from './notice-lines.ts';
import { ProgressLine } from './progress-line.ts';
import { readCommandLine } from './read-command-line.ts';
import { splitCommandLine } from './split-command-line.ts';
import { type Page, paintFor, wantsColour } from './text/page.ts';
import { printableJson } from './text/printable.ts';

export type { CliIo, PersonTerminal, TerminalListener } from './cli-io.ts';

/** Runs one command line (without "stet" itself) and answers with the exit code. Never throws. */
export async function runCli(
  argv: readonly string[],
  io: CliIo,
  clock: Clock = systemClock,
): Promise<number> {
  const { command, ours } = splitCommandLine(argv, commandTable);
  const isForPrograms = command?.isForPrograms === true;
  const stage = { io, clock, manners: mannersOf(ours), isForPrograms };
  try {
    const outcome = await perform(argv, stage);
    await report(outcome, stage);
    return outcome.exitCode ?? 0;
  } catch (thrown) {
    return reportFailure(thrown, stage);
  }
}

interface Stage {
  readonly io: CliIo;
  readonly clock: Clock;
  readonly manners: Manners;
  /** JSON goes to every stream that is no terminal. */
  readonly isForPrograms: boolean;
}

async function perform(argv: readonly string[], stage: Stage): Promise<Outcome> {
  const { io } = stage;
  const asked = readCommandLine(argv, commandTable, io.env);
  if (asked.kind === 'version') {
    const lines = [`stet ${io.version}`];
    return { data: { version: io.version }, lines: () => lines, isForPeople: true };
  }
  if (asked.kind === 'help') return helpOutcome(asked.word, commandTable);
  await using scope = new Scope();
  return await asked.command.run(asked.given, deskFor(asked.command, scope, stage));
}

function deskFor(command: Command, scope: Scope, { io, clock, manners }: Stage): Desk {
  let connected: Client | undefined;
  const isWatched = io.isErrorTerminal && !manners.isJson;
  const client = async (): Promise<Client> => {
    connected ??= scope.own(await io.connect(manners));
    return connected;
  };
  const ask = async <M extends MethodName>(
    method: M,
    request: RequestOf<M>,
  ): Promise<ResultOf<M>> => {
    const connection = await client();
    using progress = new ProgressLine(command.doing, isWatched ? io : undefined, clock);
    const onProgress = progress.update.bind(progress);
    return await connection.call(method, request, { signal: io.signal, onProgress });
  };
  const confirm = async (question: () => Promise<string>): Promise<boolean | undefined> =>
    isWatched && io.isOutputTerminal ? await io.confirm(await question()) : undefined;
  const runInPlace = io.runInPlace.bind(io);
  return { commands: commandTable, ask, confirm, client, world: io, runInPlace };
}

async function report(outcome: Outcome, stage: Stage): Promise<void> {
  const { io, manners, isForPrograms } = stage;
  if (outcome.isSilent === true) return;
  const { content, isForPeople = !isForPrograms || content !== undefined } = outcome;
  if (manners.isJson || (!isForPeople && !io.isOutputTerminal)) {
    await io.write(`${printableJson(outcome.data, 2)}\n`);
    return;
  }
  const page = pageFor(io.isOutputTerminal, stage);
  const notices = noticeLines(outcome.notices ?? [], pageFor(io.isErrorTerminal, stage));
  await io.write(content ?? textOf(outcome.lines(page)));
  io.writeError(textOf(notices));
}

function reportFailure(thrown: unknown, stage: Stage): number {
  const failure = failureFrom(thrown, stage.io.signal);
  const { paint } = pageFor(stage.io.isErrorTerminal, stage);
  const isData = stage.isForPrograms && !stage.io.isErrorTerminal;
  const lines =
    stage.manners.isJson || isData
      ? [printableJson(failure.data, 0)]
      : failureLines(failure, paint);
  stage.io.writeError(textOf(lines));
  return failure.exitCode;
}

function textOf(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}

function pageFor(isTerminal: boolean, { io, clock, manners }: Stage): Page {
  const hasColour = wantsColour(manners.colour, isTerminal, io.env);
  const columns = isTerminal ? io.columns : Infinity;
  return { paint: paintFor(hasColour), hasColour, columns, nowMs: clock.now() };
}
