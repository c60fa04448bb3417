import { expect, test } from 'vitest';
import * as z from 'zod';
import { isMethodName, methods } from './methods.ts';

test.each(Object.entries(methods))(
  '%s says what it does and describes itself as JSON Schema',
  (name, method) => {
    expect(name).toMatch(/^[a-z]+\.[a-z]+$/);
    expect(method.summary).toMatch(/^[A-Z].*[^.]$/);
    expect(z.toJSONSchema(method.params, { io: 'input' })).toMatchObject({ type: 'object' });
    expect(z.toJSONSchema(method.result, { io: 'output' })).toHaveProperty('type');
  },
);

test('what is not in the table is no method', () => {
  expect(isMethodName('workspace.save')).toBe(true);
  expect(['workspace.sav', 'toString', '__proto__', ''].filter(isMethodName)).toEqual([]);
});

test('a request may leave out everything that has a default', () => {
  expect(methods['workspace.restore'].params.parse({})).toEqual({
    target: '',
    mode: 'merge',
    only: [],
    dryRun: false,
    plan: '',
    hosts: [],
    overrides: [],
  });
});
