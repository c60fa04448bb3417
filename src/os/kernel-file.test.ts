import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readKernelFile } from './kernel-file.ts';

test('a file is read whole, however long, and nothing of a longer one before it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'stet-kernel-file-'));
  try {
    for (const sizeBytes of [0, 1, 65_535, 65_536, 300_000, 7]) {
      const text = 'x'.repeat(sizeBytes);
      writeFileSync(join(folder, 'file'), text);
      expect(readKernelFile(join(folder, 'file'))).toBe(text);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('what the kernel says of this process is read, though its size is said to be 0', () => {
  expect(readKernelFile('/proc/self/stat')).toMatch(new RegExp(`^${process.pid} \\(`));
  expect(readKernelFile('/proc/self/cmdline')).toContain('\0');
});

test('a file that is not there is an error of the system', () => {
  expect(() => readKernelFile('/proc/0/stat')).toThrow('ENOENT');
});
