import { expect, test } from 'vitest';
import { type KeptKind, keptKinds, keptTable } from './hosts/kept-kinds.ts';
import { PrivateTmux } from './hosts/private-tmux.ts';
import { needs } from './hosts/requirements.ts';
import { buildScene } from './hosts/scene.ts';
import { tmuxFacts } from './hosts/tmux-facts.ts';

needs('tmux', 'vim', 'less', 'watch', 'python3');

/** What must come back whole. The table that the test prints tells of the rest. */
const MUST_BE_KEPT = `
  sessions group path env envhidden options hooks stack indices
  activewin lastwin name zoomed linked size layout autorename winopts npanes
  activepane lastpane title marked dead mode paneopts alt argv
  global@ server@ genv buffers keytable prefixF5
`;

test('a killed server comes back as it was', async () => {
  await using server = await PrivateTmux.start();
  const { sandbox } = server;
  sandbox.env['STET_RUN_PROGRAMS'] = '*';
  sandbox.env['STET_SAVE_PASTE_BUFFERS'] = 'true';
  await buildScene(server);
  const before = await tmuxFacts(server);

  const { checkpoint } = await sandbox.save('work');
  await server.kill();
  const { report } = await sandbox.restore('work');
  const after = await tmuxFacts(server);

  const kinds = keptKinds(before, after);
  const { windows, tabs, panes, lines } = checkpoint;
  const counts = `${windows} sessions, ${tabs} windows, ${panes} panes, ${lines} lines of scrollback`;
  process.stdout.write(`\n${counts}\n${keptTable(kinds)}\n`);
  const whole = kinds.filter(({ kept, total }) => kept === total).map(({ kind }) => kind);
  expect(whole).toEqual(expect.arrayContaining(MUST_BE_KEPT.trim().split(/\s+/)));
  expect(lostPlaces(kinds, 'cwd')).toEqual(['S:foo:0.0', 'S:work:9.0']);
  expect(withoutPrompt(after.get('S:proc:22.0|history'))).toEqual(
    withoutPrompt(before.get('S:proc:22.0|history')),
  );
  expect(report?.failed).toEqual([]);
  expect(report?.approximated).toMatchObject([{ name: 'foo:0.0', because: 'DIRECTORY_MISSING' }]);
});

/** The directory of one pane, which is linked into two sessions, was deleted before the save. */
function lostPlaces(kinds: readonly KeptKind[], wanted: string): readonly string[] {
  const lost = kinds.find(({ kind }) => kind === wanted)?.lost ?? [];
  return lost.map((line) => line.split(': ')[0] ?? '');
}

/** The restored shell draws its own prompt, in its own colour. */
function withoutPrompt(history = ''): readonly string[] {
  const lines = history.split('\n');
  return lines.slice(
    0,
    lines.findIndex((line) => line.includes('bash-')),
  );
}
