import { expect, test } from 'vitest';
import * as z from 'zod';
import { methodKinds } from './method-kinds.ts';
import { methods } from './methods.ts';
import { openApi } from './open-api.ts';

const Operation = z.object({
  operationId: z.string(),
  summary: z.string(),
  responses: z.looseObject({}),
});
const Document = z.object({
  openapi: z.literal('3.1.0'),
  info: z.object({ title: z.string(), version: z.string() }),
  paths: z.record(
    z.string().startsWith('/v1/'),
    z.object({ get: Operation.optional(), post: Operation.optional() }),
  ),
  components: z.object({ schemas: z.record(z.string().regex(/^[\w.-]+$/), z.looseObject({})) }),
});

const document: unknown = JSON.parse(JSON.stringify(openApi('1.2.3')));

/** Everything that the document refers to. */
function references(part: unknown): readonly string[] {
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([key, value]) =>
    key === '$ref' && typeof value === 'string' ? [value] : references(value),
  );
}

test('every method has its path in the OpenAPI document, and nothing else is a method', () => {
  const { paths } = Document.parse(document);
  const posted = Object.keys(paths).filter((path) => paths[path]?.post !== undefined);
  expect(posted).toEqual(Object.keys(methods).map((name) => `/v1/${name}`));
});

test('every reference in the OpenAPI document leads to a schema in it', () => {
  const { schemas } = Document.parse(document).components;
  const targets = new Set(references(document));
  expect(targets.size).toBeGreaterThan(2 * Object.keys(methods).length);
  const known = new Set(Object.keys(schemas).map((name) => `#/components/schemas/${name}`));
  expect([...targets].filter((target) => !known.has(target))).toEqual([]);
});

test('the list of methods that only read says what the table of methods says', () => {
  const kinds = Object.entries(methods).map(([name, { kind }]) => [name, kind]);
  expect(methodKinds).toEqual(Object.fromEntries(kinds));
});
