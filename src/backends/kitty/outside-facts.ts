import { argvOf, directoryOf } from '../../os/process-table.ts';
import type { Instance, InstanceChild } from './instance.ts';
import type { KittyFacts, TabFacts, WindowFacts } from './kitty-facts.ts';
import { plainPane, plainTab, plainWindow } from './plain-facts.ts';

/**
 * What /proc tells of a kitty that lets nobody in: which programs run in which OS window, and
 * where. Tabs cannot be seen, so every pane stands in one of its own.
 */
export async function outsideFacts({ pid, children }: Instance): Promise<KittyFacts> {
  const byWindow = new Map<string, InstanceChild[]>();
  for (const child of await children()) {
    const window = child.environment.get('WINDOWID') ?? '';
    byWindow.set(window, [...(byWindow.get(window) ?? []), child]);
  }
  const windows = await Promise.all(
    [...byWindow.values()].map(async (own, at) => windowOf(own, at + 1)),
  );
  return { version: '', pid, windows };
}

async function windowOf(children: readonly InstanceChild[], id: number): Promise<WindowFacts> {
  return plainWindow({ id, tabs: await Promise.all(children.map(tabOf)) });
}

async function tabOf({ pid, window }: InstanceChild): Promise<TabFacts> {
  const [words, cwd = '/'] = await Promise.all([argvOf(pid), directoryOf(pid)]);
  const title = words[0] ?? '';
  const argv = words.filter((word, at) => at !== 1 || word !== '--posix');
  return plainTab({ id: window, title, panes: [plainPane({ id: window, pid, argv, cwd, title })] });
}
