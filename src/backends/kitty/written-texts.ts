import { readFileSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { StetError } from '../../base/errors.ts';
import type { Call } from '../../os/call.ts';
import { ask, readAnswer } from './ask.ts';
import type { Instance } from './instance.ts';
import { TextFacts } from './kitty-facts.ts';
import { Telling } from './telling.ts';

/** What a pane shows, as kitty wrote it. */
export interface WrittenText {
  readonly id: number;
  readonly facts: TextFacts;
  readonly bytes: Buffer;
}

interface Place {
  /** A folder of ours, which holds no more than a few panes at a time. */
  readonly folder: string;
  readonly call: Call;
}

/** So many panes may lie in files unread: kitty need not wait while one is cut into lines. */
const AHEAD = 4;

/** The text of one pane after the other; those that have closed are left out. */
export async function* writtenTexts(
  instance: Instance,
  ids: readonly number[],
  { folder, call }: Place,
): AsyncGenerator<WrittenText> {
  const telling = await Telling.open(join(folder, 'told'), ids.length);
  try {
    let isTold =
      telling !== undefined && (await asksForAll(instance, ids, { telling, folder, call }));
    telling?.allow(AHEAD);
    for (const id of ids) {
      const into = join(folder, String(id));
      const told = isTold ? await telling?.next(instance.address, call).catch(hungUp) : undefined;
      isTold = told !== undefined;
      const facts =
        told === undefined
          ? await ask(
              instance,
              { do: 'text', window: id, withHistory: true, into },
              { answer: Told, call },
            )
          : Told.parse(readAnswer(told));
      const bytes = facts === null ? undefined : takeFile(into);
      telling?.allow(1);
      if (facts !== null && bytes !== undefined) yield { id, facts, bytes };
    }
  } finally {
    telling?.close();
  }
}

/**
 * kitty hangs up when it ends, and on one that was stopped for a while (Ctrl-Z), or is starved. Which
 * it was it tells when it is asked for the next pane alone.
 */
function hungUp(failure: unknown): undefined {
  if (failure instanceof StetError && failure.code === 'HOST_DIED') return undefined;
  throw failure;
}

/** Whether kitty writes them all by itself; one that runs an older part of stet writes them one by one. */
async function asksForAll(
  instance: Instance,
  ids: readonly number[],
  { telling, folder, call }: Place & { readonly telling: Telling },
): Promise<boolean> {
  const request = { do: 'texts', windows: ids, into: folder, tellsAt: telling.path } as const;
  try {
    await ask(instance, request, { answer: z.unknown(), call });
    return true;
  } catch (failure) {
    if (failure instanceof StetError && failure.code === 'HOST_REFUSED') return false;
    throw failure;
  }
}

/** It was written a moment ago: other threads would take longer to be asked than to read it. */
function takeFile(path: string): Buffer {
  const bytes = readFileSync(path);
  unlinkSync(path);
  return bytes;
}

/** Null: the pane has closed. */
const Told = TextFacts.nullable();
