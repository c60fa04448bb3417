import * as z from 'zod';
import type { Call } from '../../os/call.ts';
import { ask } from './ask.ts';
import { instanceAt } from './find-instances.ts';

/** Makes a running kitty listen to stet as one does that was started with the watcher. */
export async function enter(address: string, call: Call): Promise<void> {
  await ask(await instanceAt(address), { do: 'serve' }, { answer: z.unknown(), call });
}
