import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { StetError } from '../base/errors.ts';
import { findProgram, type ProgramRequest } from './find-program.ts';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stet-programs-'));
  await mkdir(join(folder, 'first', 'tool'), { recursive: true });
  await mkdir(join(folder, 'second'));
  await mkdir(join(folder, 'shut'), { mode: 0o600 });
  const program = '#!/bin/sh\necho works\n';
  await writeFile(join(folder, 'first', 'notes'), program, { mode: 0o644 });
  await writeFile(join(folder, 'second', 'tool'), program, { mode: 0o755 });
  await writeFile(join(folder, 'second', 'notes'), program, { mode: 0o755 });
  await writeFile(join(folder, 'plain'), program, { mode: 0o644 });
  await writeFile(join(folder, 'lost'), '#! /no/such/interpreter -x\n', { mode: 0o755 });
  await symlink('nowhere', join(folder, 'dangling'));
  await chmod(join(folder, 'shut'), 0o600);
});

afterAll(async () => rm(folder, { recursive: true }));

test('a name is looked for on the PATH of the program, past what cannot run', async () => {
  expect(await find('tool')).toBe(join(folder, 'second', 'tool'));
  expect(await find('notes')).toBe(join(folder, 'second', 'notes'));
  expect(await find('tool', { env: ['PATH=:nowhere'], cwd: join(folder, 'second') })).toBe(
    join(folder, 'second', 'tool'),
  );
  expect(await find('sh', { env: [] })).toBe('/bin/sh');
});

test('a path counts from the directory of the program', async () => {
  expect(await find('./tool', { cwd: join(folder, 'second') })).toBe(
    join(folder, 'second', 'tool'),
  );
  expect(await find('second/tool')).toBe(join(folder, 'second', 'tool'));
  expect(await find(join(folder, 'second', 'tool'))).toBe(join(folder, 'second', 'tool'));
});

test.each([
  ['toool', 'no such program is on the PATH', 'Did you mean "tool"?'],
  ['an-unlikely-name', 'no such program is on the PATH', 'Install it, correct its name'],
  ['./absent', 'there is no such file', 'counts from --cwd'],
  ['./dangling', 'there is no such file', 'counts from --cwd'],
  ['./plain/below', 'there is no such file', 'counts from --cwd'],
  ['./second', 'it is a directory', '--cwd'],
  ['./plain', 'it is not executable', 'chmod +x'],
  ['./lost', 'its first line asks for "/no/such/interpreter"', 'Install that interpreter'],
  ['', 'Cannot start a program without a name', 'may be run'],
])('%j cannot be started: %s', async (name, message, hint) => {
  const failure = await refusal(name);
  expect(failure.code).toBe('SPAWN_FAILED');
  expect(failure.message).toContain(message);
  expect(failure.hint).toContain(hint);
});

test.each([
  ['/no/such/place', 'Cannot start "sh" in "/no/such/place": there is no such directory'],
  ['/etc/passwd', 'Cannot start "sh" in "/etc/passwd": it is not a directory'],
  ['relative', 'Cannot start "sh": its directory is not an absolute path'],
])('the directory %j is refused', async (cwd, message) => {
  expect(await refusal('sh', { cwd })).toMatchObject({ code: 'SPAWN_FAILED', message });
});

test.each([
  [{ env: ['PATH=/bin', 'NO_VALUE'] }, '"NO_VALUE" is no variable'],
  [{ env: ['=value'] }, '"=value" is no variable'],
  [{ env: ['A=1\0B=2'] }, 'a NUL byte'],
  [{ cwd: '/tmp\0' }, 'a NUL byte'],
  [{ argv: ['sh', '-c', 'echo\0'] }, 'a NUL byte'],
  [{ argv: ['s\0h'] }, 'a NUL byte'],
  [{ env: [`BIG=${'x'.repeat(131_072)}`] }, 'larger than the system takes'],
  [{ argv: ['sh', ...Array.from({ length: 300 }, () => 'x'.repeat(10_000))] }, 'larger than'],
])('what execve cannot pass on is refused: %#', async (differences, message) => {
  const failure = await refusal('sh', differences);
  expect(failure.code).toBe('SPAWN_FAILED');
  expect(failure.message).toContain(message);
});

async function find(name: string, differences: Partial<ProgramRequest> = {}): Promise<string> {
  const env = [`PATH=${join(folder, 'first')}:${join(folder, 'second')}:/usr/bin:/bin`];
  return findProgram({ argv: [name], cwd: folder, env, ...differences });
}

async function refusal(
  name: string,
  differences: Partial<ProgramRequest> = {},
): Promise<StetError> {
  const found = await find(name, differences).catch((failure: unknown) => failure);
  if (found instanceof StetError) return found;
  throw new Error(`Not refused: ${String(found)}`);
}
