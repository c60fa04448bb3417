import { StetError } from '../base/errors.ts';
import type { Problem } from '../model/checkpoint.ts';
import type { Call } from '../os/call.ts';
import type { EngineContext } from './context.ts';
import { socketsFor } from './capture-hosts.ts';

/** Hosts that stet has a part of its own in now, and those that did not let it in. */
export interface EnteredHosts {
  readonly entered: readonly string[];
  readonly problems: readonly Problem[];
}

/** Puts stet's own part into every running host that takes one, until that host ends. */
export async function enterHosts(context: EngineContext, call: Call): Promise<EnteredHosts> {
  const entered: string[] = [];
  const problems: Problem[] = [];
  for (const backend of context.backends) {
    if (backend.enter === undefined) continue;
    for (const { address } of await backend.discover(socketsFor(backend, context), call)) {
      const subject = `${backend.kind}:${address}`;
      try {
        await backend.enter(address, call);
        entered.push(subject);
      } catch (failure) {
        if (!(failure instanceof StetError)) throw failure;
        const { code, message, hint: fix } = failure;
        problems.push({ code, subject, message, fix });
      }
    }
  }
  return { entered, problems };
}
