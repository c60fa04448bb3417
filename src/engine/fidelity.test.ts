import { expect, test } from 'vitest';
import { arrangement, paneId } from '../model/testing/arrangement.ts';
import { fidelityOf } from './fidelity.ts';

const PANE = paneId(0);

async function contentsFound(saved: readonly string[], found: readonly string[] | undefined) {
  const tally = await fidelityOf(
    { arrangement: arrangement(), contents: new Map([[PANE, saved]]) },
    {
      arrangement: arrangement(),
      contents: new Map(found === undefined ? [] : [[PANE, found]]),
    },
  );
  return tally.kinds.find(({ kind }) => kind === 'contents');
}

test('contents are kept when a pane begins with them, whatever came since', async () => {
  expect(await contentsFound(['a', 'b'], ['a', 'b', 'c'])).toMatchObject({ kept: 1, total: 1 });
  expect(await contentsFound([], [])).toMatchObject({ kept: 1, total: 1 });
});

test.each([
  ['another line', ['a', 'c', 'c']],
  ['a line too few', ['a']],
  ['no lines that anybody read', undefined],
])('contents are lost to %s, and each side says what it has', async (_, found) => {
  const { kept, lost } = (await contentsFound(['a', 'b'], found)) ?? {};
  expect(kept).toBe(0);
  expect(lost?.[0]?.before).toMatch(/^2 lines, [0-9a-f]{12}$/);
  expect(lost?.[0]?.after).not.toBe(lost?.[0]?.before);
});
