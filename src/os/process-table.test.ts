import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { argvOf, environmentOf, processTable } from './process-table.ts';

test('words and variables of a process are read to their end, however long they are', async () => {
  const [word, value] = ['w'.repeat(100_000), `${'v'.repeat(70_000)}=${'v'.repeat(50_000)}`];
  const env = { PATH: '/usr/bin:/bin', LONG: value, EMPTY: '', LAST: '1' };
  const child = spawn('sh', ['-c', 'echo up; read line', 'sh', word, '', 'last'], { env });
  try {
    await once(child.stdout, 'data');
    const pid = child.pid ?? 0;
    expect((await argvOf(pid)).slice(3)).toEqual(['sh', word, '', 'last']);
    const found = await environmentOf(pid);
    expect(found.get('LONG')).toBe(value);
    expect([found.get('EMPTY'), found.get('LAST')]).toEqual(['', '1']);
  } finally {
    child.kill('SIGKILL');
  }
});

test('those who ask together get one table, and nobody gets one from before they asked', async () => {
  const [first, second] = [processTable(), processTable()];
  expect(await first).toBe(await second);
  const child = spawn('sleep', ['1000']);
  try {
    await once(child, 'spawn');
    const asked = processTable();
    const late = spawn('sleep', ['1000']);
    try {
      expect([...(await asked).keys()]).toEqual(expect.arrayContaining([child.pid, late.pid]));
    } finally {
      late.kill('SIGKILL');
    }
  } finally {
    child.kill('SIGKILL');
  }
});
