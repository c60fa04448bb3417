import { expect, test } from 'vitest';
import { readSession } from './read-session.ts';
import { splitChain } from './split-chain.ts';

test('lines that split, overlay and size are read as kitty opens them', () => {
  const text = `layout splits
launch --var=role=main sh
launch --location=vsplit --bias=30 sh
launch --location=hsplit sh
launch --type=overlay less
focus
`;
  const read = readSession(text);
  const [tab] = read?.facts.windows[0]?.tabs ?? [];
  expect(read?.problems).toEqual([]);
  expect(tab?.groups.map(({ length }) => length)).toEqual([1, 1, 2]);
  expect(tab?.activeGroup).toBe(2);
  expect(tab?.panes[0]?.variables).toEqual({ role: 'main' });
  expect(tab?.panes[3]?.overlay).toBe('transient');
  const right = { horizontal: false, bias: 0.5, one: 1, two: 2 };
  expect(tab?.layouts).toEqual({
    splits: { pairs: { horizontal: true, bias: 0.7, one: 0, two: right } },
  });
});

test.each(['--type=background', '--location=first', '--logo=x.png'])(
  'what %s asks for is told, not dropped',
  (option) => {
    const [problem] = readSession(`launch ${option} sh\n`)?.problems ?? [];
    expect(problem?.message).toContain(option.split('=')[0]);
  },
);

test('a size of the window is told as well', () => {
  const problems = readSession('os_window_size 80c 24c\nlaunch\n')?.problems ?? [];
  expect(problems.map(({ message }) => message).join()).toContain('os_window_size 80c 24c');
});

const leaf = (pane: string): { readonly type: 'leaf'; readonly pane: string } => ({
  type: 'leaf',
  pane,
});

test('a tree that grows to one side is a chain of splits; any other one is told', () => {
  const inner = { type: 'split', axis: 'column', sizes: [0.5, 0.5] } as const;
  const outer = { type: 'split', axis: 'row', sizes: [0.5, 0.5] } as const;
  const chain = { ...outer, children: [leaf('a'), { ...inner, children: [leaf('b'), leaf('c')] }] };
  const all = { isSplits: true, covers: new Set<string>() };
  expect(splitChain(chain, all).lost).toEqual([]);
  expect([...splitChain(chain, all).places]).toEqual([
    ['b', 'vsplit'],
    ['c', 'hsplit'],
  ]);
  const nested = {
    ...outer,
    children: [{ ...inner, children: [leaf('a'), leaf('b')] }, leaf('c')],
  };
  expect(splitChain(nested, all).lost).toEqual(['how its splits are nested']);
  expect(splitChain({ ...chain, sizes: [0.3, 0.7] }, all).lost).toEqual([
    'the sizes of its splits',
  ]);
});
