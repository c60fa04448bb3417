import { expect, test } from 'vitest';
import { Scope } from './scope.ts';

test('what was opened last ends first', async () => {
  const ended: string[] = [];
  const scope = new Scope();
  scope.defer(() => void ended.push('socket'));
  scope.own({ [Symbol.dispose]: () => void ended.push('file') });
  scope.own({ [Symbol.asyncDispose]: async () => void ended.push('child') });
  await scope[Symbol.asyncDispose]();
  expect(ended).toEqual(['child', 'file', 'socket']);
});

test('one that cannot end does not keep the others open, and every failure is told', async () => {
  const ended: string[] = [];
  const scope = new Scope();
  scope.defer(() => void ended.push('first'));
  scope.defer(async () => Promise.reject(new Error('disk')));
  scope.defer(async () => Promise.reject(new Error('net')));
  scope.defer(() => void ended.push('last'));
  await expect(scope[Symbol.asyncDispose]()).rejects.toMatchObject({
    errors: [{ message: 'net' }, { message: 'disk' }],
  });
  expect(ended).toEqual(['last', 'first']);
});

test('a scope ends once', async () => {
  let ends = 0;
  const scope = new Scope();
  scope.defer(() => void (ends += 1));
  await scope[Symbol.asyncDispose]();
  await scope[Symbol.asyncDispose]();
  expect(ends).toBe(1);
});

test('nothing can be opened in a scope that has ended', async () => {
  const scope = new Scope();
  await scope[Symbol.asyncDispose]();
  expect(() => scope.defer(() => undefined)).toThrow('after the scope ended');
});

test('await using ends a scope at the end of its block', async () => {
  const ended: string[] = [];
  {
    await using scope = new Scope();
    scope.defer(() => void ended.push('inside'));
  }
  expect(ended).toEqual(['inside']);
});
