// The engine's fuzz tests, made long: npm run test:term:long [-- part...]
// A part is a test file with its counts; without one all run, one after the other. The seed is
// STET_FUZZ_SEED or the time, and is printed: the same seed draws the same again.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const parts = {
  hostile: ['test/term/hostile.test.ts', { STET_NOISE_MB: '1024', STET_RESIZES: '5000' }],
  xtermjs: ['test/term/differential/xterm.test.ts', { STET_FUZZ_SEQUENCES: '500000' }],
  xterm: ['test/term/conformance/xterm-fuzz.test.ts', { STET_XTERM_CASES: '5000' }],
  others: ['test/term/differential/others.test.ts', { STET_FUZZ_CASES: '130000' }],
};
const wanted = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(parts);
const seed = process.env.STET_FUZZ_SEED ?? String(Math.trunc(Date.now() / 1000));
const root = fileURLToPath(new URL('..', import.meta.url));

console.log(`seed ${seed}`);
for (const name of wanted) {
  const [file, counts] = parts[name] ?? [];
  if (file === undefined) {
    console.error(`No part "${name}"; there are ${Object.keys(parts).join(', ')}`);
    process.exit(2);
  }
  console.log(`${name}: ${JSON.stringify(counts)}`);
  const { status } = spawnSync(
    process.execPath,
    ['node_modules/vitest/vitest.mjs', 'run', '--project', 'engine', file],
    { cwd: root, stdio: 'inherit', env: { ...counts, ...process.env, STET_FUZZ_SEED: seed } },
  );
  if (status !== 0) process.exitCode = 1;
}
