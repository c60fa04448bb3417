import { StetError } from '../../base/errors.ts';
import type { Client } from '../../client/client.ts';
import { isKnownMethod } from '../../protocol/method-kinds.ts';
import type { MethodName, RequestOf } from '../../protocol/methods.ts';
import { isRecord } from '../../protocol/wire.ts';
import type { Command, Desk, Given, Outcome } from '../command.ts';
import { failureFrom } from '../failure.ts';
import { printableJson } from '../text/printable.ts';

/** So many requests with an id are under way at once. */
const MAX_RUNNING = 64;

export const pipe: Command = {
  name: 'pipe',
  group: 'Sessions',
  summary: 'Answer many requests over one connection, as lines of JSON',
  details: [
    'A line on stdin is {"method": "session.key", "params": {"keys": "Enter"}}; its answer is a line on stdout: {"result": …} or {"error": …}.',
    'Requests are answered one after the other. One with an "id" starts at once and may be answered later; its answer has the id.',
    'The methods and their parameters are those of docs/reference/methods.md.',
  ],
  doing: 'answering',
  arguments: [],
  flags: [],
  options: [],
  examples: [
    {
      line: `echo '{"method":"session.list","params":{}}' | stet pipe`,
      text: 'One question',
    },
    { line: 'my-agent | stet pipe', text: 'As many as a program has, without a start for each' },
  ],
  run: async (given, desk): Promise<Outcome> => {
    const counts = await answerLines(given, desk);
    return { data: counts, lines: () => [], content: '' };
  },
};

interface Counts {
  readonly answered: number;
  readonly failed: number;
}

async function answerLines(given: Given, desk: Desk): Promise<Counts> {
  const { world } = desk;
  const client = await desk.client();
  const running = new Set<Promise<void>>();
  const counts = { answered: 0, failed: 0 };
  const reply = async (request: PipedRequest): Promise<void> => {
    const answer = await answerTo(request, client, world.signal);
    counts.answered += 1;
    counts.failed += 'error' in answer ? 1 : 0;
    await world.write(`${printableJson(answer, 0)}\n`);
  };
  for await (const line of world.inputLines()) {
    if (line.trim() === '') continue;
    const request = readRequest(line, given, desk);
    const replied = reply(request);
    if (request.id === undefined) {
      await replied;
      continue;
    }
    running.add(replied);
    void replied.finally(() => running.delete(replied));
    if (running.size >= MAX_RUNNING) await Promise.race(running);
  }
  await Promise.all(running);
  world.signal.throwIfAborted();
  return counts;
}

/** A line of stdin; one that cannot be understood is answered all the same. */
interface PipedRequest {
  readonly id: unknown;
  readonly asked:
    | { readonly method: MethodName; readonly params: Readonly<Record<string, unknown>> }
    | StetError;
}

type Answer = { readonly id?: unknown } & (
  | { readonly result: unknown }
  | { readonly error: object }
);

async function answerTo(
  { id, asked }: PipedRequest,
  client: Client,
  signal: AbortSignal,
): Promise<Answer> {
  const named = id === undefined ? {} : { id };
  try {
    if (asked instanceof StetError) throw asked;
    const { method, params } = asked;
    if (!isRequestFor(method, params)) throw invalidLine();
    const result = await client.call(method, params, { signal, onProgress: () => undefined });
    return { ...named, result };
  } catch (failure) {
    const { data, exitCode } = failureFrom(failure, signal);
    return { ...named, error: { ...data, exit: exitCode } };
  }
}

/** A request without a session is about the one of the environment, as it is for every command. */
function readRequest(line: string, { overrides }: Given, { world }: Desk): PipedRequest {
  const given = parseJson(line);
  if (!isRecord(given)) return { id: undefined, asked: invalidLine() };
  const { id, method, params = {} } = given;
  if (typeof method !== 'string' || !isRecord(params)) return { id, asked: invalidLine() };
  if (!isKnownMethod(method)) {
    const message = `Cannot find a method ${JSON.stringify(method)}`;
    return { id, asked: new StetError('METHOD_UNKNOWN', message) };
  }
  const session = method.startsWith('session.') ? { session: world.env['STET_SESSION'] ?? '' } : {};
  return { id, asked: { method, params: { overrides, ...session, ...params } } };
}

/** What is sent is held against the table by the daemon. */
function isRequestFor<M extends MethodName>(
  _method: M,
  params: Readonly<Record<string, unknown>>,
): params is Readonly<Record<string, unknown>> & RequestOf<M> {
  return isRecord(params);
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function invalidLine(): StetError {
  return new StetError('REQUEST_INVALID', 'Cannot read the line: it is no request', {
    hint: 'A line is {"method": "session.list", "params": {}}',
  });
}
