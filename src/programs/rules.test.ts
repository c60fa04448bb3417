import { expect, test } from 'vitest';
import { firstMatch } from './rules.ts';

const words = (line: string): readonly string[] => line.split(' ');

test.each([
  ['htop', 'htop -d 5'],
  ['htop', '/usr/bin/htop'],
  ['/opt/x/run', '/opt/x/run a'],
  ['npm run dev', 'npm run dev'],
  ['npm run', '/usr/bin/npm run dev -- --port 1'],
  ['~rails server', 'ruby bin/rails server -p 3000'],
  ['~ rails server', 'ruby bin/rails server'],
])('%j names %j', (rule, line) => {
  expect(firstMatch([rule], words(line))).toEqual({ rule });
});

test.each([
  ['htop', 'htops'],
  ['htop', 'sudo htop'],
  ['npm run dev', 'npm run build'],
  ['npm run dev', 'npm run'],
  ['npm rundev', 'npm run dev'],
  ['~rails server', 'rails console'],
  ['~', 'anything'],
  ['', 'anything'],
  ['*', 'anything'],
  ['->ls', 'anything'],
])('%j does not name %j', (rule, line) => {
  expect(firstMatch([rule], words(line))).toBeUndefined();
});

test.each([
  ['~rails server->rails server *', 'ruby bin/rails server -p 3000', 'rails server -p 3000'],
  ['rails server->rails server *', 'rails server -p 3000', 'rails server -p 3000'],
  ['irb->rails console', 'irb -r x', 'rails console'],
  ['npm run dev -> npm run dev:fast *', 'npm run dev a', 'npm run dev:fast a'],
])('%j runs other words for %j', (rule, line, instead) => {
  expect(firstMatch([rule], words(line))).toEqual({ rule, argv: words(instead) });
});

test('the first entry wins, and words with blanks stay one word', () => {
  const argv = ['grep', 'a b', '$(touch x)'];
  expect(firstMatch(['x', 'grep->rg *', 'grep'], argv)).toEqual({
    rule: 'grep->rg *',
    argv: ['rg', 'a b', '$(touch x)'],
  });
});
