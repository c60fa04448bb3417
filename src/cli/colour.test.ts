import { expect, test } from 'vitest';
import { runStet, type Scene } from './testing/run-stet.ts';

async function hasColour(argv: readonly string[], scene: Scene): Promise<boolean> {
  return (await runStet(['list', ...argv], scene)).stdout.includes('\u001B[');
}

test('colours appear on a terminal only, unless somebody decides otherwise', async () => {
  const isTerminal = true;
  expect(await hasColour([], { isTerminal })).toBe(true);
  expect(await hasColour([], {})).toBe(false);
  expect(await hasColour(['--colour=never'], { isTerminal })).toBe(false);
  expect(await hasColour(['--colour', 'always'], {})).toBe(true);
  expect(await hasColour([], { isTerminal, env: { NO_COLOR: '1' } })).toBe(false);
  expect(await hasColour([], { isTerminal, env: { NO_COLOR: '' } })).toBe(true);
  expect(await hasColour([], { env: { CLICOLOR_FORCE: '1' } })).toBe(true);
  expect(await hasColour([], { env: { CLICOLOR_FORCE: '0' } })).toBe(false);
  expect(await hasColour([], { env: { CLICOLOR_FORCE: '1', NO_COLOR: '1' } })).toBe(false);
  expect(await hasColour(['--colour=always'], { env: { NO_COLOR: '1' } })).toBe(true);
  expect(await hasColour([], { isTerminal, env: { TERM: 'dumb' } })).toBe(false);
});
