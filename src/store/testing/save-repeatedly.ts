import { paneId, arrangement } from '../../model/testing/arrangement.ts';
import { openStore } from '../store.ts';
import { quietCall } from './temporary-store.ts';
import { SavedLines } from '../../model/saved-lines.ts';

// A real second process for the tests of the lock and of kill -9. Arguments: the store's folder,
// the workspace, and how many checkpoints to make. Prints their sequence numbers.
const [folder = '', workspace = '', count = '0'] = process.argv.slice(2);
const store = await openStore(folder);
for (let turn = 0; turn < Number(count); turn += 1) {
  const title = `${process.pid} ${turn}`;
  const draft = arrangement({ workspace, panes: 3, pane: (pane) => ({ ...pane, title }) });
  const lines = Array.from({ length: 300 }, (_, line) => `${title}: line ${line}`);
  const contents = new Map([
    [paneId(0), { lines: SavedLines.of(lines), mode: 'full' as const, dropped: 0 }],
  ]);
  const { checkpoint } = await store.commit({ draft, contents }, quietCall());
  process.stdout.write(`${checkpoint.seq}\n`);
}
